import { readStack } from "../../config/read-stack";
import { toServiceRef } from "../../config/service-ref";
import type { StackConfig } from "../../config/sections";
import type { Clients } from "../../aws/clients";
import { describeOtherAccount, findCallerAccount } from "../../aws/sts";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { ServiceRef } from "../../aws/service-ref";
import type { CommandContext } from "./context";
import { CommandError, exitCodes } from "./errors";

/** A stack as its file describes it, with the clients for its account. Nothing is read from AWS yet. */
export interface StackContext {
    readonly name: string;

    /** Name of its file in the project's root. */
    readonly file: string;
    readonly config: StackConfig;
    readonly serviceRef: ServiceRef;
    readonly clients: Clients;

    /** Worker that the service of `serviceRef` is. @default - none: it is what the load balancer reaches */
    readonly worker?: string;
}

/**
 * Reads a stack's file.
 *
 * @throws {ConfigError} with everything that is wrong with it
 */
export function openStack({ folder, clients, streams }: CommandContext, name: string): StackContext {
    const { config, environments } = readStack(folder, name);
    if (environments.length > 0) {
        const unread = `values from ${environments.join(", ")} are not read: what Pulumi.${name}.yaml leaves out has its default here`;
        streams.stderr(`warning: ${unread}\n`);
    }
    const serviceRef = toServiceRef(config);
    return { name, file: `Pulumi.${name}.yaml`, config, serviceRef, clients: clients(serviceRef) };
}

/** Refuses to go on with credentials of another account, where the same names may mean something else. */
export async function checkAccount({ clients, serviceRef }: StackContext): Promise<void> {
    requireAccount(await findCallerAccount(clients), serviceRef);
}

/** The same where nothing was found, which another account explains as well; only then the question is worth a call. */
export async function checkAccountOfNothing({ clients, serviceRef }: StackContext): Promise<void> {
    const accountId = await undefinedIfUnanswered(() => findCallerAccount(clients), []);
    if (accountId !== undefined) {
        requireAccount(accountId, serviceRef);
    }
}

/** @param accountId account that answered */
export function requireAccount(accountId: string, { account }: ServiceRef): void {
    const message = describeOtherAccount(accountId, account);
    if (message !== undefined) {
        throw new CommandError(message, exitCodes.usage);
    }
}
