import type { Account } from "../../aws/account";
import type { Values } from "../../resources/resource-type";

export type { Values };

/** Something that exists in the account. */
export interface Thing {
    readonly type: string;
    readonly id: string;

    /** Under the provider's names: what was asked for, what AWS chose, and what it adds. */
    readonly properties: Values;
}

/** What exists, as far as another thing needs to know. */
export interface Things {
    readonly account: Account;

    /** VPC of a subnet, where a test tells it. */
    readonly subnetVpcs: Readonly<Record<string, string>>;
    list(type: string): readonly Thing[];

    /** @param id as the provider keeps it, or as an import names it */
    find(type: string, id: string): Thing | undefined;
}

/** What AWS and the provider do with one type of resource, where the placeholders of `resources/` don't say it already. */
export interface TypeModel {
    /** What the provider asks for where the program says nothing: another value in AWS is a difference. */
    readonly defaults?: Values;

    /** What AWS chooses where the program says nothing: no difference, whatever it is. */
    readonly chosen?: (asked: Values, account: Account) => Values;

    /** What AWS adds and no program can ask for, beside the placeholder. */
    readonly outputs?: (asked: Values, account: Account) => Values;

    /** Computed properties of the placeholder that a program may ask for as well. */
    readonly askable?: readonly string[];

    /** Inputs that only the provider knows: nothing reads them from AWS. */
    readonly unread?: readonly string[];

    /** Lists without an order, `networkConfiguration.subnets` for one. */
    readonly sets?: readonly string[];

    /** Texts that hold JSON, which AWS writes in its own way. */
    readonly json?: readonly string[];

    /** What a part means where it is left out, `defaultActions.order` for one. */
    readonly parts?: Values;

    /** Whether two texts are one to the provider. */
    readonly isSameText?: (key: string, inAws: string, asked: string) => boolean;
    readonly isTagged?: boolean;

    /** Other properties that follow from what is asked. */
    readonly settle?: (properties: Values) => Values;

    /** Properties that other things give it. */
    readonly view?: (thing: Thing, things: Things) => Values;

    /** What AWS deletes together with it. */
    readonly owned?: (thing: Thing, things: Things) => readonly Thing[];

    /** Id and ARN, where those of the placeholder have another shape. */
    readonly identify?: (asked: Values, serial: number, account: Account) => Values;

    /** What AWS has given that an update changes, whatever it asks for. */
    readonly revise?: (before: Values, asked: Values) => Values;

    /** How an import reads what a refresh, which knows how the program asked for it, reads otherwise. */
    readonly imported?: (properties: Values) => Values;

    /** What a create does to a thing that has the same id already. @default - it writes over it, unless it is refused */
    readonly takeOver?: "as it is";

    /** Whether a change that replaces nothing by itself does so, for what else is asked. */
    readonly isReplacing?: (key: string, asked: Values) => boolean;

    /** The provider's error where AWS, or the provider itself, refuses; undefined where it goes through. */
    readonly refusesCreate?: (asked: Values, things: Things) => string | undefined;
    readonly refusesUpdate?: (thing: Thing, asked: Values, things: Things) => string | undefined;

    /** @param state what the provider knows of it, which decides what it clears away first */
    readonly refusesDelete?: (thing: Thing, state: Values, things: Things) => string | undefined;
}

/** Models of one AWS service, by type. */
export type ServiceModel = Readonly<Record<string, TypeModel>>;

/** An error of AWS as the provider shows it. */
export function awsError(
    doing: string,
    call: readonly [service: string, operation: string],
    error: string,
    status = 400,
): string {
    const [service, operation] = call;
    const request = `StatusCode: ${status}, RequestID: 00000000-0000-0000-0000-000000000000`;
    return `${doing}: operation error ${service}: ${operation}, https response error ${request}, ${error}`;
}

/** A text or a number, as text. */
export function text(value: unknown): string {
    return String(value);
}

/** The texts of a list; none where there is no list. */
export function texts(value: unknown): readonly string[] {
    return Array.isArray(value) ? value.map(String) : [];
}

/** The objects of a list; none where there is no list. */
export function objects(value: unknown): readonly Values[] {
    return Array.isArray(value) ? (value as Values[]) : [];
}

export function part(value: unknown): Values {
    return typeof value === "object" && value !== null ? (value as Values) : {};
}
