/*
 * What AWS says of a task or a service, as a cause is recognised from it, and as it is quoted.
 */

/** What stands before the reason, in whatever text it is. The innermost reason is what differs from one to the next. */
const preambles: readonly RegExp[] = [
    /^\(?service [^\s,)]+(, taskSet [^)]*)?\)?:?\s+/,
    /^was unable to (place|start) a task(\.| because)\s*(Reason: )?(?=[A-Z][A-Za-z]*(Error|Exception)\b)/,
    /^ResourceInitializationError:\s*(?=\S)/,
    /^unable to pull secrets or registry auth:\s*(?=\S)/,
    /^(execution resource retrieval failed|service call has been retried \d+ time\(s\)):\s*(?=\S)/,
];

/** What an SDK adds that means nothing to the reader, and what takes its place. */
const noise: readonly (readonly [RegExp, string])[] = [
    [/,?\s*https response error StatusCode: \d*, RequestID: [^,\s]*,?/g, ","],
    [/ from secrets manager: operation error Secrets Manager: GetSecretValue,?\s*/g, ": "],
    [/service call has been retried \d+ time\(s\):\s*/g, ""],
    [/\s*\(?status code: \d+, request id: [\w-]*\)?/gi, ""],
    [/,?\s*\bRequest ?ID: [\w-]+/gi, ""],
];

/** A text without what all of its kind begin with, so that what differs is quoted first. */
export function withoutPreamble(text: string): string {
    let rest = text.trim();
    for (const preamble of preambles) {
        rest = rest.replace(preamble, "");
    }
    for (const [pattern, instead] of noise) {
        rest = rest.replace(pattern, instead);
    }
    return rest.replace(/\s+/g, " ").trim();
}

/** Names and addresses, in which any word may stand: a service may be called `smoke-alarm`, a parameter `RATE_LIMIT`. */
const names: readonly RegExp[] = [
    /\((service|deployment|task|task set|taskSet|target-group|instance|elb|port) [^()]*\)/gi,
    /^service \S+/,
    /\barn:[\w-]+:[^\s"',)]+/g,
    /https?:\/\/[^\s"',]+/g,
    // Hosts, images and files; error codes such as `InvalidGroup.NotFound` have capitals, and `mount.nfs4` is a program.
    /(?<![\w.])(?!mount\.)[a-z0-9-]+(\.[a-z0-9_-]+)+(?![A-Z])(:\d+)?(\/[\w./-]+)?([:@][\w.:-]*\w)?/g,
    /(^|[\s"'([,])\/[\w.-]+(\/[\w.-]+)*/g, // paths and parameters
    /\b(?:[\w.]+-){1,}[\w.]*\/[\w./-]+([:@][\w.:-]*\w)?/g,
    /\b[\w-]*sha256:[0-9a-f]+/g,
    /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
];

/** What is said in all of those texts, also where it is about something else. */
const common = /unable to pull secrets or registry auth:?|failed to get rate limit token,?/gi;

const contractions: readonly (readonly [RegExp, string])[] = [
    [/\bcan't\b/gi, "cannot"],
    [/\b(do|does|did|is|are|was|were|has|have|could|would)n't\b/gi, "$1 not"],
];

/** A text to recognise a cause from: typographic marks made plain, and without names and what says nothing of the cause. */
export function toPlainText(text: string): string {
    const plain = contractions.reduce((rest, [short, long]) => rest.replace(short, long), text.replace(/[‘’]/g, "'"));
    return names.reduce((rest, name) => rest.replace(name, " "), plain.replace(common, " "));
}
