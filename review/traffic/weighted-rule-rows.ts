import type { TrafficRow } from "./row";

/** Rules whose weights ECS moves: see `components/traffic-shift.ts`. A change of their weights is no change of the program. */
export const weightedRuleRows: readonly TrafficRow[] = [
    {
        operation: "create",
        impact: "none",
        statement: "requests go on to the target group that has them; the update looks first that a task is healthy in it",
    },
    {
        operation: "delete",
        impact: "none",
        statement: "requests go on to the target group that the service keeps; the update looks first that they go there already",
    },
    {
        operation: "replace",
        impact: "none",
        statement:
            "requests of the new listener go to the first target group; the update looks first that a task is healthy in it",
    },
    {
        operation: "update",
        inputs: ["conditions"],
        impact: "none",
        statement: "only requests of tests are told apart in another way",
    },
    {
        operation: "update",
        inputs: ["actions"],
        impact: "at once",
        statement: "requests are spread over the target groups by the new action at once",
    },
    { operation: "update", inputs: ["priority", "tags"], impact: "none", statement: "no request notices" },
];
