import { distance } from "fastest-levenshtein";
import { z } from "zod";
import { explainPeer, isPeer, peerFormat } from "../aws/peers";
import { formats } from "../aws/formats";
import type { Range } from "../aws/ranges";
import { explainSchedule, explainTimeZone } from "../aws/schedule-expression";
import { explainMatcher } from "../aws/success-codes";
import { didYouMean, nearAdvice, quoteAdvice, textAdvice } from "./near-miss";

/**
 * Building blocks of the schema. The message of each is the second half of a sentence that starts with the key's path
 * ("must be one of 256, 512"); what was received is added by `problems.ts`, and only there.
 */

export function oneOf<const T extends readonly (string | number)[]>(values: T) {
    const message = `must be one of ${values.join(", ")}`;
    const texts = values.filter((value) => typeof value === "string");
    const isRight = (value: unknown) => values.some((each) => each === value);
    return z.literal(values, {
        error: ({ input }) => `${message}${quoteAdvice(input, isRight) || nearAdvice(input, texts)}`,
    });
}

export function wholeNumber(from: number, to: number) {
    const message = `must be a whole number from ${from} to ${to}`;
    const isRight = (value: unknown) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
    return z
        .int({ error: ({ input }) => `${message}${quoteAdvice(input, isRight)}`, abort: true })
        .min(from, message)
        .max(to, message);
}

/** A whole number within one of AWS's limits. */
export function inRange({ min, max }: Range) {
    return wholeNumber(min, max);
}

export function flag() {
    return z.boolean({
        error: ({ input }) => `must be true or false${quoteAdvice(input, (value) => typeof value === "boolean")}`,
    });
}

/**
 * A text that `pattern` matches; `what` says so in words. A pattern has no flags, as a JSON schema knows none.
 *
 * @param explain what is wrong with a text, where more can be said than what it must be: another second half of the sentence
 */
export function text(
    what: string,
    pattern: RegExp,
    longest = 2048,
    explain: (given: string) => string | undefined = () => undefined,
) {
    const message = `must be ${what}`;
    const isRight = (given: unknown) =>
        typeof given === "string" && given.length <= longest && pattern.test(given) && explain(given) === undefined;
    return z
        .string({ error: ({ input }) => `${message}${quoteAdvice(input, isRight)}` })
        .regex(pattern, {
            error: ({ input }) => explain(String(input)) ?? `${message}${textAdvice(input, isRight, message)}`,
            abort: true,
        })
        .refine((given) => explain(given) === undefined, { error: ({ input }) => explain(String(input)), abort: true })
        .max(longest, `${message}, at most ${longest} characters long`);
}

/** Path of a health check, with a query where it needs one. */
export const healthPath = text(formats.httpPath.allowed, formats.httpPath.pattern, 1024);

/** Success codes of a health check. */
export const matcher = text(formats.matcher.allowed, formats.matcher.pattern, 255, explainMatcher);

/** The other end of a security group's rule. */
export const peer = text(
    peerFormat.allowed,
    peerFormat.pattern,
    64,
    (given) => explainPeer(given) ?? (isPeer(given) ? undefined : `must be ${peerFormat.allowed}`),
);

/** When something is due, as AWS writes it. */
export const scheduleText = text(formats.schedule.allowed, formats.schedule.pattern, 256, explainSchedule);

export const timeZoneText = text(formats.timeZone.allowed, formats.timeZone.pattern, 64, explainTimeZone);

export const subnetId = text("a subnet's id like subnet-0123456789abcdef0", /^subnet-[0-9a-f]{8,17}$/);

export const hostName = text(
    "a host name like app.example.com",
    /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
);

export function listOf<T extends z.ZodType>(item: T, what: string, { min = 0 } = {}) {
    const message = min === 0 ? `must be a list of ${what}` : `must be a list of at least ${min} ${what}`;
    return z
        .array(item, message)
        .min(min, message)
        .refine((items) => new Set(items.map((each) => JSON.stringify(each))).size === items.length, `${message}, each only once`)
        .meta({ uniqueItems: true });
}

/** An object whose keys a stack chooses, each with a value of the same kind. */
export function mapOf<T extends z.ZodType>(key: z.ZodString, value: T, what: string) {
    return z.record(key, value, {
        error: (issue) =>
            issue.code === "invalid_key" ? (issue.issues[0]?.message ?? "must be another key") : `must be an object of ${what}`,
    });
}

/** Tags by which something is found that the stack did not make. */
export const lookupTags = mapOf(text("a tag's key", /^\S(?:.*\S)?$/, 128), text("a tag's value", /^.*$/, 256), "tags")
    .refine((tags) => Object.keys(tags).length > 0, "must be an object of tags")
    .meta({ minProperties: 1 });

interface SectionOptions {
    /** Why a key that one might expect is not there: the second half of the sentence about it. */
    readonly unsupported?: Readonly<Record<string, string>>;

    /** Keys by words that other tools have for them. */
    readonly otherWords?: Readonly<Record<string, string>>;

    /** What the keys are, where a list of them would be too long or empty. */
    readonly keys?: string;
}

/** An object of known keys. A key that it does not have is named together with the nearest that it has. */
export function section<T extends z.ZodRawShape>(
    shape: T,
    { unsupported = {}, otherWords = {}, keys: what }: SectionOptions = {},
) {
    const known = Object.keys(shape);
    return z.strictObject(shape, {
        error: ({ code, keys }) =>
            code === "unrecognized_keys"
                ? keys
                      .map((key) =>
                          Object.hasOwn(unsupported, key) ? unsupported[key] : unknownKey(key, known, what, otherWords),
                      )
                      .join("\n")
                : `must be an object with ${what ?? describeKeys(known)}`,
    });
}

/** More keys than these are too many for a message. */
const maxListedKeys = 16;

/** Where all keys are; a message of a section gets that section's anchor. */
export const page = "docs/configuration.md";

function describeKeys(known: readonly string[]): string {
    return known.length > maxListedKeys
        ? `keys like ${known.slice(0, 4).join(", ")}: see ${page}`
        : `the ${known.length === 1 ? "key" : "keys"} ${known.join(", ")}`;
}

/** The second half of the sentence about a key that is not among `known`. */
export function unknownKey(
    key: string,
    known: readonly string[],
    what?: string,
    otherWords: NonNullable<SectionOptions["otherWords"]> = {},
): string {
    const [first = "", ...rest] = key.split(".");
    if (rest.length > 0 && known.includes(first)) {
        return `is one key with a dot in its name: write ${rest.join(".")} below ${first}, or pulumi config set with --path`;
    }
    const hint = Object.hasOwn(otherWords, key) ? `; did you mean ${otherWords[key]}?` : didYouMean(key, known);
    if (hint !== "") {
        return `is not a known key${hint}`;
    }
    if (what !== undefined || known.length <= maxListedKeys) {
        return `is not a known key (known: ${what ?? known.join(", ")})`;
    }
    const nearest = [...known].sort((a, b) => distance(key, a) - distance(key, b)).slice(0, 4);
    return `is not a known key (nearest: ${nearest.join(", ")}; all are in ${page})`;
}
