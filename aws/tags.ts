/**
 * Tags of a task definition revision. The two of the verdict are written after an update; the provider ignores them.
 */
export const tagKeys = {
    release: "spotter:release",
    config: "spotter:config",
    commit: "spotter:commit",
    verdict: "spotter:verdict",
    verdictAt: "spotter:verdict-at",

    /** Marks a revision of `npm run drill`, which is no release. */
    drill: "spotter:drill",
} as const;
