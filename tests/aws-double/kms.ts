import type { AccountState } from "./account";
import { refuse, type Answers } from "./protocol";

export function kms({ keys }: AccountState): Answers {
    const find = (id: unknown) => keys.get(String(id)) ?? [...keys.values()].find(({ arn }) => arn === id);
    return {
        DescribeKey: ({ KeyId }) => {
            const { arn, state } = find(KeyId) ?? refuse("NotFoundException", `Key '${String(KeyId)}' does not exist`);
            return {
                KeyMetadata: { KeyId: arn.slice(arn.lastIndexOf("/") + 1), Arn: arn, KeyState: state, KeyManager: "CUSTOMER" },
            };
        },
        GetKeyPolicy: ({ KeyId }) => {
            const { policy } = find(KeyId) ?? refuse("NotFoundException", `Key '${String(KeyId)}' does not exist`);
            return { Policy: JSON.stringify(policy ?? {}) };
        },
    };
}
