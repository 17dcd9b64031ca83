/**
 * Keys that a stack may choose. AWS keeps `aws:` for itself, and the program those that it finds its own things by, or writes.
 *
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export const tagKey = {
    pattern:
        /^(?![Aa][Ww][Ss]:|(?:Project|Environment|ManagedBy|Name)$)[A-Za-z0-9_.:/=+@-](?:[A-Za-z0-9 _.:/=+@-]*[A-Za-z0-9_.:/=+@-])?$/,
    allowed:
        "a tag's key of letters, digits, blanks and _ . : / = + - @, which does not begin with aws: or spotter:, and is none of " +
        "Project, Environment, ManagedBy, Name",
};

/** Values of tags, which every service takes. */
export const tagValue = {
    pattern: /^[A-Za-z0-9 _.:/=+@-]*$/,
    allowed: "a tag's value of letters, digits, blanks and _ . : / = + - @",
};

/**
 * Tags of a task definition revision, and one of a task. The two of the verdict are written after an update; the provider ignores
 * them.
 */
export const tagKeys = {
    release: "spotter:release",
    config: "spotter:config",
    commit: "spotter:commit",
    verdict: "spotter:verdict",
    verdictAt: "spotter:verdict-at",

    /** Marks a revision of `npm run drill`, which is no release. */
    drill: "spotter:drill",

    /** Marks a task of `npm run task`, which no service has started. */
    oneOff: "spotter:one-off",
} as const;
