import type { ServiceRef } from "../aws/service-ref";
import type { DeploymentApi } from "../deployment/api";
import { refusal } from "./look-up";
import type { ReadState, StateResource } from "./stack-state";

/** Arguments of {@link checkLeavingKey}. */
export interface KeyGuardArgs {
    /** What AWS is asked through. */
    readonly api: Pick<DeploymentApi, "parameterKeys">;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Namespace of the stack file's keys, for messages: the project's name. */
    readonly namespace: string;

    /** The stack makes a customer key, so that none leaves. */
    readonly hasKey: boolean;

    /** Variables whose parameters are kept outside the stack. */
    readonly external: readonly { readonly name: string }[];

    /** What tells whether the stack has a key now; undefined where nothing is checked. */
    readonly readState: ReadState | undefined;
}

/** What may be encrypted by a stack's key, by type: what it is called, and where it names the key. */
const encrypted: Readonly<Record<string, readonly [what: string, key: string]>> = {
    "aws:cloudwatch/logGroup:LogGroup": ["log group", "kmsKeyId"],
    "aws:ecr/repository:Repository": ["repository", "encryptionConfigurations"],
    "aws:sns/topic:Topic": ["topic", "kmsMasterKeyId"],
    "aws:ssm/parameter:Parameter": ["parameter", "keyId"],
};

/**
 * Refuses to let a stack's customer key go while something is encrypted by it: AWS deletes the key days later, and all that it has
 * encrypted is lost with it. So it takes two updates, of which the first gives everything another key.
 *
 * @throws {pulumi.RunError} with what is still encrypted
 */
export async function checkLeavingKey({ api, serviceRef, namespace, hasKey, external, readState }: KeyGuardArgs): Promise<void> {
    const state = hasKey ? undefined : await readState?.();
    const key = state?.find(({ urn, type }) => type === "aws:kms/key:Key" && urn.includes("spotter:kms:CustomerKey$"));
    if (state === undefined || key === undefined) {
        return;
    }
    const aliases = state.filter(
        ({ type, outputs }) => type === "aws:kms/alias:Alias" && outputs.targetKeyId === key.outputs.keyId,
    );
    const names = [key, ...aliases].flatMap(({ outputs }) => [outputs.arn, outputs.keyId, outputs.name]);
    const own = names.filter((name) => typeof name === "string");
    const outside = await api.parameterKeys?.(
        serviceRef,
        external.map(({ name }) => name),
    );
    const left = [
        ...state.flatMap((resource) => describeEncrypted(resource, own)),
        ...Object.entries(outside ?? {}).flatMap(([name, keyId]) => (own.includes(keyId) ? [`secret ${name}`] : [])),
    ];
    if (left.length > 0) {
        throw refusal([
            `${namespace}:encryption.customerKey: the key that would be deleted still encrypts ${left.join(", ")}: update first with ` +
                "customerKey: true and uses: [], push the secrets again, and take it out then",
        ]);
    }
}

function describeEncrypted({ type, outputs }: StateResource, own: readonly string[]): string[] {
    const [what, property] = encrypted[type] ?? [];
    const named = property === undefined ? undefined : JSON.stringify(outputs[property]);
    return what !== undefined && own.some((name) => named?.includes(`"${name}"`)) ? [`${what} ${String(outputs.name)}`] : [];
}
