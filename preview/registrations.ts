import { resourceKey, type Plain, type Resource } from "../resources/resource";
import { toOptions, type OptionsRequest } from "./registration-options";
import { readableObject } from "./rpc-values";

/** What a program registered. */
export interface Recording {
    /** Sorted by `type::name`, without the stack itself. */
    readonly resources: readonly Resource[];
    readonly outputs: { readonly [key: string]: Plain };
}

const stackType = "pulumi:pulumi:Stack";

/** A message of the SDK's protocol; generated, without public types. */
interface Request extends OptionsRequest {
    getType(): string;
    getName(): string;
    getParent(): string;
    getUrn(): string;
    getObject(): Struct | undefined;
    getOutputs(): Struct | undefined;
}

interface Struct {
    toJavaScript(): Record<string, unknown>;
}

type Call = (request: Request, callback: (error: unknown, response: { getUrn(): string }) => void) => void;

/** Where the SDK sends what a program registers. */
export interface Monitor {
    registerResource: Call;
    registerResourceOutputs: Call;
    registerResourceHook?: Call;
}

/** Listens to what the SDK sends, as mocks see no options. */
export function listen(monitor: Monitor): { recording(): Recording } {
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
            const byUrn = new Map(requests.map(({ request, urn }) => [urn, request]));
            const toTypes = (urn: string): string => {
                const request = byUrn.get(urn);
                const isInStack = request !== undefined && request.getType() !== stackType;
                return isInStack ? [toTypes(request.getParent()), request.getType()].filter(Boolean).join("$") : "";
            };
            const resources = requests
                .map(({ request }) => toResource(request, keys, toTypes))
                .filter(({ type }) => type !== stackType);
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

function toResource(request: Request, keys: ReadonlyMap<string, string>, toTypes: (urn: string) => string): Resource {
    const parent = keys.get(request.getParent());
    return {
        type: request.getType(),
        name: request.getName(),
        parent: parent === undefined || parent.startsWith(`${stackType}::`) ? null : parent,
        inputs: readableObject(request.getObject()?.toJavaScript() ?? {}),
        options: toOptions(request, (urn) => keys.get(urn) ?? urn, toTypes),
    };
}
