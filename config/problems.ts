import type { z } from "zod";
import { UserError } from "../aws/user-error";
import { adviceMark } from "./near-miss";
import { page } from "./schema-kit";

/** One thing that is wrong with a file of the configuration. */
export interface Problem {
    /** Key as it stands in the file, for example `fitness:service.cpu`. */
    readonly path: string;

    /** The rest of the sentence, with what was received unless that must stay unseen. */
    readonly message: string;
}

/** Everything that is wrong with a stack's configuration, a line each. */
export class ConfigError extends UserError {
    public constructor(public readonly problems: readonly Problem[]) {
        super(problems.map(({ path, message }) => `${path.replaceAll("\n", "\\n")} ${message}`).join("\n"));
        this.name = "ConfigError";
    }
}

/** An error about one thing. */
export function problem(path: string, message: string): ConfigError {
    return new ConfigError([{ path, message }]);
}

/** `["fitness", "service", "cpu"]` as `fitness:service.cpu`, `["aws", "allowedAccountIds", 0]` as `aws:allowedAccountIds[0]`. */
export function formatPath([namespace, ...keys]: readonly PropertyKey[]): string {
    return keys.reduce<string>(
        (path, key, index) => (typeof key === "number" ? `${path}[${key}]` : `${path}${index === 0 ? ":" : "."}${String(key)}`),
        String(namespace),
    );
}

/** A section's path as it stands in the stack file: `service.cpu` is `fitness:service.cpu`, `aws:region` stays. */
export function withNamespace(path: string, project: string): string {
    return path.startsWith("aws:") ? path : `${project}:${path}`;
}

/**
 * The issues of a schema as problems, an unknown key each.
 *
 * @param isUnseen whose value a message must not show
 */
export function toProblems(
    issues: readonly z.core.$ZodIssue[],
    input: unknown,
    isUnseen: (path: string) => boolean,
    format: (path: readonly PropertyKey[]) => string = formatPath,
): Problem[] {
    return issues.flatMap(meantAlternative).flatMap((issue) => {
        if (issue.code === "unrecognized_keys") {
            const messages = withAnchor(issue.message, issue.path).split("\n");
            return issue.keys.map((key, index) => ({ path: format([...issue.path, key]), message: messages[index] ?? "" }));
        }
        const path = format(issue.path);
        const received = issue.code === "invalid_key" ? issue.path.at(-1) : valueAt(input, issue.path);
        return [{ path, message: withReceived(withAnchor(issue.message, issue.path), received, isUnseen(path)) }];
    });
}

/** The page of all keys, at the section that a message is about. */
function withAnchor(message: string, [namespace = "", section]: readonly PropertyKey[]): string {
    return section === undefined
        ? message
        : message.replaceAll(page, `${page}#${`${String(namespace)}${String(section)}`.toLowerCase()}`);
}

/** Of a value that may be of several kinds: what is wrong with it as the one that it is, where that is clear. */
function meantAlternative(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
    if (issue.code !== "invalid_union") {
        return [issue];
    }
    const isOfOtherKind = ({ code, path }: z.core.$ZodIssue) =>
        path.length === 0 && (code === "invalid_type" || code === "invalid_value" || code === "invalid_union");
    const meant = issue.errors.filter((issues) => !issues.some(isOfOtherKind));
    return meant.length === 1 ? meant.flat().map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
}

/** Adds `, got …` to a message. */
export function withReceived(message: string, received: unknown, unseen: boolean): string {
    const [sentence = "", advice = ""] = message.split(adviceMark);
    if (unseen) {
        return received === undefined ? `${sentence}, got nothing` : sentence;
    }
    const shown = received === undefined ? "nothing" : JSON.stringify(received);
    return `${sentence}${advice}, got ${shown.length > 100 ? `${shown.slice(0, 97)}…` : shown}`;
}

/** The value under `path`, or undefined. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
        value,
    );
}
