import assert from "node:assert/strict";
import { Application, singleMachine } from "./application";
import { prepareOrSkip } from "./prerequisites";

describe("health and readiness", function () {
    before(prepareOrSkip);

    const machine = singleMachine();

    it("GET /api/health says which release runs, and since when", async () => {
        const before = Date.now();
        const application = await Application.start({ ...machine, RELEASE_ID: "1f3c9a000000" });
        try {
            const answer = await fetch(`${application.url}/api/health`);
            const startedAt = answer.headers.get("x-started-at") ?? "";
            assert.equal(answer.status, 200);
            assert.equal(answer.headers.get("x-release-id"), "1f3c9a000000");
            assert.equal(answer.headers.get("cache-control"), "no-store");
            assert.deepEqual(await answer.json(), { status: "ok", releaseId: "1f3c9a000000", startedAt });
            assert.ok(Date.parse(startedAt) >= before - 1000 && Date.parse(startedAt) <= Date.now());
        } finally {
            await application.stop();
        }
    });

    it("GET /api/ready is 200 while the store answers", async () => {
        const application = await Application.start(machine);
        try {
            const answer = await fetch(`${application.url}/api/ready`);
            assert.equal(answer.status, 200);
            const { status, checks } = (await answer.json()) as Record<string, unknown>;
            assert.deepEqual({ status, checks }, { status: "ready", checks: { SQLite: "ok" } });
        } finally {
            await application.stop();
        }
    });

    it("GET /api/ready is 503 and names the part that fails, while health stays 200", async () => {
        const application = await Application.start(unreachableDynamodb);
        try {
            const answer = await fetch(`${application.url}/api/ready`);
            assert.equal(answer.status, 503);
            const { status, checks } = (await answer.json()) as { status: string; checks: Record<string, string> };
            assert.equal(status, "not ready");
            assert.deepEqual(Object.keys(checks), ["DynamoDB"]);
            assert.notEqual(checks.DynamoDB, "ok");
            assert.match(application.output, /^not ready: DynamoDB: .*ECONNREFUSED/m);
            assert.equal((await fetch(`${application.url}/api/health`)).status, 200);
        } finally {
            await application.stop();
        }
    });
});

const unreachableDynamodb = {
    AUTH_SECRET: "a secret of the tests, of 32 letters",
    AWS_REGION: "us-east-1",
    DYNAMODB_USERS_TABLE: "users",
    DYNAMODB_WORKOUTS_TABLE: "workouts",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1",
};
