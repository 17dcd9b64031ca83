import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { isKnownType } from "../resources";
import { created, lookedUp, planned } from "../resources/placeholders";
import { listen, type Monitor, type Recording } from "./registrations";

/** `preview`: what AWS chooses is unknown, as in a stack's first preview. `update`: it is known, by placeholders. */
export type PreviewMode = "preview" | "update";

/** How a program is run. */
export interface RecordOptions {
    readonly project: string;
    readonly stack: string;
    readonly mode: PreviewMode;

    /** Where the resources would be. */
    readonly account: Account;

    /** The stack's configuration, as the engine hands it over. */
    readonly config?: Readonly<Record<string, string>>;

    /** Keys of {@link config} that the stack file encrypts. */
    readonly secretKeys?: readonly string[];

    /**
     * What the account answers to a lookup.
     *
     * @default - the placeholders of `resources/`
     */
    readonly lookUp?: typeof lookedUp;
}

/**
 * Runs `program` under the SDK's mock runtime and returns all that it registered, with its options. Neither the CLI nor
 * a provider takes part: what is recorded is what would be asked of them, not what they would answer.
 *
 * The SDK's state is the process's, so recordings can't overlap.
 *
 * @throws whatever the program throws, and when two resources share type and name
 */
export async function record(program: () => unknown, options: RecordOptions): Promise<Recording> {
    const { project, stack, mode, account, config = {}, secretKeys = [], lookUp = lookedUp } = options;
    const failures: unknown[] = [];
    /** The SDK would report an error once for each property of the answer, and some not at all. */
    const collect = <T>(answer: () => T): T => {
        try {
            return answer();
        } catch (error) {
            failures.push(error);
            throw error;
        }
    };
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, custom }) => {
                const asked = inputs as Record<string, unknown>;
                const isLocalComponent = custom === false && !isKnownType(type); // a remote one is known
                if (isLocalComponent || mode === "preview") {
                    return { id: undefined, state: isLocalComponent ? asked : collect(() => planned(type, asked)) };
                }
                return collect(() => created(type, name, asked, account));
            },
            call: ({ token, inputs }) => collect(() => lookUp(token, inputs as Record<string, unknown>, account)),
        },
        project,
        stack,
        mode === "preview",
    );
    pulumi.runtime.setAllConfig({ ...config }, [...secretKeys]);

    const listener = listen(pulumi.runtime.getMonitor() as unknown as Monitor);
    const stopCollecting = collectRejections(failures);
    const { warn, info } = pulumi.log;
    const stacks = pauseStacks();
    const silent = () => Promise.resolve(); // without an engine they would write into the output
    try {
        Object.assign(pulumi.log, { warn: silent, info: silent });
        await pulumi.runtime.runInPulumiStack(async () => (await program()) as object);
    } catch (error) {
        failures.push(error);
    } finally {
        await pulumi.runtime.disconnect(); // waits for registrations under way, which nothing above does
        await stopCollecting();
        Object.assign(pulumi.log, { warn, info });
        stacks.resume();
    }
    if (failures.length > 0) {
        throw failures.find((failure) => pulumi.RunError.isInstance(failure)) ?? failures[0]; // what the program made of it
    }
    return listener.recording();
}

/**
 * The SDK keeps the stack of every promise and resource that it makes, read from an error without a message. To format
 * them and map them to TypeScript takes two thirds of a recording's time, and 35 MB. Errors with a message keep theirs.
 */
function pauseStacks(): { readonly resume: () => void } {
    const descriptor = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    const original = descriptor?.value as ((error: Error, frames: readonly object[]) => unknown) | undefined;
    const format = (error: Error, frames: readonly object[]): unknown =>
        error.message === "" || original === undefined ? String(error) : original(error, frames);
    Object.assign(Error, { prepareStackTrace: format });
    return {
        resume: () => {
            Object.defineProperty(
                Error,
                "prepareStackTrace",
                descriptor ?? { value: undefined, writable: true, configurable: true },
            );
        },
    };
}

/**
 * Collects unhandled rejections: the SDK reports an error in an `apply` in no other way, and leaves out the resource.
 * Returns a function that stops it.
 */
function collectRejections(failures: unknown[]): () => Promise<void> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason) => failures.push(reason));
    return async () => {
        await setImmediate(); // Node emits the event after the microtasks have run
        process.removeAllListeners("unhandledRejection");
        others.forEach((listener) => process.on("unhandledRejection", listener));
    };
}
