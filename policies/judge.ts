import { secret, unknown, type Plain, type Resource } from "../resources/resource";

export type Outcome = "pass" | "fail" | "cannot tell";

/** What a control says of a resource. */
export interface Judgement {
    readonly outcome: Outcome;

    /** Why it does not pass. */
    readonly reason?: string;
}

export const pass: Judgement = { outcome: "pass" };

export function fail(reason: string): Judgement {
    return { outcome: "fail", reason };
}

export function cannotTell(what: string): Judgement {
    return { outcome: "cannot tell", reason: `${what} is not known before the update` };
}

/** Passes where a statement holds. */
export function failUnless(holds: boolean, reason: string): Judgement {
    return holds ? pass : fail(reason);
}

/** The value of an input, or of something inside one: {@link unknown} where it, or what holds it, is not known. */
export function valueAt({ inputs }: Pick<Resource, "inputs">, path: string): Plain | undefined {
    return path.split(".").reduce<Plain | undefined>((value, key) => {
        if (isHidden(value)) {
            return value;
        }
        return typeof value === "object" && value !== null && Object.hasOwn(value, key)
            ? (value as Readonly<Record<string, Plain>>)[key]
            : undefined;
    }, inputs);
}

/** Judges an input that is known. An absent one is undefined, as the resource then has the provider's default. */
export function judge(
    resource: Pick<Resource, "inputs">,
    path: string,
    holds: (value: Plain | undefined) => boolean,
    reason: string | ((text: string) => string),
): Judgement {
    const value = valueAt(resource, path);
    if (hasHidden(value)) {
        return cannotTell(path);
    }
    return failUnless(holds(value), typeof reason === "string" ? reason : reason(describe(value)));
}

function describe(value: Plain | undefined): string {
    return typeof value === "string" ? value : value === undefined ? "not set" : JSON.stringify(value);
}

/** Judges an input that holds JSON. */
export function judgeJson(resource: Pick<Resource, "inputs">, path: string, check: (value: unknown) => Judgement): Judgement {
    const text = valueAt(resource, path);
    try {
        return typeof text === "string" && !isHidden(text) ? check(JSON.parse(text)) : cannotTell(path);
    } catch {
        return fail(`${path} is no JSON`);
    }
}

/** The worst of several: what fails before what is not known. */
export function worst(judgements: readonly Judgement[]): Judgement {
    const of = (outcome: Outcome) => judgements.filter((each) => each.outcome === outcome);
    const [failed, open] = [of("fail"), of("cannot tell")];
    const found = failed.length > 0 ? failed : open;
    const [first] = found;
    return first === undefined
        ? pass
        : { outcome: first.outcome, reason: [...new Set(found.map(({ reason }) => reason))].join("; ") };
}

function isHidden(value: Plain | undefined): boolean {
    return value === unknown || value === secret;
}

/** Whether a value, or a part of it, is not known. */
function hasHidden(value: Plain | undefined): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).some(hasHidden);
    }
    return isHidden(value);
}
