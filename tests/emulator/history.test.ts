import * as assert from "node:assert/strict";
import { createClients } from "../../aws/clients";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { History } from "../../deployment/history";
import type { Revision } from "../aws-double/account";
import { serviceRef } from "../timelines/releases";
import { TimelineAws } from "./timeline-aws";
import { success } from "../timelines/succeeding";
import { epoch, taskDefinitionArn } from "../timelines/world";

const arn = (number: number) => `arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-test:${number}`;

/** A revision whose digest repeats one digit. */
function revision(number: number, digit: string, verdict?: string, config = "c"): Revision {
    const tags = { "spotter:release": digit.repeat(12), "spotter:config": config };
    const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter-test@sha256:${digit.repeat(64)}`;
    return { number, image, tags: { ...tags, ...(verdict === undefined ? {} : { "spotter:verdict": verdict }) } };
}

describe("the history of releases", () => {
    const server = new TimelineAws(success, { second: () => 200, pass: () => undefined });
    const clients = createClients({ region: "us-east-1" });
    let history: History;

    before(async () => {
        await server.start();
        process.env.AWS_ENDPOINT_URL = server.endpoint;
    });

    beforeEach(() => {
        server.play(success);
        server.revisions.length = 0;
        history = new History(createReleaseRecords(clients, serviceRef), serviceRef.container);
    });

    after(() => {
        delete process.env.AWS_ENDPOINT_URL;
        server.stop();
    });

    it("lists revisions newest first, with what their tags, ECS and the image tell", async () => {
        server.revisions.push({ number: 1, image: "spotter-app:latest", tags: {} }, revision(7, "a", "SUCCEEDED"));
        Object.assign(server.revisions[1]?.tags ?? {}, {
            "spotter:commit": "abc1234",
            "spotter:verdict-at": "2026-11-24T12:02:00.000Z",
            "spotter:seconds": "schedule=21 drain=50",
        });
        assert.deepEqual(await history.releases(10), [
            {
                taskDefinitionArn: arn(7),
                revision: 7,
                digest: `sha256:${"a".repeat(64)}`,
                releaseId: "a".repeat(12),
                configId: "c",
                commit: "abc1234",
                verdict: "SUCCEEDED",
                verdictAt: Date.parse("2026-11-24T12:02:00Z"),
                seconds: { schedule: 21, drain: 50 },
                registeredAt: 1_700_000_007_000,
                registeredBy: "arn:aws:iam::123456789012:user/ci",
                attempts: [
                    { taskDefinitionArn: arn(7), status: "SUCCESSFUL", reason: "", startedAt: epoch, finishedAt: undefined },
                ],
            },
            {
                taskDefinitionArn: arn(1),
                revision: 1,
                digest: undefined,
                releaseId: undefined,
                configId: undefined,
                commit: undefined,
                verdict: undefined,
                verdictAt: undefined,
                seconds: undefined,
                registeredAt: 1_700_000_001_000,
                registeredBy: "arn:aws:iam::123456789012:user/ci",
                attempts: [],
            },
        ]);
    });

    it("describes no more revisions than it is asked for, by fives", async () => {
        server.revisions.push(...Array.from({ length: 30 }, (_, index) => revision(index + 1, "a")));
        assert.equal((await history.releases(3)).length, 3);
        assert.equal(server.calls.filter(({ action }) => action === "DescribeTaskDefinition").length, 5);
    });

    it("finds the last release that served: neither a failed one, nor one without a verdict, nor the same once more", async () => {
        const served = [revision(1, "a", "SUCCEEDED"), revision(2, "b", "SUCCEEDED"), revision(3, "c", "FAILED")];
        server.revisions.push(...served, revision(4, "d"), revision(5, "e", "SUCCEEDED"), revision(6, "e", "SUCCEEDED"));
        assert.equal((await history.lastSucceeded(arn(6)))?.revision, 2);
        assert.equal((await history.lastSucceeded(arn(2)))?.revision, 1);
        assert.equal(await history.lastSucceeded(arn(1)), undefined);
    });

    it("takes the same image with another configuration as another release", async () => {
        server.revisions.push(revision(1, "a", "SUCCEEDED", "c1"), revision(2, "a", "SUCCEEDED", "c2"));
        assert.equal((await history.lastSucceeded(arn(2)))?.revision, 1);
    });

    it("believes ECS where no verdict was made", async () => {
        server.revisions.push(revision(7, "a"), revision(8, "b", "FAILED"));
        assert.equal((await history.lastSucceeded(arn(8)))?.revision, 7);
    });

    it("writes a verdict on the revision itself", async () => {
        server.revisions.push(revision(7, "a"));
        const seconds = { schedule: 21, pull: 18, start: 4, health: 22, drain: 50 };
        await history.tagVerdict(taskDefinitionArn("new"), "SUCCEEDED", new Date(epoch), seconds);
        const [release] = await history.releases(1);
        assert.deepEqual([release?.verdict, release?.verdictAt, release?.seconds], ["SUCCEEDED", epoch, seconds]);
    });
});
