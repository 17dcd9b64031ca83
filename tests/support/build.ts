import type { Resource } from "../../preview/document";
import { record, type Mode } from "../../preview/record";

/** An account that is nobody's. */
export const account = { partition: "aws", region: "us-east-1", accountId: "123456789012" };

/** Both modes in which every component must hold. */
export const modes: readonly Mode[] = ["preview", "update"];

/** Builds components outside a stack's program and returns what they registered, sorted by `type::name`. */
export async function build(program: () => unknown, mode: Mode = "update"): Promise<readonly Resource[]> {
    const { resources } = await record(
        async () => {
            await program();
        },
        { project: "spotter", stack: "test", mode, account },
    );
    return resources;
}

/** The inputs of the one resource of a type, and name where there are several. */
export function inputsOf(resources: readonly Resource[], type: string, name?: string): Resource["inputs"] {
    const found = resources.filter((resource) => resource.type === type && (name === undefined || resource.name === name));
    if (found.length !== 1 || found[0] === undefined) {
        throw new Error(`expected one ${type}${name === undefined ? "" : `::${name}`}, found ${found.length}`);
    }
    return found[0].inputs;
}
