import type { Account } from "./account";
import type { Clients } from "./clients";

/** Account of the credentials: 12 digits. */
export async function findCallerAccount(clients: Clients): Promise<string> {
    const { Account: accountId = "" } = await (await clients.sts()).getCallerIdentity({});
    return accountId;
}

/**
 * Why credentials must not be used: in another account the same names may mean something else.
 *
 * @param accountId account that answered
 * @returns undefined where the account is the stack's
 */
export function describeOtherAccount(accountId: string, account: Account): string | undefined {
    return accountId === account.accountId
        ? undefined
        : `the credentials are of account ${accountId}, the stack's is ${account.accountId}: choose another profile`;
}
