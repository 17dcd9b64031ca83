import type { ParameterMetadata } from "../aws/ssm";
import type { PlannedRelease } from "./api";
import { describeList, type Finding } from "./preflight-list";

/** What is wrong with the parameters that are kept outside the stack. */
export function findParameterErrors(
    { serviceRef, external }: PlannedRelease,
    parameters: ReadonlyMap<string, ParameterMetadata> | undefined,
): Finding[] {
    if (parameters === undefined) {
        return [];
    }
    const missing = external.filter(({ name }) => !parameters.has(name));
    const plain = external.filter(
        ({ name, secret }) => secret && ![undefined, "SecureString"].includes(parameters.get(name)?.type),
    );
    const under = `under ${serviceRef.parameterPrefix}`;
    return [
        ...describeList(
            missing.map(({ name }) => name),
            external.length,
            { short: `parameters missing ${under}`, long: `parameters are missing ${under}` },
            "ECS cannot start a task without them (npm run parameters -- STACK push)",
        ),
        ...describeList(
            plain.map(({ name }) => name),
            external.length,
            { short: `parameters in plain text ${under}`, long: `parameters are in plain text ${under}` },
            "each must be a SecureString: delete it and push it again",
        ),
    ];
}
