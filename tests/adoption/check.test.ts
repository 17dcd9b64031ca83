import * as assert from "node:assert/strict";
import { checkPreview } from "../../adoption/check";

const step = (op: string, type: string, before: object = {}, after: object = before, more: object = {}) => ({
    op,
    urn: `urn:pulumi:prod::spotter::spotter:lb:LoadBalancer$${type}::web`,
    oldState: { type, inputs: before as Record<string, unknown> },
    newState: { type, inputs: after as Record<string, unknown> },
    ...more,
});
const forward = (targetGroupArn: string) => ({ defaultActions: [{ type: "forward", targetGroupArn }] });
const [listener, balancer, record] = [
    "aws:lb/listener:Listener",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:route53/record:Record",
];
const redirect = { defaultActions: [{ type: "redirect", redirect: { port: "443" } }] };

/** A step of a preview, and what is wrong with it. */
const rows: readonly (readonly [title: string, step: ReturnType<typeof step>, findings: readonly string[]])[] = [
    ["what stays the same", step("same", listener), []],
    ["a refresh", step("refresh", listener), []],
    ["a creation", step("create", listener), []],
    ["a deletion", step("delete", balancer), [`${balancer}::web would be deleted`]],
    ["a replacement", step("replace", balancer, {}, {}, { replaceReasons: ["name"] }), [`${balancer}::web would be replaced (name)`]],
    ["a new revision", step("replace", "aws:ecs/taskDefinition:TaskDefinition"), []],
    ["a listener with the same target group", step("update", listener, forward("a"), { ...forward("a"), sslPolicy: "new" }), []],
    ["a listener with another target group", step("update", listener, forward("a"), forward("b")), [`${listener}::web would lead requests elsewhere before the release serves`]],
    ["a listener that begins to redirect", step("update", listener, forward("a"), redirect), []],
    ["a balancer in another order of subnets", step("update", balancer, { subnets: ["a", "b"] }, { subnets: ["b", "a"] }), []],
    ["a balancer with another security group", step("update", balancer, { securityGroups: ["a"] }, { securityGroups: ["b"] }), [`${balancer}::web would lead requests elsewhere before the release serves`]],
    ["a record of another balancer", step("update", record, { aliases: [{ name: "a" }] }, { aliases: [{ name: "b" }] }), [`${record}::web would lead requests elsewhere before the release serves`]],
]; // prettier-ignore

describe("the check of a preview after an import", () => {
    for (const [title, made, findings] of rows) {
        it(`${findings.length === 0 ? "lets pass" : "finds"} ${title}`, () => {
            assert.deepEqual(checkPreview({ steps: [made] }).findings, findings);
        });
    }

    it("has one finding for a resource, however many steps replace it", () => {
        const steps = ["create-replacement", "replace", "delete-replaced"].map((op) =>
            step(op, balancer, {}, {}, op === "replace" ? { replaceReasons: ["name"] } : {}),
        );
        assert.deepEqual(checkPreview({ steps }).findings, [`${balancer}::web would be replaced (name)`]);
    });

    it("says of a change in place what it does to what serves, and of tags that it does nothing", () => {
        const reasons = (...diffReasons: string[]) => ({ diffReasons });
        const { updates, created } = checkPreview({
            steps: [
                step("update", listener, {}, {}, reasons("sslPolicy", "tagsAll.Project")),
                step("update", "aws:ecs/cluster:Cluster", {}, {}, reasons("tagsAll.Project", "tagsAll.ManagedBy")),
                step("create", record),
            ],
        });
        assert.deepEqual(updates, [
            { key: `${listener}::web`, properties: ["sslPolicy", "tagsAll"], effect: "clients that know no TLS 1.2 are refused" },
            { key: "aws:ecs/cluster:Cluster::web", properties: ["tagsAll"], effect: "nothing" },
        ]);
        assert.deepEqual(created, [`${record}::web`]);
    });
});
