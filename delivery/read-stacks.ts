import { problem } from "../config/problems";
import { readStack } from "../config/read-stack";
import type { StackConfig } from "../config/sections";
import type { DeliveryConfig } from "./config";

/** What is deployed, by the stack files of the project above. */
export interface Stacks {
    readonly stacks: readonly StackConfig[];

    /** The stack whose file review stacks are copies of. */
    readonly review: StackConfig | undefined;

    /** One of them, for what they have in common. */
    readonly first: StackConfig;
}

/**
 * Reads the files of the stacks that a configuration names.
 *
 * @param folder root of the project that is deployed
 * @param namespace of this project's keys
 * @throws {ConfigError} when a role could not be limited to its stack, or could not deploy it
 */
export function readStacks({ stacks: named, reviewStack }: DeliveryConfig, folder: string, namespace: string): Stacks {
    const stacks = Object.keys(named).map((stack) => readStack(folder, stack).config);
    const review = reviewStack === undefined ? undefined : readStack(folder, reviewStack).config;
    const all = [...stacks, ...(review === undefined ? [] : [review])];
    const [first] = all;
    const path = `${namespace}:stacks`;
    if (first === undefined || all.some(({ aws }) => aws.accountId !== first.aws.accountId)) {
        throw problem(path, "must be at least one, and all of one account: there is a stack of this project for each account");
    }
    for (const one of all) {
        const other = all.find(
            ({ names }) =>
                names.taskFamily.startsWith(`${one.names.taskFamily}-`) ||
                names.monitoring.startsWith(`${one.names.monitoring}-`),
        );
        if (other !== undefined && other !== one) {
            throw problem(
                path,
                `must not begin alike: the role of ${one.stack} would reach what is ${other.stack}'s. Give one another names.base`,
            );
        }
    }
    return { stacks, review, first };
}
