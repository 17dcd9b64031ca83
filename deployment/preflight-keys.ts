import { findAccountId, lastSegment } from "../aws/arn";
import type { KeyDetails } from "../aws/kms";
import { isAlias } from "../aws/kms-key";
import type { ParameterMetadata } from "../aws/ssm";
import type { PlannedRelease } from "./api";
import { describeList, type Finding } from "./preflight-list";

/** What is known of a key that encrypts parameters. */
export interface ParameterKey extends KeyDetails {
    /** Its policy names no role, so that nothing but a role's own policy allows it to decrypt. Undefined where not known. */
    readonly isLeftToIam?: boolean;

    /** It is the one that the execution role may decrypt with, which the release names by its alias. */
    readonly isOwn?: boolean;
}

/** States in which KMS decrypts nothing until someone changes them. */
const unusable: readonly string[] = ["Disabled", "PendingDeletion", "PendingImport", "NOT_FOUND"];

/** Key of SSM itself, whose policy lets everyone in the account decrypt who may read the parameter. */
const ownKey = /(?:^|:)alias\/aws\/ssm$/;

/**
 * Keys of the release's secrets, as SSM names them, each with its variables. SSM's own key is left out.
 */
export function findForeignKeys(
    external: PlannedRelease["external"],
    parameters: ReadonlyMap<string, ParameterMetadata> | undefined,
): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const { name } of external) {
        const { type, keyId } = parameters?.get(name) ?? {};
        if (type === "SecureString" && keyId !== undefined && keyId !== "" && !ownKey.test(keyId)) {
            found.set(keyId, [...(found.get(keyId) ?? []), name]);
        }
    }
    return found;
}

/** Whether two names mean the same key: an ARN and its last part do. */
function isSameKey(name: string, arn: string | undefined): boolean {
    return arn !== undefined && (name === arn || name === lastSegment(arn));
}

/**
 * What is wrong with the keys of the release's secrets. An alias is never certain, unless it is the stack's own.
 *
 * @param keys what KMS says, by the name in SSM; a name is absent where KMS did not answer
 */
export function findKeyProblems(
    { serviceRef, external, parameterKeyArn }: PlannedRelease,
    parameters: ReadonlyMap<string, ParameterMetadata> | undefined,
    keys: ReadonlyMap<string, ParameterKey>,
): { readonly errors: Finding[]; readonly warnings: Finding[] } {
    const errors: Finding[] = [];
    const warnings: Finding[] = [];
    for (const [name, variables] of findForeignKeys(external, parameters)) {
        const key = keys.get(name);
        const isElsewhere = name.startsWith("arn:") && findAccountId(name) !== serviceRef.account.accountId;
        const list = (is: string, rest: string) =>
            describeList(variables, external.length, { short: `parameters ${is}`, long: `parameters are ${is}` }, rest);
        if (key !== undefined && key.state !== "Enabled") {
            const state = key.state === "NOT_FOUND" ? "does not exist" : `is ${key.state}`;
            const level = unusable.includes(key.state) && !isAlias(name) ? errors : warnings;
            level.push(...list(`under key ${name}, which ${state}`, "ECS cannot decrypt them, and starts no task without them"));
        } else if (
            !isSameKey(name, parameterKeyArn) &&
            !isSameKey(key?.arn ?? "", parameterKeyArn) &&
            key?.isOwn !== true &&
            key?.isAwsManaged !== true
        ) {
            const isCertain = !isAlias(name) && (isElsewhere || key?.isLeftToIam === true);
            (isCertain ? errors : warnings).push(
                ...list(
                    `under key ${name}, for which the execution role has no permission`,
                    (isCertain ? "" : "unless the key's own policy gives it one, ECS can't decrypt them: ") +
                        "push them again, or set parameters.kmsKeyArn to that key",
                ),
            );
        }
    }
    return { errors, warnings };
}
