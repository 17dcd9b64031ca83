import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { nodeOfImage } from "./node-of-image";
import { prepareOrSkip } from "./prerequisites";

const run = promisify(execFile);
const inThisFolder = (name: string) => join(__dirname, name);

/** Of its own modules and the SDK that it has: what a process of the application has in its environment. */
const environment = {
    NEXTAUTH_URL: "http://localhost:3000",
    AUTH_SECRET: "a secret of the tests, of 32 letters",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    DYNAMODB_USERS_TABLE: "test-users",
    DYNAMODB_WORKOUTS_TABLE: "test-workouts",
    BEDROCK_MODEL_ID: "us.anthropic.claude-sonnet-4-20250514-v1:0",
    SES_FROM_ADDRESS: "no-reply@example.com",
};

describe("a service that takes a connection and says nothing", function () {
    before(prepareOrSkip);

    // Bedrock is spoken to in HTTP/2, whose handler in the SDK has other words.
    const handler = "@smithy/node-http-handler - [ERROR] a request has exceeded the configured";
    for (const [service, attempts, error] of [
        ["Bedrock", 1, "TimeoutError: Stream timed out because of no activity for 15000 ms"],
        ["SES", 1, `TimeoutError: ${handler} 10000 ms requestTimeout.`],
        ["DynamoDB", 3, `TimeoutError: ${handler} 2000 ms requestTimeout.`],
    ] as const) {
        it(`is ${service}: asked ${attempts === 1 ? "once" : `${attempts} times`}, and then given up`, async () => {
            let connections = 0;
            const silent = createServer((socket) => {
                connections += 1;
                socket.resume().on("error", () => socket.destroy());
            }).listen(0, "127.0.0.1");
            await once(silent, "listening");
            try {
                const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
                const hooks = pathToFileURL(inThisFolder("app-modules.mjs")).href;
                const { stdout } = await run(
                    await nodeOfImage(),
                    ["--no-warnings", "--import", hooks, inThisFolder("call-service.mjs"), service],
                    { env: { ...environment, AWS_ENDPOINT_URL: address } },
                );
                assert.deepEqual({ error: stdout.trim(), attempts: connections }, { error, attempts });
            } finally {
                silent.close();
            }
        });
    }
});
