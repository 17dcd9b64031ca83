import { type Given } from "./input";
import { neighboursOf } from "./neighbours";

/** Value of a key other than the base's, and where its effect is seen: a place that no other key of its base changes. */
type Change = readonly [value: unknown, place: string];

/** Keys that can be changed together. */
export interface Group {
    readonly base: Given;
    readonly changes: Readonly<Record<string, Change>>;

    /** What must go when a change comes. */
    readonly removed?: Given;
}

export const subnets = ["subnet-0123456789abcdef4", "subnet-0123456789abcdef5"];
export const common = {
    ...neighboursOf({ path: "fitness:domain" }),
    ...neighboursOf({ path: "fitness:access.mail" }),
};
export const digest = { "fitness:image.digest": `sha256:${"a".repeat(64)}` };
export const permissions = "RolePolicy::web-use-services.policy.Statement";
