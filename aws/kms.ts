import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import { parseJson } from "./json";

/** What KMS knows about a key: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export interface KeyDetails {
    readonly arn: string;

    /** `Enabled`, `Disabled`, `PendingDeletion`, … or `NOT_FOUND`. */
    readonly state: string;

    /** AWS made it for one of its services, and its policy lets the account use it through that service. */
    readonly isAwsManaged: boolean;
}

/** @param key id, alias or ARN of either */
export async function describeKey(clients: Clients, key: string): Promise<KeyDetails> {
    const kms = await clients.kms();
    const found = await undefinedIfMissing(() => kms.describeKey({ KeyId: key }));
    if (found === undefined) {
        return { arn: "", state: "NOT_FOUND", isAwsManaged: false };
    }
    const { Arn = "", KeyState = "unknown", KeyManager } = found.KeyMetadata ?? {};
    return { arn: Arn, state: KeyState, isAwsManaged: KeyManager === "AWS" };
}

interface KeyPolicy {
    readonly Statement?: unknown;
}

/**
 * Whether a key's policy leaves it all to IAM: each of its allowing statements names an account and no role, so that nothing
 * but an identity's own policy lets it decrypt. Grants are not looked at; SSM uses none.
 *
 * @returns undefined where the policy can't be read as one
 */
export async function isLeftToIam(clients: Clients, keyArn: string): Promise<boolean | undefined> {
    const { Policy = "" } = await (await clients.kms()).getKeyPolicy({ KeyId: keyArn, PolicyName: "default" });
    const policy = parseJson(Policy) as KeyPolicy | undefined;
    const statements = [policy?.Statement].flat().filter((entry) => typeof entry === "object" && entry !== null);
    if (statements.length === 0) {
        return undefined;
    }
    return statements.every(({ Effect, Principal }: { readonly Effect?: unknown; readonly Principal?: unknown }) => {
        const named =
            typeof Principal === "object" && Principal !== null ? (Principal as { readonly AWS?: unknown }).AWS : Principal;
        return Effect !== "Allow" || [named].flat().every((who) => who === undefined || isAccount(who));
    });
}

/** `arn:aws:iam::123456789012:root`, or the bare number. */
function isAccount(principal: unknown): boolean {
    return typeof principal === "string" && /^(?:arn:[\w-]+:iam::\d{12}:root|\d{12})$/.test(principal);
}
