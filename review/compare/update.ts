import type { PreviewDocument } from "../../preview/document";
import { describeResource, isKnownType } from "../../resources";
import { forcesNew, switchedAlternatives } from "../../resources/replacement";
import { resourceKey, unknown, type Plain, type Resource } from "../../resources/resource";
import { describeTraffic } from "../traffic";
import type { Operation, PropertyChange, ResourceChange } from "./comparison";
import { acceptsGap, contentOf, orderOf, refusalOf, staysInAws } from "./fate";
import type { Pair } from "./identity";
import { accountOf, mentions, outputsOf, renewedOutputs } from "./outputs";
import { isNamed } from "./paths";
import { differences, leaves, overlap, type Difference } from "./properties";

const provider = "pulumi:providers:aws";

/** One update of a stack: what happens to a resource depends on what happens to those that it is made of. */
export class Update {
    private readonly byKey: ReadonlyMap<string, Pair>;
    private readonly found = new Map<string, ResourceChange | undefined>();
    private readonly account;
    private readonly acceptsGap: boolean;

    constructor(
        private readonly pairs: readonly Pair[],
        private readonly after: PreviewDocument,
    ) {
        this.byKey = new Map(pairs.flatMap((pair) => (pair[1] === undefined ? [] : [[resourceKey(pair[1]), pair]])));
        this.account = accountOf(after);
        this.acceptsGap = acceptsGap(after);
    }

    /** Sorted by `type::name`. */
    public changes(): ResourceChange[] {
        const changes = this.pairs.map(([before, after]) =>
            after === undefined ? this.toChange("delete", before, after) : this.changeOf(resourceKey(after)),
        );
        return changes
            .filter((change) => change !== undefined)
            .sort((a, b) => (resourceKey(a) < resourceKey(b) ? -1 : resourceKey(a) > resourceKey(b) ? 1 : 0));
    }

    private changeOf(key: string): ResourceChange | undefined {
        if (!this.found.has(key)) {
            this.found.set(key, this.findChange(this.byKey.get(key) ?? [undefined, undefined]));
        }
        return this.found.get(key);
    }

    private findChange([before, after]: Pair): ResourceChange | undefined {
        if (before === undefined || after === undefined) {
            return after && this.toChange("create", before, after);
        }
        const properties = [
            ...this.differences(before, after).map((difference) => toPropertyChange(difference, before, after)),
            ...this.movesOf(after),
        ];
        const isForced = properties.some(({ forcesReplacement }) => forcesReplacement);
        return properties.length === 0 ? undefined : this.toChange(isForced ? "replace" : "update", before, after, properties);
    }

    /** What differs, and what only looks the same, as it is made of something that AWS will give anew. */
    private differences(before: Resource, after: Resource): Difference[] {
        const sources = after.options.dependsOn.map((from) => ({ from, outputs: this.newOutputs(from) }));
        const sourceOf = (value: Plain | undefined) => sources.find(({ outputs }) => mentions(value, outputs))?.from;
        const differing = differences(before.inputs, after.inputs).map((each) => ({ ...each, from: sourceOf(each.after) }));
        const renewed = leaves(after.inputs)
            .filter((leaf) => !differing.some((each) => overlap(leaf.steps, each.steps)))
            .map(({ value, ...place }): Difference => ({ ...place, before: value, after: value, from: sourceOf(value) }));
        return [...differing, ...renewed.filter(({ from }) => from !== undefined)].filter(
            ({ steps }) => !isNamed(after.options.ignoreChanges, steps),
        );
    }

    /** Texts that AWS gives during the update with a resource that is new, or changed. */
    private newOutputs(key: string): readonly string[] {
        const resource = this.byKey.get(key)?.[1];
        const operation = this.changeOf(key)?.operation;
        if (resource === undefined || operation === undefined) {
            return [];
        }
        return outputsOf(resource, this.account, operation === "update" ? renewedOutputs(resource.type) : undefined);
    }

    /** A provider of another region has none of the resources. */
    private movesOf({ type }: Resource): PropertyChange[] {
        const { name = "" } = this.after.resources.find((resource) => resource.type === provider) ?? {};
        const moves = type.startsWith("aws:") ? this.changeOf(`${provider}::${name}`)?.properties : undefined;
        return (moves ?? [])
            .filter(({ forcesReplacement }) => forcesReplacement)
            .map((move) => ({ ...move, path: `provider.${move.path}` }));
    }

    private toChange(
        operation: Operation,
        before: Resource | undefined,
        after: Resource | undefined,
        properties: readonly PropertyChange[] = [],
    ): ResourceChange | undefined {
        const resource = after ?? before;
        if (resource === undefined) {
            return undefined;
        }
        const { type, name } = resource;
        const change = {
            type,
            name,
            ...(before === undefined || before.name === name ? {} : { formerName: before.name }),
            operation,
            facts: describeResource(resource).facts,
            properties,
            ...(operation === "replace" && after !== undefined ? { order: orderOf(after) } : {}),
            isKept: before !== undefined && staysInAws(operation, before),
            ...contentOf(operation, resource),
            ...refusalOf(operation, before, after),
        };
        return { ...change, traffic: describeTraffic(change, resource.inputs, this.acceptsGap) };
    }
}

function toPropertyChange({ steps, path, from, ...values }: Difference, before: Resource, after: Resource): PropertyChange {
    const known = isKnownType(after.type);
    const forcesReplacement =
        (known && forcesNew(after.type, steps.filter((step) => typeof step === "string").join("."))) ||
        (known && switchedAlternatives(after.type, before.inputs, after.inputs).includes(String(steps[0]))) ||
        isNamed(after.options.replaceOnChanges ?? [], steps);
    return {
        path,
        ...("before" in values ? { before: values.before } : {}),
        ...(from === undefined ? ("after" in values ? { after: values.after } : {}) : { after: unknown, from }),
        forcesReplacement,
    };
}
