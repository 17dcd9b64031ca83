import * as assert from "node:assert/strict";
import {
    hasServed,
    History,
    revisionNumber,
    type DeploymentAttempt,
    type ReleaseRecords,
    type Revision,
} from "../../deployment/history";
import type { Outcome } from "../../deployment/api";
import { at, revision as arn } from "./builders";

const container = "spotter-web";

/** A revision whose digest repeats one digit. */
function revision(number: number, digit: string, verdict?: string, config = "c"): Revision {
    return {
        arn: arn(number),
        images: { [container]: `repo.example/spotter-app@sha256:${digit.repeat(64)}`, sidecar: "agent:1" },
        tags: {
            "spotter:release": digit.repeat(12),
            "spotter:config": config,
            ...(verdict === undefined ? {} : { "spotter:verdict": verdict }),
        },
    };
}

const attempt = (number: number, status: string): DeploymentAttempt => ({ taskDefinitionArn: arn(number), status, reason: "" });

/** Records in memory; remembers what was read and tagged. */
function recordsOf(
    oldestFirst: readonly Revision[],
    attempts: readonly DeploymentAttempt[] = [],
    deregistered: readonly Revision[] = [],
) {
    const read: number[] = [];
    const tagged: Record<string, Readonly<Record<string, string>>> = {};
    const records: ReleaseRecords = {
        async *revisions() {
            for (const each of [...oldestFirst].reverse()) {
                read.push(revisionNumber(each.arn));
                yield await Promise.resolve(each);
            }
        },
        revision: (wanted) => {
            const found = [...oldestFirst, ...deregistered].find((each) => each.arn === wanted);
            return found === undefined ? Promise.reject(new Error(`no ${wanted}`)) : Promise.resolve(found);
        },
        attempts: () => Promise.resolve(attempts),
        tag: (taskDefinitionArn, tags) => {
            tagged[taskDefinitionArn] = tags;
            return Promise.resolve();
        },
    };
    return { history: new History(records, container), read, tagged };
}

