import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Application, singleMachine, type Variables } from "./application";
import { prepareOrSkip } from "./prerequisites";

const heading = "Kinex Fit does not start, as its environment is not valid:";

describe("the start of the application", function () {
    before(prepareOrSkip);

    const machine = singleMachine();

    /** What it says where it refuses to start. */
    async function refusalOf(variables: Variables): Promise<string[]> {
        const ending = await (await Application.launch(variables)).ended;
        assert.equal(ending.code, 1);
        return ending.stderr.trimEnd().split("\n");
    }

    it("ends with one message that names every required variable where the environment is empty", async () => {
        assert.deepEqual(await refusalOf({ NEXTAUTH_URL: "" }), [
            heading,
            "  AUTH_SECRET, NEXTAUTH_URL, AWS_REGION, DYNAMODB_USERS_TABLE and DYNAMODB_WORKOUTS_TABLE are required and missing",
        ]);
    });

    it("names the missing part of each half-configured integration", async () => {
        const half = {
            GOOGLE_CLIENT_ID: "id",
            BEDROCK_MAX_TOKENS: "100",
            UPSTASH_REDIS_REST_TOKEN: "token",
            SES_SMTP_HOST: "host",
        };
        assert.deepEqual(await refusalOf({ ...machine, ...half }), [
            heading,
            "  Google sign-in is half configured: GOOGLE_CLIENT_SECRET is missing",
            "  suggestions by Bedrock is half configured: BEDROCK_MODEL_ID and AWS_REGION are missing",
            "  mail by SMTP is half configured: SES_SMTP_PORT, SES_SMTP_USER and SES_SMTP_PASSWORD are missing",
            "  shared rate limits by Upstash is half configured: UPSTASH_REDIS_REST_URL is missing",
        ]);
    });

    it("says what a wrong value may be, and never the value", async () => {
        const wrong = {
            AUTH_SECRET: "hunter2",
            NEXTAUTH_URL: "hunter2",
            SESSION_MAX_AGE_SECONDS: "hunter2",
            ADMIN_EMAILS: "ada@example.com, hunter2",
            BEDROCK_TEMPERATURE: "1.5",
            BEDROCK_MODEL_ID: "model",
            AWS_REGION: "us-east-1",
            RATE_LIMIT_ENABLED: "hunter2",
            RATE_LIMIT_TRUSTED_PROXIES: "10.0.0.0/33",
            KEEP_ALIVE_TIMEOUT: "65s",
        };
        const lines = await refusalOf({ ...machine, ...wrong });
        assert.deepEqual(lines, [
            heading,
            "  AUTH_SECRET must be at least 32 characters",
            "  NEXTAUTH_URL must be the public address, for example https://example.com, without a path",
            "  SESSION_MAX_AGE_SECONDS must be an integer from 60 to 31536000",
            "  ADMIN_EMAILS must be mail addresses, comma separated",
            "  BEDROCK_TEMPERATURE must be a number from 0 to 1",
            "  RATE_LIMIT_ENABLED must be true or false",
            "  RATE_LIMIT_TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, comma separated",
            "  KEEP_ALIVE_TIMEOUT must be an integer from 1 to 4000000",
        ]);
    });

    it("asks after a name that is nearly a variable's, where it refuses and where it starts", async () => {
        const nearly = { GOOGLE_CLIENT_IDD: "id", RATE_LIMIT_ENABLE: "true", HOME: "/", AWS_DEFAULT_REGION: "us-east-1" };
        const questions = [
            "GOOGLE_CLIENT_IDD is no variable of Kinex Fit: did you mean GOOGLE_CLIENT_ID?",
            "RATE_LIMIT_ENABLE is no variable of Kinex Fit: did you mean RATE_LIMIT_ENABLED?",
        ];
        const refusal = await refusalOf({ ...machine, ...nearly, GOOGLE_CLIENT_SECRET: "secret" });
        const half = "  Google sign-in is half configured: GOOGLE_CLIENT_ID is missing";
        assert.deepEqual(refusal, [heading, half, ...questions.map((question) => `  ${question}`)]);
        const { stdout } = await (await Application.start({ ...machine, ...nearly })).stop();
        assert.deepEqual(
            stdout.split("\n").filter((line) => line.includes("did you mean")),
            questions,
        );
    });

    it("makes a database that only its user can read", async () => {
        const { DATABASE_URL = "", ...others } = singleMachine();
        const file = DATABASE_URL.slice("file:".length);
        const application = await Application.start({ ...others, DATABASE_URL });
        assert.equal((await fetch(`${application.url}/api/ready`)).status, 200);
        await application.stop();
        assert.deepEqual(
            [file, dirname(file)].map((path) => (statSync(path).mode & 0o777).toString(8)),
            ["600", "700"],
        );
    });

    it("ends where it can't write its database", async () => {
        const { DATABASE_URL = "" } = machine;
        const file = DATABASE_URL.replace("/data/test.db", "/file").slice("file:".length);
        writeFileSync(file, "");
        const [first, second] = await refusalOf({ ...machine, DATABASE_URL: `file:${file}/data/test.db` });
        assert.equal(first, "Kinex Fit does not start, as it can't write where DATABASE_URL points:");
        assert.match(second ?? "", /^ {2}ENOTDIR: /);
    });

    it("says in one line each what is off", async () => {
        const application = await Application.start(machine);
        const { stdout } = await application.stop();
        const notes = stdout.split("\n").filter((line) => /^[\w -]+: (on|off|SQLite)\b/.test(line));
        assert.deepEqual(notes, [
            `store: SQLite in ${machine.DATABASE_URL?.slice("file:".length) ?? ""}, for a single machine`,
            "Google sign-in: off, as GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set",
            "Facebook sign-in: off, as FACEBOOK_CLIENT_ID and FACEBOOK_CLIENT_SECRET are not set",
            "suggestions by Bedrock: off, as BEDROCK_MODEL_ID is not set",
            "mail by SES: off, as SES_FROM_ADDRESS is not set",
            "mail by SMTP: off, as SES_SMTP_HOST, SES_SMTP_PORT, SES_SMTP_USER and SES_SMTP_PASSWORD are not set",
            "shared rate limits by Upstash: off, as UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN are not set",
            "payments by Stripe: off, as STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET are not set",
            "rate limits: on, counted in this process alone",
        ]);
    });
});
