import type { Inputs } from "./inputs";
import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

/** Roles and their inline policies. */
export const iam: ServiceResources = {
    types: {
        "aws:iam/role:Role": {
            placeholder: ({ name, path = "/" }, { partition, accountId }) => ({
                id: name,
                arn: `arn:${partition}:iam::${accountId}:role${String(path)}${String(name)}`,
            }),
            describe: (inputs) => ({ name: inputs.text("name"), facts: [] }),
            importId: importedBy("iam/role", (state) => state.text("name")),
            forcesNew: ["name", "namePrefix", "path"],
        },
        "aws:iam/rolePolicy:RolePolicy": {
            placeholder: ({ role, name }) => ({ id: `${String(role)}:${String(name)}` }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: describePermissions(inputs.json("policy")),
            }),
            importId: importedBy("iam/rolepolicy", (state) => joinKnown(":", [state.text("role"), state.text("name")])),
            forcesNew: ["name", "namePrefix", "role"],
        },
    },
};

/** What a permission is counted as, by the ARN that it names. The parts of a thing, such as a table's indexes, don't count. */
const countedThings: readonly (readonly [thing: string, arn: RegExp])[] = [
    ["table", /^arn:[^:]+:dynamodb:[^:]*:\d+:table\/[^/]+$/],
    ["bucket", /^arn:[^:]+:s3:::[^/]+$/],
    ["model", /^arn:[^:]+:bedrock:[^:]*:\d*:(?:foundation-model|inference-profile)\/(?!.*\*)/],
    ["sender", /^arn:[^:]+:ses:[^:]*:\d+:identity\//],
];

function describePermissions(policy: Inputs): string[] {
    const arns = [...new Set(policy.list("Statement").flatMap((statement) => statement.texts("Resource") ?? []))];
    const parameters = arns.filter((arn) => arn.split(":")[2] === "ssm").map((arn) => arn.replace(/^.*:parameter/, ""));
    return facts(
        parameters.length > 0 && `reads ${parameters.join(", ")}`,
        ...countedThings.map(([thing, pattern]) => {
            const count = arns.filter((arn) => pattern.test(arn)).length;
            return count > 0 && `${count} ${thing}${count === 1 ? "" : "s"}`;
        }),
    );
}
