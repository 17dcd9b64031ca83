import type { Comparison, PropertyChange, ResourceChange } from "../../review/compare";
import type { Against } from "../../review/comparison/words";

export const against: Against = { ref: "main", commit: `e0a6cfd${"0".repeat(33)}`, hasStack: true };

export const change = (type: string, more: Partial<ResourceChange>): ResourceChange => ({
    type,
    name: "web",
    operation: "update",
    facts: [],
    properties: [],
    isKept: false,
    traffic: [],
    ...more,
});

export const property = (path: string, more: Partial<PropertyChange> = {}): PropertyChange => ({
    path,
    before: "a",
    after: "b",
    forcesReplacement: false,
    ...more,
});

export const comparisonOf = (...changes: readonly ResourceChange[]): Comparison => ({
    project: "shop",
    stack: "prod",
    changes,
    unchanged: 7,
    outputs: [],
});

export const release = [
    change("aws:ecs/service:Service", {
        properties: [property("taskDefinition", { after: "<unknown>", from: "aws:ecs/taskDefinition:TaskDefinition::web" })],
        traffic: [{ impact: "moved", statement: "new release" }],
    }),
    change("aws:ecs/taskDefinition:TaskDefinition", {
        operation: "replace",
        order: "create first",
        isKept: true,
        properties: [
            property("memory", { before: "1024", after: "2048", forcesReplacement: true }),
            property("tags.x", { before: undefined, after: ["p", "q"] }),
        ],
    }),
    change("spotter:ecr:ImageRepository", { operation: "delete" }),
    change("aws:ecr/repository:Repository", {
        operation: "delete",
        facts: ["immutable tags", "scan on push"],
        holds: "images",
        refused: "refused by protect",
    }),
    change("aws:cloudwatch/logGroup:LogGroup", { operation: "delete", holds: "log lines" }),
    change("aws:ssm/parameter:Parameter", { operation: "delete", holds: "value", isKept: true }),
    change("aws:lb/listener:Listener", {
        formerName: "site",
        properties: [property("sslPolicy")],
        traffic: [{ impact: "at once", statement: "refuses some" }],
    }),
    change("aws:route53/record:Record", { operation: "create", facts: ["A", "alias"] }),
];
