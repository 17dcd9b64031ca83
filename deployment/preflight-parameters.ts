import type { ParameterMetadata } from "../aws/ssm";
import { describeVariable, findReference, isAskable } from "../aws/variables";
import type { PlannedRelease } from "./api";
import { describeList, type Finding } from "./preflight-list";

/** What is wrong with the parameters that are kept outside the stack. */
export function findParameterErrors(
    release: PlannedRelease,
    parameters: ReadonlyMap<string, ParameterMetadata> | undefined,
): Finding[] {
    if (parameters === undefined) {
        return [];
    }
    const { serviceRef, external } = release;
    const asked = external.filter(({ name }) => isAskable(serviceRef, name));
    const missing = asked.filter(({ name }) => !parameters.has(name));
    const plain = asked.filter(({ name, secret }) => secret && ![undefined, "SecureString"].includes(parameters.get(name)?.type));
    const findings = (isElsewhere: boolean, where: string, push: string, delete_: string) => {
        const namesOf = (found: typeof external) =>
            found
                .filter(({ name }) => (findReference(serviceRef, name) !== undefined) === isElsewhere)
                .map(({ name }) => describeVariable(serviceRef, name));
        return [
            ...describeList(
                namesOf(missing),
                external.length,
                { short: `parameters missing${where}`, long: `parameters are missing${where}` },
                `ECS cannot start a task without them${push}`,
            ),
            ...describeList(
                namesOf(plain),
                external.length,
                { short: `parameters in plain text${where}`, long: `parameters are in plain text${where}` },
                `each must be a SecureString${delete_}`,
            ),
        ];
    };
    return [
        ...findings(
            false,
            ` under ${serviceRef.parameterPrefix}`,
            " (npm run parameters -- STACK push)",
            ": delete it and push it again",
        ),
        ...findings(true, "", "", ""),
    ];
}

/** What only ECS will see: secrets, and parameters of another account or region. */
export function findUnaskedVariables({ serviceRef, external }: PlannedRelease): string[] {
    const unasked = external.filter(({ name }) => !isAskable(serviceRef, name));
    return unasked.length === 0
        ? []
        : [`not checked: ${unasked.map(({ name }) => describeVariable(serviceRef, name)).join(", ")}`];
}
