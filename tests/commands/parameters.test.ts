import * as assert from "node:assert/strict";
import { parameters } from "../../commands/parameters/parameters";
import { noon, type Stored } from "./aws";
import { canary, stackFile, Trial } from "./trial";

describe("parameters", () => {
    const trial = new Trial();

    const stored = (type: string, value = canary): Stored => ({ type, version: 1, value, modifiedAt: noon });
    const writes = () => trial.account.calls.filter(({ action }) => action === "PutParameter").map(({ input }) => input);

    describe("check", () => {
        it("is content with what the stack needs, and says what the next update makes", async () => {
            const { exitCode, stdout, stderr } = await trial.run(parameters, "test", "check");
            assert.deepEqual([exitCode, stderr], [0, ""]);
            assert.match(
                stdout,
                /^ {2}! not created yet, the next `pulumi up` does: AWS_REGION, .*SUPPORT_EMAIL\n3 parameters under \/spotter-test are complete and of the right type\n$/,
            );
        });

        it("finds what is missing, empty, in plain text, extra or given to nobody", async () => {
            trial.account.parameters = new Map([
                ["AUTH_SECRET", stored("String")],
                ["GOOGLE_CLIENT_ID", stored("String", "  ")],
                ["AUTH_SECRT", stored("SecureString")],
                ["SES_SMTP_HOST", stored("String")],
            ]);
            const { exitCode, stderr, stdout } = await trial.run(parameters, "test", "check");
            assert.deepEqual([exitCode, stderr], [1, "3 findings under /spotter-test\n"]);
            assert.deepEqual(
                stdout.split("\n").filter((line) => !line.includes("not created yet")),
                [
                    "  ✖ missing under /spotter-test, ECS cannot start a task without them: STRIPE_SECRET_KEY",
                    "  ✖ empty: GOOGLE_CLIENT_ID",
                    "  ✖ in plain text, must be SecureString: delete and push again: AUTH_SECRET",
                    "  ! not given to the container, list them in spotter:parameters.external: SES_SMTP_HOST",
                    "  ! extra: AUTH_SECRT is not in app/parameters.json; did you mean AUTH_SECRET?",
                    "",
                ],
            );
        });

        it("looks where a variable is kept, and pushes nothing there", async () => {
            const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme-AbCdEf";
            const external = `external: { AUTH_SECRET: /acme/auth, STRIPE_SECRET_KEY: /acme/stripe, GOOGLE_CLIENT_ID: "${secret}" }`;
            trial.write("Pulumi.test.yaml", stackFile.replace(/external: .*/, external));
            trial.account.parameters = new Map([["/acme/auth", stored("String")]]);
            const { exitCode, stdout } = await trial.run(parameters, "test", "check");
            assert.equal(exitCode, 1);
            assert.deepEqual(
                stdout.split("\n").filter((line) => !line.includes("not created yet") && line !== ""),
                [
                    "  ✖ missing, ECS cannot start a task without them: STRIPE_SECRET_KEY (/acme/stripe)",
                    "  ✖ in plain text, must be SecureString: delete and push again: AUTH_SECRET",
                    `  ! not checked: GOOGLE_CLIENT_ID (${secret})`,
                ],
            );
            trial.write(".env", `AUTH_SECRET=${canary}\n`);
            const pushed = await trial.run(parameters, "test", "push", "--from", ".env");
            assert.match(pushed.stderr, /AUTH_SECRET is kept elsewhere \(\/acme\/auth\): change it there/);
            assert.deepEqual(writes(), []);
        });

        it("prints one document with --json", async () => {
            trial.account.parameters.delete("AUTH_SECRET");
            const { errors } = await trial.document(parameters, "test", "check");
            assert.deepEqual(errors, ["missing under /spotter-test, ECS cannot start a task without them: AUTH_SECRET"]);
        });

        it("does without the values where it may not read them", async () => {
            trial.account.refusals = { GetParameters: ["AccessDeniedException", "no"] };
            const { exitCode, stdout } = await trial.run(parameters, "test", "check");
            assert.equal(exitCode, 0);
            assert.match(stdout, /^ {2}! not checked whether any is empty: AWS denied ssm:GetParameters$/m);
        });
    });

    describe("list", () => {
        it("shows where each comes from and what SSM has, without reading a value", async () => {
            const { stdout } = await trial.run(parameters, "test", "list");
            assert.match(stdout, /^\/spotter-test of test\nvariable +kind +from +in SSM +modified\n/);
            assert.match(stdout, /^AUTH_SECRET +secret +external +SecureString 3 +2026-11-24 11:59 UTC$/m);
            assert.match(stdout, /^SUPPORT_EMAIL +plain +config +- +-$/m);
            assert.match(stdout, /^\d+ optional variables are neither used nor in SSM\n$/m);
            assert.ok(!trial.account.asked.includes("GetParameters"));
        });

        it("prints every variable of the catalogue with --json", async () => {
            const { parameters: listed } = await trial.document(parameters, "test", "list");
            assert.equal((listed as unknown[]).length, 63);
        });
    });

    it("refuses credentials of another account before it looks at a parameter", async () => {
        trial.account.accountId = "999999999999";
        const { exitCode } = await trial.run(parameters, "test", "check");
        assert.equal(exitCode, 2);
        assert.deepEqual(trial.account.asked, ["GetCallerIdentity"]);
    });

    it("refuses what only a push takes", async () => {
        const { exitCode, stderr } = await trial.run(parameters, "test", "check", "--dry-run");
        assert.deepEqual([exitCode, stderr], [2, "check takes neither names nor --from nor --dry-run\n"]);
    });
});
