import type { AccountState } from "./account";
import { refuse, type Answers } from "./protocol";

export function kms(account: AccountState): Answers {
    const { keys } = account;
    const find = (id: unknown) =>
        keys.get(String(id)) ?? [...keys.values()].find(({ arn }) => arn === id) ?? findNamed(String(id));
    const findNamed = (alias: string) =>
        account.findNamed("key alias", alias) && { arn: `arn:aws:kms:::key/${alias}`, state: "Enabled", policy: undefined };
    return {
        DescribeKey: ({ KeyId }) => {
            const { arn, state } = find(KeyId) ?? refuse("NotFoundException", `Key '${String(KeyId)}' does not exist`);
            return {
                KeyMetadata: { KeyId: arn.slice(arn.lastIndexOf("/") + 1), Arn: arn, KeyState: state, KeyManager: "CUSTOMER" },
            };
        },
        ListResourceTags: () => ({ Tags: [] }),
        GetKeyPolicy: ({ KeyId }) => {
            const { policy } = find(KeyId) ?? refuse("NotFoundException", `Key '${String(KeyId)}' does not exist`);
            return { Policy: JSON.stringify(policy ?? {}) };
        },
    };
}
