import { parseConfig } from "../config/parse";
import { serviceTargetOf } from "../config/service-target";
import type { StackConfig } from "../config/stack-config";
import { readStackFile } from "../config/stack-file";
import type { Clients } from "../rollout/aws/clients";
import type { ServiceTarget } from "../rollout/release";
import type { Surroundings } from "./command";
import { CommandError, exitCodes } from "./exit";

/** A stack as its file describes it, and whom to ask about it. Nothing is read from AWS yet. */
export interface Stack {
    readonly name: string;

    /** Name of its file in the project's root. */
    readonly file: string;
    readonly config: StackConfig;
    readonly target: ServiceTarget;
    readonly clients: Clients;
}

/**
 * Reads a stack's file.
 *
 * @throws {ConfigError} with everything that is wrong with it
 */
export function openStack({ folder, clients }: Surroundings, name: string): Stack {
    const { raw, secretKeys } = readStackFile(folder, name);
    const config = parseConfig(raw, secretKeys, name);
    const target = serviceTargetOf(config);
    return { name, file: `Pulumi.${name}.yaml`, config, target, clients: clients(target) };
}

/** Refuses to go on with credentials of another account, where the same names may mean something else. */
export async function checkAccount({ clients, target }: Stack): Promise<void> {
    const { Account = "" } = await (await clients.sts()).getCallerIdentity({});
    refuseOther(Account, target);
}

/** @param accountId account that answered */
export function refuseOther(accountId: string, { account }: ServiceTarget): void {
    if (accountId !== account.accountId) {
        const message = `the credentials are of account ${accountId}, the stack's is ${account.accountId}: choose another profile`;
        throw new CommandError(message, exitCodes.usage);
    }
}
