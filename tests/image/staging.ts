import { inputsOf, jsonOf } from "../support/build";
import { previewOf } from "../stacks/preview-of";
import type { ContainerDefinition } from "./docker-run";

/** What staging would run after an update, and the parameters that it would find. */
export async function staging(): Promise<{ definition: ContainerDefinition; values: Record<string, string> }> {
    const { resources } = await previewOf("staging", "update");
    const [definition] = jsonOf(inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition"), "containerDefinitions") as [
        ContainerDefinition,
    ];
    const parameters = resources.filter(({ type }) => type === "aws:ssm/parameter:Parameter");
    const values = Object.fromEntries(
        parameters.map(({ inputs }) => [(inputs.name as string).replace(/^.*\//, ""), inputs.insecureValue as string]),
    );
    return { definition, values };
}
