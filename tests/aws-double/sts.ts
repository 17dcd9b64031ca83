import type { AccountState } from "./account";
import { xml, type Answers } from "./protocol";

export const sts = ({ accountId }: AccountState): Answers => ({
    GetCallerIdentity: () => xml("GetCallerIdentity", "sts", `<Account>${accountId}</Account>`),
});