describe("the history of releases", () => {
    interface Row {
        readonly when: string;
        readonly revisions: readonly Revision[];
        readonly attempts?: readonly DeploymentAttempt[];
        readonly before: number;
        readonly found?: number;
    }
    const rows: readonly Row[] = [
        {
            when: "the one before served",
            revisions: [revision(1, "a", "SUCCEEDED"), revision(2, "b", "SUCCEEDED"), revision(3, "c", "FAILED")],
            before: 3,
            found: 2,
        },
        {
            when: "newer ones served too: a rollback never goes forward",
            revisions: [revision(1, "a", "SUCCEEDED"), revision(2, "b", "FAILED"), revision(3, "c", "SUCCEEDED")],
            before: 2,
            found: 1,
        },
        { when: "only newer ones served", revisions: [revision(1, "a"), revision(2, "b", "SUCCEEDED")], before: 1 },
        {
            when: "some failed, were rolled back, or have no verdict",
            revisions: [revision(1, "a", "SUCCEEDED"), revision(2, "b", "ROLLED_BACK"), revision(3, "c"), revision(4, "d")],
            before: 4,
            found: 1,
        },
        {
            when: "the one before is the same image and configuration",
            revisions: [revision(1, "a", "SUCCEEDED"), revision(2, "b", "SUCCEEDED"), revision(3, "b", "SUCCEEDED")],
            before: 3,
            found: 1,
        },
        {
            when: "the one before is the same image with another configuration",
            revisions: [revision(1, "a", "SUCCEEDED", "c1"), revision(2, "a", "SUCCEEDED", "c2")],
            before: 2,
            found: 1,
        },
        {
            when: "ECS alone says that it succeeded",
            revisions: [revision(1, "a"), revision(2, "b")],
            attempts: [attempt(2, "IN_PROGRESS"), attempt(1, "SUCCESSFUL")],
            before: 2,
            found: 1,
        },
        {
            when: "ECS says that it succeeded, and the verdict denies it",
            revisions: [revision(1, "a", "FAILED"), revision(2, "b")],
            attempts: [attempt(1, "SUCCESSFUL")],
            before: 2,
        },
        { when: "a tag says something that is no verdict", revisions: [revision(1, "a", "GREAT"), revision(2, "b")], before: 2 },
    ];
    for (const { when, revisions, attempts, before, found } of rows) {
        it(`finds ${found === undefined ? "nothing" : `revision ${found}`} to return to when ${when}`, async () => {
            const release = await recordsOf(revisions, attempts).history.lastSucceeded(arn(before));
            assert.equal(release?.revision, found);
        });
    }

    it("takes a release from the tags of its revision, else from its image's digest", async () => {
        const tagged = { ...revision(7, "a", "SUCCEEDED"), registeredAt: at(0), registeredBy: "arn:aws:iam::1:user/ci" };
        const tags = {
            ...tagged.tags,
            "spotter:commit": "abc1234",
            "spotter:verdict-at": "2026-11-24T12:02:00.000Z",
            "spotter:seconds": "pull=18 drain=50",
        };
        const untagged = { ...revision(6, "b"), tags: {} };
        const byTag = { arn: arn(5), images: { [container]: "spotter-app:latest" }, tags: { "spotter:verdict-at": "yesterday" } };
        const { history } = recordsOf([byTag, untagged, { ...tagged, tags }], [attempt(7, "SUCCESSFUL"), attempt(6, "STOPPED")]);
        const [newest, middle, oldest] = await history.releases(10);
        assert.deepEqual(newest, {
            taskDefinitionArn: arn(7),
            revision: 7,
            digest: `sha256:${"a".repeat(64)}`,
            releaseId: "a".repeat(12),
            configId: "c",
            commit: "abc1234",
            verdict: "SUCCEEDED",
            verdictAt: at(120),
            seconds: { pull: 18, drain: 50 },
            registeredAt: at(0),
            registeredBy: "arn:aws:iam::1:user/ci",
            attempts: [attempt(7, "SUCCESSFUL")],
        });
        assert.deepEqual([middle?.releaseId, middle?.attempts], ["b".repeat(12), [attempt(6, "STOPPED")]]);
        assert.deepEqual([oldest?.digest, oldest?.releaseId, oldest?.verdictAt], [undefined, undefined, undefined]);
    });

    it("knows the release that it leaves when its revision is deregistered, and is the same as the one before", async () => {
        const revisions = [revision(1, "a", "SUCCEEDED"), revision(2, "b", "SUCCEEDED")];
        const { history } = recordsOf(revisions, [], [revision(3, "b", "SUCCEEDED")]);
        assert.equal((await history.lastSucceeded(arn(3)))?.revision, 1);
    });

    it("finds a release by its revision, without a look at the others", async () => {
        const { history, read } = recordsOf([revision(1, "a", "SUCCEEDED"), revision(2, "b")], [attempt(1, "SUCCESSFUL")]);
        const { releaseId, verdict, attempts } = await history.release(arn(1));
        assert.deepEqual([releaseId, verdict, attempts, read], ["a".repeat(12), "SUCCEEDED", [attempt(1, "SUCCESSFUL")], []]);
    });

    it("reads no more revisions than it is asked for", async () => {
        const { history, read } = recordsOf(["a", "b", "c", "d"].map((digit, index) => revision(index + 1, digit)));
        assert.deepEqual(
            (await history.releases(2)).map((release) => release.revision),
            [4, 3],
        );
        assert.deepEqual(read, [4, 3]);
    });

    it("counts a release as served by its verdict, and by ECS only without one", () => {
        const served = (verdict: Outcome | undefined, ...statuses: string[]) =>
            hasServed({
                taskDefinitionArn: arn(1),
                revision: 1,
                verdict,
                attempts: statuses.map((status) => attempt(1, status)),
            });
        assert.deepEqual(
            [
                served("SUCCEEDED"),
                served("ROLLED_BACK", "SUCCESSFUL"),
                served(undefined, "STOPPED", "SUCCESSFUL"),
                served(undefined),
            ],
            [true, false, true, false],
        );
    });

    it("records a verdict as tags of the revision", async () => {
        const { history, tagged } = recordsOf([revision(7, "a")]);
        await history.tagVerdict(arn(7), "SUCCEEDED", new Date(at(0)));
        assert.deepEqual(tagged, {
            [arn(7)]: { "spotter:verdict": "SUCCEEDED", "spotter:verdict-at": "2026-11-24T12:00:00.000Z" },
        });
    });

    it("records with it what the phases took, where the deployment was followed to its end", async () => {
        const { history, tagged } = recordsOf([revision(7, "a")]);
        await history.tagVerdict(arn(7), "SUCCEEDED", new Date(at(0)), { pull: 18, drain: 50 });
        assert.equal(tagged[arn(7)]?.["spotter:seconds"], "pull=18 drain=50");
        await history.tagVerdict(arn(7), "SUCCEEDED", new Date(at(0)), { pull: 18 });
        assert.equal(tagged[arn(7)]?.["spotter:seconds"], undefined);
    });
});
