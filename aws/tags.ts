/**
 * Tags of a task definition revision. The last two are written after an update, by the verdict; the provider ignores
 * them.
 */
export const tagKeys = {
    release: "spotter:release",
    config: "spotter:config",
    commit: "spotter:commit",
    verdict: "spotter:verdict",
    verdictAt: "spotter:verdict-at",
} as const;
