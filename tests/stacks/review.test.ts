import * as assert from "node:assert/strict";
import { drawPicture } from "../../review/picture";
import { inputsOf } from "../support/build";
import { assertGolden } from "./golden";
import { inventoryOf } from "./inventory";
import { previewOfExample, type StackKeys } from "./preview-of";

/** A review stack as docs/operations.md has it: a rule of staging's load balancer, and its repository and cluster. */
function review(config: StackKeys): void {
    Object.assign(config, {
        "spotter:profile": "dev",
        "spotter:names": { base: "spotter-pr-12", repository: "shared-web", cluster: "shared" },
        "spotter:repository": { existing: true },
        "spotter:cluster": { existing: true },
        "spotter:domain": { name: "pr-12.example.com" },
        "spotter:loadBalancer": {
            existing: {
                arn: "arn:aws:elasticloadbalancing:us-east-1:920013187591:loadbalancer/app/spotter-staging/50dc6c495c0c9188",
            },
        },
    });
}

describe("a review stack that shares a load balancer, a cluster and a repository", () => {
    it("is what was reviewed", async () => {
        const preview = await previewOfExample("staging", "preview", review);
        const update = await previewOfExample("staging", "update", review);
        assertGolden("tests/stacks/review.txt", inventoryOf(preview, update));
    });

    it("can be drawn", async () => {
        assert.match(await drawPicture(await previewOfExample("staging", "update", review)), /spotter-pr-12/);
    });

    it("opens the way from the shared group to its own tasks, and gets requests from nowhere else", async () => {
        const { resources } = await previewOfExample("staging", "update", review);
        const tasks = "sg-40441cfb61d160bba";
        const shared = `sg-${"0".repeat(17)}`;
        const ingress = inputsOf(resources, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        assert.deepEqual([ingress.securityGroupId, ingress.referencedSecurityGroupId], [tasks, shared]);
        const egress = inputsOf(resources, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "web-alb-to-tasks-3000");
        assert.deepEqual([egress.securityGroupId, egress.referencedSecurityGroupId], [shared, tasks]);
    });
});
