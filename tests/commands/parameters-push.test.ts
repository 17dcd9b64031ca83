import * as assert from "node:assert/strict";
import { parameters } from "../../commands/parameters/parameters";
import { noon, type Stored } from "./aws";
import { canary, stackFile, Trial } from "./trial";

describe("parameters that are written", () => {
    const trial = new Trial();

    const stored = (type: string, value = canary): Stored => ({ type, version: 1, value, modifiedAt: noon });
    const writes = () => trial.account.calls.filter(({ action }) => action === "PutParameter").map(({ input }) => input);

    describe("push", () => {
        it("writes what is new or changed, each with its type, and nothing else", async () => {
            trial.account.parameters.delete("STRIPE_SECRET_KEY");
            trial.write(
                ".env",
                [`AUTH_SECRET=${canary}`, `STRIPE_SECRET_KEY="${canary}-2"`, `GOOGLE_CLIENT_ID='${canary}-3' # comment`].join(
                    "\n",
                ),
            );
            const { exitCode, stdout, stderr } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.deepEqual([exitCode, stderr], [0, ""]);
            assert.equal(
                stdout,
                "pushed GOOGLE_CLIENT_ID (String, changed)\n" +
                    "pushed STRIPE_SECRET_KEY (SecureString, new)\n" +
                    "unchanged: AUTH_SECRET\n" +
                    "  ! running tasks keep their old values: npm run restart -- test\n",
            );
            assert.deepEqual(writes(), [
                { Name: "/spotter-test/GOOGLE_CLIENT_ID", Value: `${canary}-3`, Type: "String", Overwrite: true },
                { Name: "/spotter-test/STRIPE_SECRET_KEY", Value: `${canary}-2`, Type: "SecureString", Overwrite: false },
            ]);
        });

        it("encrypts by the stack's own key, where it has one", async () => {
            const key = "arn:aws:kms:us-east-1:123456789012:key/1";
            trial.write("Pulumi.test.yaml", stackFile.replace("external:", `kmsKeyArn: ${key}\n        external:`));
            trial.write(".env", `AUTH_SECRET=${canary}-2\nGOOGLE_CLIENT_ID=${canary}-2`);
            await trial.run(parameters, "test", "push", "--from", ".env");
            assert.deepEqual(
                writes().map(({ KeyId }) => KeyId),
                [key, undefined],
            );
        });

        it("encrypts by the stack's one key, by its alias, and says how to make it where it does not exist yet", async () => {
            const alias = "arn:aws:kms:us-east-1:123456789012:alias/spotter-test";
            trial.write("Pulumi.test.yaml", `${stackFile}\n    spotter:encryption:\n        customerKey: true\n`);
            trial.write(".env", `AUTH_SECRET=${canary}-2`);
            await trial.run(parameters, "test", "push", "--from", ".env");
            assert.deepEqual(
                writes().map(({ KeyId }) => KeyId),
                [alias],
            );
            trial.account.refusals = { PutParameter: ["InvalidKeyId", "no such alias"] };
            trial.write(".env", `AUTH_SECRET=${canary}-3`);
            const { exitCode, stderr } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(exitCode, 1);
            assert.equal(
                stderr,
                `test: ssm:PutParameter refused AUTH_SECRET (InvalidKeyId): ${alias} does not exist yet, ` +
                    "pulumi up --target '**CustomerKey**' makes it; not pushed: AUTH_SECRET; run it again, " +
                    "what is pushed already is left out\n",
            );
        });

        it("only says what it would do with --dry-run", async () => {
            trial.write(".env", `AUTH_SECRET=${canary}-2`);
            const { stdout } = await trial.run(parameters, "test", "push", "--from", ".env", "--dry-run");
            assert.equal(stdout, "would push AUTH_SECRET (SecureString, changed)\n");
            assert.deepEqual(writes(), []);
        });

        it("prints one document with --json", async () => {
            trial.write(".env", `AUTH_SECRET=${canary}-2\nGOOGLE_CLIENT_ID=${canary}`);
            assert.deepEqual(await trial.document(parameters, "test", "push", "--from", ".env"), {
                stack: "test",
                pushed: ["AUTH_SECRET"],
                same: ["GOOGLE_CLIENT_ID"],
                compared: true,
            });
        });

        it("writes all where it may not read what is there", async () => {
            trial.account.refusals = { GetParameters: ["AccessDeniedException", "no"] };
            trial.write(".env", `AUTH_SECRET=${canary}`);
            const { stdout } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.match(stdout, /^pushed AUTH_SECRET \(SecureString, not compared\)\n/);
        });

        it("keeps a plain variable encrypted that is so already", async () => {
            trial.account.parameters.set("GOOGLE_CLIENT_ID", stored("SecureString"));
            trial.write(".env", `GOOGLE_CLIENT_ID=${canary}-2`);
            await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(writes()[0]?.Type, "SecureString");
        });

        it("writes with the tier of the stack file, which decides how much fits", async () => {
            trial.write(
                "Pulumi.test.yaml",
                stackFile.replace("spotter:parameters:", "spotter:parameters:\n        tier: Advanced"),
            );
            trial.write(".env", `GOOGLE_CLIENT_ID=${"x".repeat(8192)}\nAUTH_SECRET=${canary}-2`);
            const { exitCode, stdout } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(exitCode, 0, stdout);
            assert.deepEqual(
                writes().map(({ Tier }) => Tier),
                ["Advanced", "Advanced"],
            );
            trial.write(".env", `GOOGLE_CLIENT_ID=${"x".repeat(8193)}`);
            const { stderr } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(stderr, "nothing was pushed: GOOGLE_CLIENT_ID is larger than 8192 bytes\n");
        });

        it("asks for the given names, and leaves one that stays empty", async () => {
            trial.typed = { AUTH_SECRET: `${canary}-2` };
            const { stdout } = await trial.run(parameters, "test", "push", "AUTH_SECRET", "STRIPE_SECRET_KEY");
            assert.match(stdout, /^pushed AUTH_SECRET \(SecureString, changed\)\n {2}!/);
        });

        it("asks for what is missing where no name is given", async () => {
            trial.account.parameters.delete("AUTH_SECRET");
            trial.typed = { AUTH_SECRET: canary, STRIPE_SECRET_KEY: "not asked" };
            await trial.run(parameters, "test", "push");
            assert.deepEqual(
                writes().map(({ Name }) => Name),
                ["/spotter-test/AUTH_SECRET"],
            );
        });

        const refusals: readonly (readonly [string, string, string])[] = [
            [
                "an unknown name, with the nearest",
                "AUTH_SECRT",
                "AUTH_SECRT is not in app/parameters.json; did you mean AUTH_SECRET?",
            ],
            ["what the program derives", "AWS_REGION", "AWS_REGION is derived by the program: leave it out"],
            [
                "what the stack file holds",
                "SUPPORT_EMAIL",
                "SUPPORT_EMAIL has its value in the stack file (spotter:parameters.values): change it there",
            ],
        ];
        for (const [what, name, message] of refusals) {
            it(`refuses ${what}, and writes nothing`, async () => {
                trial.write(".env", `AUTH_SECRET=${canary}-2\n${name}=${canary}`);
                assert.deepEqual(await trial.run(parameters, "test", "push", "--from", ".env"), {
                    exitCode: 2,
                    stdout: "",
                    stderr: `nothing was pushed: ${message}\n`,
                });
                assert.deepEqual(writes(), []);
                assert.match((await trial.run(parameters, "test", "push", name)).stderr, /^nothing was pushed: /);
            });
        }

        it("refuses an empty value, one that is too large or names another parameter, and a secret in plain text", async () => {
            trial.account.parameters.set("STRIPE_SECRET_KEY", stored("String"));
            trial.write(
                ".env",
                `AUTH_SECRET=\nGOOGLE_CLIENT_ID=${canary.repeat(400)}\nGOOGLE_CLIENT_SECRET={{${canary}}}\nSTRIPE_SECRET_KEY=${canary}`,
            );
            const { exitCode, stderr } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(exitCode, 2);
            assert.equal(
                stderr,
                "nothing was pushed: AUTH_SECRET is empty; GOOGLE_CLIENT_ID is larger than 4096 bytes: spotter:parameters.tier may be Advanced; " +
                    "GOOGLE_CLIENT_SECRET has {{…}}, which SSM refuses as a reference to another parameter; " +
                    "STRIPE_SECRET_KEY is in plain text and SSM changes no type: aws ssm delete-parameter, then push it again\n",
            );
        });

        it("shows no line of a value that was not quoted", async () => {
            trial.write(".env", `AUTH_SECRET=-----BEGIN KEY-----\n${canary}MIIE=\n-----END KEY-----\n`);
            const { exitCode, stderr } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(exitCode, 2);
            assert.equal(
                stderr,
                "nothing was pushed: line 2 of .env is not NAME=value (not shown: it may be a secret); quote values of several lines\n",
            );
        });

        it("refuses a value that readers of env files cut differently, by its name, and writes nothing", async () => {
            trial.write(".env", `GOOGLE_CLIENT_ID={"a":"${canary}#c"}\nAUTH_SECRET=${canary}-2`);
            assert.deepEqual(await trial.run(parameters, "test", "push", "--from", ".env"), {
                exitCode: 2,
                stdout: "",
                stderr:
                    "nothing was pushed: GOOGLE_CLIENT_ID has a # outside quotes, where readers end a value: " +
                    "put single quotes around the value\n",
            });
            assert.deepEqual(writes(), []);
            assert.equal((await trial.run(parameters, "test", "push", "AUTH_SECRET", "--from", ".env")).exitCode, 0);
        });

        it("shows no value that SSM quotes in its refusal, and says what was not pushed", async () => {
            trial.account.refusals = {
                PutParameter: ["ValidationException", `Value '${canary}-2' at 'value' failed to satisfy constraint`],
            };
            trial.write(".env", `AUTH_SECRET=${canary}-2\nGOOGLE_CLIENT_ID=${canary}-3`);
            const { exitCode, stderr } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(exitCode, 1);
            assert.equal(
                stderr,
                "test: ssm:PutParameter refused AUTH_SECRET (ValidationException); " +
                    "not pushed: AUTH_SECRET, GOOGLE_CLIENT_ID; run it again, what is pushed already is left out\n",
            );
        });

        it("ends with 3 when AWS denies it", async () => {
            trial.account.refusals = {
                PutParameter: ["AccessDeniedException", "User: arn:x is not authorized to perform: ssm:PutParameter"],
            };
            trial.write(".env", `AUTH_SECRET=${canary}-2`);
            const { exitCode, stderr } = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.equal(exitCode, 3);
            assert.match(stderr, /^test: AWS denied ssm:PutParameter to arn:x: .*; not pushed: AUTH_SECRET; /);
        });

        it("says when the file can't be read or lacks a name", async () => {
            assert.equal((await trial.run(parameters, "test", "push", "--from", ".env")).stderr, ".env can't be read (ENOENT)\n");
            trial.write(".env", `AUTH_SECRET=${canary}`);
            const { exitCode, stderr } = await trial.run(parameters, "test", "push", "STRIPE_SECRET_KEY", "--from", ".env");
            assert.deepEqual([exitCode, stderr], [2, ".env has no STRIPE_SECRET_KEY\n"]);
        });
    });
});
