import type { AccountState } from "./account";
import { xml, type Answers } from "./protocol";

export const sts = ({ accountId }: AccountState): Answers => ({
    AssumeRole: () =>
        xml(
            "AssumeRole",
            "sts",
            `<Credentials><AccessKeyId>ofTheRole</AccessKeyId><SecretAccessKey>double</SecretAccessKey><SessionToken>double</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
        ),
    GetCallerIdentity: () => xml("GetCallerIdentity", "sts", `<Account>${accountId}</Account>`),
});
