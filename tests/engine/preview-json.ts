import { resourceKey, secret, type Plain, type Resource } from "../../preview/document";
import { readableObject } from "../../preview/rpc-values";
import { keyOfUrn } from "../support/cli";

/** What is read of one step of `pulumi preview --json`. */
interface Step {
    readonly op: string;
    readonly urn: string;
    readonly newState?: State;
}
interface State {
    readonly type: string;
    readonly parent?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly ignoreChanges?: readonly string[];
    readonly dependencies?: readonly string[];
}

/** What a new release changes. */
export const newRelease = {
    "aws:ecs/taskDefinition:TaskDefinition::web": "replace",
    "aws:ecs/service:Service::web": "update",
};

/** Operations by `type::name`, without the refresh that goes before and what stays the same. */
export function operationsOf(json: string): Record<string, string> {
    const steps = stepsOf(json).filter(({ op }) => op !== "refresh" && op !== "same");
    return Object.fromEntries(steps.map(({ op, urn }) => [keyOfUrn(urn), op]));
}

/** The resources that would be created, as the offline preview's document has them. */
export function createdBy(json: string): Resource[] {
    return stepsOf(json)
        .filter(({ op, urn }) => op === "create" && !keyOfUrn(urn).startsWith("pulumi:pulumi:Stack::"))
        .map(({ urn, newState }) => resourceOf(urn, newState ?? { type: "" }))
        .sort((a, b) => (resourceKey(a) < resourceKey(b) ? -1 : 1));
}

function stepsOf(json: string): readonly Step[] {
    return (JSON.parse(json) as { steps: readonly Step[] }).steps;
}

function resourceOf(urn: string, { type, parent = "", inputs = {}, ...state }: State): Resource {
    const parentKey = keyOfUrn(parent);
    return {
        type,
        name: keyOfUrn(urn).slice(type.length + "::".length),
        parent: parentKey.startsWith("pulumi:pulumi:Stack::") ? null : parentKey,
        inputs: hidden(readableObject(type.startsWith("pulumi:providers:") ? asked(inputs) : inputs)) as Resource["inputs"],
        options: {
            protect: state.protect ?? false,
            retainOnDelete: state.retainOnDelete ?? false,
            ignoreChanges: state.ignoreChanges ?? [],
            dependsOn: (state.dependencies ?? []).map(keyOfUrn).sort(),
        },
    };
}

/** What a program asks of a provider: the engine adds its version and a place for its own use. */
function asked(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "version" && key !== "__internal"));
}

/** The CLI's mark of a secret is a text. */
function hidden(value: Plain): Plain {
    if (Array.isArray(value)) {
        return value.map(hidden);
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hidden(item)]));
    }
    return value === "[secret]" ? secret : value;
}
