import * as assert from "node:assert/strict";
import { commands } from "../../commands/cli";
import { Trial } from "./trial";

describe("in an account that has nothing of the stack", () => {
    const trial = new Trial();
    const args: Readonly<Record<string, readonly string[]>> = {
        status: ["test"],
        history: ["test"],
        logs: ["test", "--no-follow"],
        events: ["test", "--no-follow"],
        rollback: ["test"],
        restart: ["test"],
        verify: ["test"],
        parameters: ["test", "check"],
        pin: ["test", "--tag", "1.0.0"],
    };

    for (const [name, given] of Object.entries(args)) {
        it(`${name} says whose the credentials are, and not that nothing is deployed`, async () => {
            trial.account.accountId = "999999999999";
            trial.account.exists = false;
            trial.account.refusals = {
                FilterLogEvents: ["ResourceNotFoundException", "The specified log group does not exist."],
            };
            const command = commands.find((listed) => listed.name === name);
            assert.ok(command !== undefined);
            const { exitCode, stderr } = await trial.run(command.load(), ...given);
            const line = "the credentials are of account 999999999999, the stack's is 123456789012: choose another profile\n";
            assert.deepEqual([exitCode, stderr], [2, line]);
        });
    }
});
