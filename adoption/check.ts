import { isDeepStrictEqual } from "node:util";
import { readInputs } from "../resources/inputs";
import { describeChange } from "./effects";

/** What is read of the document of `pulumi preview --json`. */
export interface PreviewSteps {
    readonly steps: readonly Step[];
}

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly oldState?: State;
    readonly newState?: State;
    readonly diffReasons?: readonly string[] | null;
    readonly replaceReasons?: readonly string[] | null;
}

interface State {
    readonly type: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
}

/** What the next update does to what was imported. */
export interface Check {
    /** What takes something away from what serves, a line each. */
    readonly findings: readonly string[];

    /** Changes in place, each with what it does. */
    readonly updates: readonly Update[];

    /** What is made beside, as `type::name`. */
    readonly created: readonly string[];
}

export interface Update {
    readonly key: string;
    readonly properties: readonly string[];
    readonly effect: string;
}

/** What takes a resource away, if only for a moment. A revision that is replaced stays registered. */
const takingAway = ["delete", "delete-replaced", "replace", "create-replacement", "discard-replaced"];
const revision = "aws:ecs/taskDefinition:TaskDefinition";

/** Properties that requests go by, each with what must stay the same in it. */
const routes: Readonly<Record<string, (inputs: Readonly<Record<string, unknown>>) => unknown>> = {
    "aws:lb/listener:Listener": (inputs) =>
        readInputs(inputs)
            .list("defaultActions")
            .flatMap((action) => action.text("targetGroupArn") ?? []),
    "aws:lb/loadBalancer:LoadBalancer": ({ securityGroups, subnets }) => [securityGroups, subnets].map(sorted),
    "aws:route53/record:Record": ({ aliases, records }) => [aliases, records],
};

/** Looks through a preview for what would be replaced or deleted, and for requests that would be led elsewhere. */
export function checkPreview({ steps }: PreviewSteps): Check {
    const changes = steps.filter(
        ({ op, urn }) => !["same", "refresh", "read"].includes(op) && !urn.includes("::pulumi:pulumi:Stack::"),
    );
    const updates = changes.filter(({ op }) => op === "update");
    return {
        findings: [
            ...describeLosses(changes.filter(isTakingAway)),
            ...updates
                .filter(isLeadingElsewhere)
                .map(({ urn }) => `${keyOf(urn)} would lead requests elsewhere before the release serves`),
        ],
        updates: updates.map((step) => {
            const properties = changedProperties(step);
            return { key: keyOf(step.urn), properties, effect: describeChange(step.newState?.type ?? "", properties) };
        }),
        created: changes.filter(({ op }) => op === "create").map(({ urn }) => keyOf(urn)),
    };
}

/** One for each resource: a replacement is three steps, of which some have the reasons. */
function describeLosses(steps: readonly Step[]): string[] {
    return [...new Set(steps.map(({ urn }) => urn))].map((urn) => {
        const own = steps.filter((step) => step.urn === urn);
        const reasons = [...new Set(own.flatMap(({ replaceReasons }) => replaceReasons ?? []))];
        const isReplaced = own.some(({ op }) => op !== "delete");
        return `${keyOf(urn)} would be ${isReplaced ? "replaced" : "deleted"}${reasons.length === 0 ? "" : ` (${reasons.join(", ")})`}`;
    });
}

function isTakingAway({ op, urn }: Step): boolean {
    return takingAway.includes(op) && !keyOf(urn).startsWith(`${revision}::`);
}

/** A listener that begins to redirect leads nobody to another target group. */
function isLeadingElsewhere({ oldState, newState }: Step): boolean {
    const route = routes[newState?.type ?? ""];
    const [before, after] = [oldState, newState].map((state) => route?.(state?.inputs ?? {}));
    return route !== undefined && !isDeepStrictEqual(before, after) && !(Array.isArray(after) && after.length === 0);
}

/** The top of each path: `tags.ManagedBy` is `tags`. */
function changedProperties({ diffReasons, oldState, newState }: Step): string[] {
    const [before, after] = [oldState?.inputs ?? {}, newState?.inputs ?? {}];
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = diffReasons ?? keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
    return [...new Set(changed.map((path) => path.replace(/[.[].*$/, "")))].sort();
}

function sorted(value: unknown): unknown {
    return Array.isArray(value) ? [...(value as unknown[])].sort() : value;
}

/** `type::name` of `urn:pulumi:<stack>::<project>::<types of the parents>$<type>::<name>` */
function keyOf(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    return `${types.slice(types.lastIndexOf("$") + 1)}::${name.join("::")}`;
}
