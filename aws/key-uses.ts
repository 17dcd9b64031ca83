/** What one customer key of a stack can encrypt. */
export const keyUses = ["logs", "parameters", "repository", "alarms"] as const;

export type KeyUse = (typeof keyUses)[number];
