import * as pulumi from "@pulumi/pulumi";
import { isAwsError } from "../aws/errors";
import { OtherAccountError, readProviderError, type LookupMiss } from "../aws/provider-errors";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { DeploymentApi } from "../deployment/api";

/** What a question to AWS is about. */
export interface LookupContext {
    /** The service in AWS: its account, region and profile are the stack's. */
    readonly serviceRef: ServiceRef;

    /** What is asked where the provider has no look-up. */
    readonly api: Pick<DeploymentApi, "checkCertificate">;

    /** Namespace of the stack file's keys, for messages: the project's name. */
    readonly namespace: string;

    /** The provider of the stack, which is asked. */
    readonly provider: pulumi.ProviderResource;
}

/** A question to AWS. */
export interface Question {
    /** Key of the stack file that an answer depends on, without the namespace. */
    readonly key: string;

    /** What the identity must be allowed, for example `ec2:DescribeVpcs`. */
    readonly action: string;
}

/**
 * Asks the provider for something that exists, before the program makes anything: an output that rejects would be told once
 * for each resource that depends on it, with the stack of the SDK.
 *
 * @returns what was found; `none` or `several` where it was not one thing
 * @throws {pulumi.RunError} in one line that names the key, when AWS does not answer
 */
export async function lookUp<T extends object>(
    context: LookupContext,
    question: Question,
    ask: (opts: pulumi.InvokeOptions) => Promise<T>,
): Promise<T | LookupMiss> {
    const answer = await tryLookUp(context, question, ask);
    if (answer instanceof Error) {
        throw refusal([toLine(context, question, answer)]);
    }
    return answer;
}

/**
 * The same for what is only checked: where AWS denies the question, the check is left out, and that is a warning.
 *
 * @returns undefined where AWS denies it
 */
export async function lookUpFacts<T extends object>(
    context: LookupContext,
    question: Question,
    ask: (opts: pulumi.InvokeOptions) => Promise<T>,
): Promise<T | LookupMiss | undefined> {
    const answer = await tryLookUp(context, question, ask);
    if (!(answer instanceof Error)) {
        return answer;
    }
    const line = toLine(context, question, answer);
    if (!isAwsError(answer, "denied")) {
        throw refusal([line]);
    }
    await pulumi.log.warn(`not checked: ${line}`);
    return undefined;
}

async function tryLookUp<T extends object>(
    { serviceRef: { account, profile }, provider }: LookupContext,
    { action }: Question,
    ask: (opts: pulumi.InvokeOptions) => Promise<T>,
): Promise<T | LookupMiss | Error> {
    try {
        return await ask({ provider });
    } catch (error) {
        return readProviderError(error, action, account, profile);
    }
}

/** What is wrong with the credentials or the network is no matter of the key that was asked for. */
function toLine({ namespace }: LookupContext, { key }: Question, error: Error): string {
    if (error instanceof OtherAccountError) {
        return `aws:allowedAccountIds: ${error.message}`;
    }
    return isAwsError(error, "denied", "other") ? `${namespace}:${key}: ${error.message}` : error.message;
}

/** An error that ends the program, with one line for each mistake and without a stack. */
export function refusal(lines: readonly string[]): pulumi.RunError {
    return withoutStack(new pulumi.RunError(lines.join("\n")));
}

/** The same with keys of the stack file, which each line begins with: without their namespace. */
export function refuse({ namespace }: LookupContext, ...lines: readonly string[]): Error {
    return refusal(lines.map((line) => `${namespace}:${line}`));
}

/** Ends the program with all mistakes at once, if there are any. */
export function refuseMistakes(context: LookupContext, mistakes: readonly string[]): void {
    if (mistakes.length > 0) {
        throw refuse(context, ...mistakes);
    }
}
