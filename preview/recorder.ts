import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { resourceKey, type Plain, type Resource } from "./document";
import { created, lookedUp, planned } from "./placeholders";
import { readableObject } from "./rpc-values";

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
}

/** What a program registered. */
export interface Recording {
    /** Sorted by `type::name`, without the stack itself. */
    readonly resources: readonly Resource[];
    readonly outputs: { readonly [key: string]: Plain };
}

const stackType = "pulumi:pulumi:Stack";

/** Where the SDK stores what it sends; generated, without public types. */
interface Request {
    getType(): string;
    getName(): string;
    getParent(): string;
    getUrn(): string;
    getProtect(): boolean;
    getRetainondelete(): boolean;
    getIgnorechangesList(): string[];
    getDependenciesList(): string[];
    getObject(): Struct | undefined;
    getOutputs(): Struct | undefined;
}
interface Struct {
    toJavaScript(): Record<string, unknown>;
}
type Call = (request: Request, callback: (error: unknown, response: { getUrn(): string }) => void) => void;
interface Monitor {
    registerResource: Call;
    registerResourceOutputs: Call;
    registerResourceHook?: Call;
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
    const { project, stack, mode, account, config = {}, secretKeys = [] } = options;
    const failures: unknown[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                const asked = inputs as Record<string, unknown>;
                return mode === "preview" ? { id: undefined, state: planned(type, asked) } : created(type, name, asked, account);
            },
            call: ({ token, inputs }) => {
                try {
                    return lookedUp(token, inputs as Record<string, unknown>, account);
                } catch (error) {
                    failures.push(error); // the SDK would report it once for each property of the answer
                    throw error;
                }
            },
        },
        project,
        stack,
        mode === "preview",
    );
    pulumi.runtime.setAllConfig({ ...config }, [...secretKeys]);

    const listener = listen(pulumi.runtime.getMonitor() as unknown as Monitor);
    const stopCollecting = collectRejections(failures);
    const { warn, info } = pulumi.log;
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
    }
    if (failures.length > 0) {
        throw failures[0];
    }
    return listener.recording();
}

/**
 * Collects what nobody else handles: the SDK tells of an error in an `apply` in no other way, and leaves out the resource.
 * Returns how to stop.
 */
function collectRejections(failures: unknown[]): () => Promise<void> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason) => failures.push(reason));
    return async () => {
        await setImmediate(); // Node tells of a rejection when the microtasks have run
        process.removeAllListeners("unhandledRejection");
        others.forEach((listener) => process.on("unhandledRejection", listener));
    };
}

/** Listens to what the SDK sends: mocks see no options. */
function listen(monitor: Monitor): { recording(): Recording } {
    const requests: { request: Request; urn: string }[] = [];
    let outputs: Struct | undefined;

    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) =>
        register(request, (error, response) => {
            requests.push({ request, urn: error === null ? response.getUrn() : "" });
            callback(error, response);
        });
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResourceOutputs = (request, callback) => {
        outputs = request.getUrn().includes(`::${stackType}::`) ? request.getOutputs() : outputs;
        registerOutputs(request, callback);
    };
    monitor.registerResourceHook = (_, callback) => callback(null, { getUrn: () => "" }); // the mock lacks it: a hook would hang

    return {
        recording() {
            const keys = new Map(
                requests.map(({ request, urn }) => [urn, resourceKey({ type: request.getType(), name: request.getName() })]),
            );
            const resources = requests.map(({ request }) => toResource(request, keys)).filter(({ type }) => type !== stackType);
            const sorted = resources.sort((a, b) => (resourceKey(a) < resourceKey(b) ? -1 : 1));
            const twice = sorted.find(
                (resource, index) => index > 0 && resourceKey(resource) === resourceKey(sorted[index - 1] ?? resource),
            );
            if (twice !== undefined) {
                throw new Error(`two resources are called ${resourceKey(twice)}`);
            }
            return { resources: sorted, outputs: readableObject(outputs?.toJavaScript() ?? {}) };
        },
    };
}

function toResource(request: Request, keys: ReadonlyMap<string, string>): Resource {
    const parent = keys.get(request.getParent());
    return {
        type: request.getType(),
        name: request.getName(),
        parent: parent === undefined || parent.startsWith(`${stackType}::`) ? null : parent,
        inputs: readableObject(request.getObject()?.toJavaScript() ?? {}),
        options: {
            protect: request.getProtect(),
            retainOnDelete: request.getRetainondelete(),
            ignoreChanges: request.getIgnorechangesList(),
            dependsOn: request
                .getDependenciesList()
                .map((urn) => keys.get(urn) ?? urn)
                .sort(),
        },
    };
}
