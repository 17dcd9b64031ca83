import type { Account } from "../../aws/account";
import { findResourceType, isKnownType } from "../../resources";
import { readInputs } from "../../resources/inputs";
import type { Parameter } from "../aws-double/account";
import type { ProviderAws } from "../support/provider-aws";
import { findModel } from "./index";
import { identityOf, keyOf } from "./identity";
import { isOwnChoice } from "./own-choice";
import { parameterType } from "./ssm";
import { tagsAfter, type Tagging } from "./tagging";
import { text, type Thing, type Things, type Values } from "./type-model";

/** An error of AWS or the provider, which ends a change. */
export class RefusedChange extends Error {}

/**
 * What exists in an account, whoever made it, as the provider would read it. It refuses what AWS refuses, and gives every new
 * thing an id that no other has had. Tests put things into it that no stack knows, and change what a stack has made.
 */
export class AccountModel implements Things {
    /** What the provider does with tags. */
    public tagging: Tagging = { defaultTags: {}, ignoredTags: [] };
    public account: Account = { partition: "aws", region: "us-east-1", accountId: "920013187591" };

    /** VPC of each subnet that a test cares for. */
    public subnetVpcs: Readonly<Record<string, string>> = {};

    private readonly things = new Map<string, Thing>();
    private readonly taken = new Set<string>();

    /** @param aws hears of everything that is here, and answers a program's questions */
    constructor(private readonly aws?: ProviderAws) {
        aws?.findThingsIn(this);
    }

    /** Puts something into the account that no stack knows. What AWS would choose, such as `id` or `arn`, may be given as well. */
    public seed(type: string, properties: Values): Thing {
        const { id, ...asked } = properties;
        const identity = identityOf(type, text(asked.name ?? id ?? type), asked, this.account, this.taken);
        const whole = compose(type, asked, identity.computed, this.account);
        return this.put({ type, id: text(id ?? asked.arn ?? identity.id), properties: whole });
    }

    /** Changes something behind the back of every program. A property that is undefined goes. */
    public change(type: string, id: string, properties: Values): void {
        const thing = this.require(type, id);
        const changed = Object.entries({ ...thing.properties, ...properties }).filter(([, value]) => value !== undefined);
        this.put({ ...thing, properties: Object.fromEntries(changed) });
    }

    /** Takes something away behind the back of every program, whatever AWS would say. */
    public remove(type: string, id: string): void {
        const thing = this.require(type, id);
        for (const owned of findModel(type)?.owned?.(thing, this) ?? []) {
            this.remove(owned.type, owned.id);
        }
        this.things.delete(keyOf(thing));
        if (type === parameterType) {
            this.aws?.parameters.delete(id);
        }
    }

    public list(type: string): readonly Thing[] {
        return [...this.things.values()].filter((thing) => thing.type === type);
    }

    /** @param state what a provider knows of the thing: its id may be that of others as well */
    public findOf(type: string, id: string, state: Values): Thing | undefined {
        return this.find(type, idOf(type, id, state));
    }

    public find(type: string, id: string): Thing | undefined {
        const newestFirst = [...this.list(type)].reverse();
        return (
            this.things.get(keyOf({ type, id, properties: { arn: id } })) ??
            newestFirst.find((thing) => thing.id === id) ??
            newestFirst.find((thing) => importIdOf(thing) === id) ??
            this.findParameter(type, id)
        );
    }

    /** @throws {RefusedChange} with the provider's error */
    public create(type: string, logicalName: string, asked: Values): Thing {
        const model = findModel(type);
        refuseIf(model?.refusesCreate?.(asked, this));
        const { id, computed } = identityOf(type, logicalName, asked, this.account, this.taken);
        const existing = this.find(type, id);
        if (existing !== undefined && model?.takeOver === "as it is") {
            return existing;
        }
        const revised = existing === undefined ? {} : model?.revise?.(existing.properties, asked);
        const properties = compose(type, this.tagged(type, asked), { ...computed, ...revised }, this.account);
        return this.put({ type, id, properties });
    }

