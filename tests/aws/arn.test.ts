import * as assert from "node:assert/strict";
import { findAccountId, lastSegment, revisionName } from "../../aws/arn";
import { findDigest, toReleaseId } from "../../aws/image-digest";

const digest = `sha256:0123456789ab${"c".repeat(52)}`;

describe("an ARN", () => {
    it("ends with the name of the resource", () => {
        assert.equal(lastSegment("arn:aws:ecs:us-east-1:123456789012:task/cluster/abc"), "abc");
        assert.equal(lastSegment("/spotter-prod/AUTH_SECRET"), "AUTH_SECRET");
        assert.equal(lastSegment("the revision before"), "the revision before");
        assert.equal(revisionName("arn:aws:ecs:us-east-1:123456789012:task-definition/web:12"), "web:12");
    });

    it("tells the account", () => {
        assert.equal(findAccountId("arn:aws:ecs:us-east-1:123456789012:service/cluster/web"), "123456789012");
        assert.equal(findAccountId(""), "");
    });
});

describe("an image's digest", () => {
    it("begins with the release id, alone and in the name of an image", () => {
        assert.equal(toReleaseId(digest), "0123456789ab");
        assert.equal(toReleaseId(`123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter@${digest}`), "0123456789ab");
    });

    it("is found at the end of an image's name, and not in one that has a tag", () => {
        assert.equal(findDigest(`spotter@${digest}`), digest);
        assert.equal(findDigest("spotter:latest"), undefined);
        assert.equal(findDigest(`spotter@${digest.slice(0, 40)}`), undefined);
    });
});
