import { secret, unknown, type Plain, type Resource } from "../resources/resource";

/** A resource as the engine shows it to a policy before it is made: reading what is not known throws. */
export interface EngineResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly opts: {
        readonly protect: boolean;
        readonly ignoreChanges: readonly string[];
        readonly additionalSecretOutputs: readonly string[];
    };
}

/** The same among all others, once each of them was shown. */
export interface StackResource extends EngineResource {
    readonly parent?: Pick<EngineResource, "type" | "name">;
    readonly dependencies: readonly Pick<EngineResource, "type" | "name">[];
}

/**
 * What is asked of the engine, as a preview's document has it. A policy is given secrets in plain text: those that the
 * provider takes for secrets whatever they are become {@link secret}, and no other is shown by a control.
 */
export function toPlainInputs({ props, opts }: EngineResource): Resource["inputs"] {
    const hidden = (key: string) => opts.additionalSecretOutputs.includes(key);
    return Object.fromEntries(Object.keys(props).map((key) => [key, hidden(key) ? secret : toPlain(() => props[key])] as const));
}

function toPlain(read: () => unknown): Plain {
    let value: unknown;
    try {
        value = read();
    } catch {
        return unknown;
    }
    if (Array.isArray(value)) {
        return Array.from({ length: value.length }, (_, index) => toPlain(() => (value as unknown[])[index]));
    }
    if (typeof value === "object" && value !== null) {
        const entries = Object.keys(value).map((key) => [key, toPlain(() => (value as Record<string, unknown>)[key])] as const);
        return Object.fromEntries(entries);
    }
    return value as Plain;
}

/** The resources of a stack as controls judge them. What was never shown before it was made, like a component, has no inputs. */
export function toResources(resources: readonly StackResource[], inputs: ReadonlyMap<string, Resource["inputs"]>): Resource[] {
    return resources
        .filter(({ type }) => type !== "pulumi:pulumi:Stack")
        .map(({ urn, type, name, parent, opts, dependencies }) => ({
            type,
            name,
            parent: parent === undefined || parent.type === "pulumi:pulumi:Stack" ? null : toKey(parent),
            inputs: inputs.get(urn) ?? {},
            options: {
                protect: opts.protect,
                retainOnDelete: false,
                ignoreChanges: opts.ignoreChanges,
                dependsOn: dependencies.map(toKey).sort(),
            },
        }));
}

function toKey({ type, name }: Pick<EngineResource, "type" | "name">): string {
    return `${type}::${name}`;
}