    /** @throws {RefusedChange} with the provider's error */
    public update(type: string, id: string, state: Values, asked: Values): Thing {
        const thing = this.findOf(type, id, state) ?? refuseIf(`reading ${type} (${id}): couldn't find resource`);
        const model = findModel(type);
        refuseIf(model?.refusesUpdate?.(thing, asked, this));
        const isOwn = isOwnChoice(type, asked, this.account);
        const own = Object.entries(thing.properties).filter(([key]) => model === undefined || isOwn(key));
        const revised = { ...Object.fromEntries(own), ...model?.revise?.(thing.properties, asked) };
        const properties = compose(type, this.tagged(type, asked, thing.properties.tags), revised, this.account);
        return this.put({ ...thing, properties });
    }

    /**
     * What is gone already is no error.
     *
     * @throws {RefusedChange} with the provider's error
     */
    public delete(type: string, id: string, state: Values): void {
        const thing = this.findOf(type, id, state);
        if (thing !== undefined && state.skipDestroy !== true) {
            refuseIf(findModel(type)?.refusesDelete?.(thing, state, this));
            this.remove(type, idOf(type, id, state));
        }
    }

    /** Takes over what a state has, as something that exists. A value that is undefined is whatever the state has. */
    public adopt(type: string, id: string, properties: Values): void {
        this.put({ type, id, properties: compose(type, this.tagged(type, properties), {}, this.account) });
    }

    private tagged(type: string, asked: Values, before?: unknown): Values {
        return findModel(type)?.isTagged === true ? { ...asked, tags: tagsAfter(this.tagging, before, asked.tags) } : asked;
    }

    private put(thing: Thing): Thing {
        const whole = { ...thing.properties, ...findModel(thing.type)?.view?.(thing, this) };
        const known = { ...thing, properties: this.aws?.remember(thing.type, whole) ?? thing.properties };
        this.things.set(keyOf(known), known);
        this.taken.add(`${thing.type} ${thing.id}`);
        this.taken.add(`${thing.type} ${String(thing.properties.arn)}`);
        if (thing.type === parameterType) {
            this.aws?.parameters.set(thing.id, toParameter(thing.properties));
        }
        return known;
    }

    private require(type: string, id: string): Thing {
        return this.find(type, id) ?? refuseIf(`reading ${type} (${id}): couldn't find resource`);
    }

    /** A parameter that a test has put into SSM is one, too. */
    private findParameter(type: string, id: string): Thing | undefined {
        const parameter = type === parameterType ? this.aws?.parameters.get(id) : undefined;
        if (parameter === undefined) {
            return undefined;
        }
        const { type: kind, value, version, keyId } = parameter;
        const { computed } = identityOf(type, id, { name: id }, this.account, new Set());
        return {
            type,
            id,
            properties: { ...computed, name: id, type: kind, value, version, tier: "Standard", dataType: "text", keyId },
        };
    }
}

/** All that a thing is, of which a program asks for some, and AWS has given some for good. */
function compose(type: string, asked: Values, given: Values, account: Account): Values {
    const model = findModel(type);
    const chosen = { ...model?.defaults, ...model?.chosen?.(asked, account), ...model?.outputs?.(asked, account) };
    const whole = { ...chosen, ...given, ...asked };
    return model?.settle?.(whole) ?? whole;
}

/** All revisions of a task definition have one id. */
function idOf(type: string, id: string, { arn }: Values): string {
    return type === "aws:ecs/taskDefinition:TaskDefinition" && typeof arn === "string" ? arn : id;
}

/** As SSM answers a program. */
function toParameter({ type, version, value, insecureValue, tags }: Values): Parameter {
    return {
        type: String(type),
        version: Number(version),
        value: String(insecureValue ?? value),
        ...(tags === undefined ? {} : { tags: tags as Parameter["tags"] }),
    };
}

function importIdOf({ type, id, properties }: Thing): string | undefined {
    return isKnownType(type) ? findResourceType(type).importId.from?.(readInputs({ id, ...properties })) : undefined;
}

function refuseIf(error: string): never;
function refuseIf(error: string | undefined): undefined;
function refuseIf(error: string | undefined): undefined {
    if (error !== undefined) {
        throw new RefusedChange(error);
    }
    return undefined;
}
