import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commands } from "../../commands/cli";
import { exitCodes } from "../../commands/shared/errors";
import { systemClock } from "../../deployment/clock";
import { digestOf } from "../commands/aws";
import { Trial } from "../commands/trial";

/** Actions of a row of the table in docs/operations.md, without the service's prefix, as they go over the wire. */
interface Row {
    readonly name: string;
    readonly needs: readonly string[];
    readonly doesWithout: readonly string[];
}

const [, section = ""] = readFileSync("docs/operations.md", "utf8").split(/^## Permissions$/m);
const actionsIn = (cell: string) => [...cell.matchAll(/`[a-z]+:(\w+)`/g)].map(([, action = ""]) => action);
const rows = [...section.matchAll(/^\| `npm run (\w+)[^`]*` \| (.*)\| (.*)\|$/gm)].map(
    ([, name = "", needs = "", doesWithout = ""]): Row => ({
        name,
        needs: actionsIn(needs),
        doesWithout: actionsIn(doesWithout),
    }),
);

describe("the permissions in docs/operations.md", () => {
    const trial = new Trial();
    const moreArgs: Readonly<Record<string, readonly string[]>> = {
        preview: ["--measured"],
        logs: ["--no-follow"],
        events: ["--no-follow"],
        pin: ["--tag", "1.0", "--dry-run"],
        approve: ["--yes"],
        reject: ["--yes"],
        task: ["--", "node", "migrate.js"],
    };
    const exited = { stopCode: "EssentialContainerExited", stoppedReason: "Essential container in task exited", exitCode: 0 };

    /** Release 3 crashes while it is deployed, so that everything is asked that ever is. */
    const run = (name: string) => {
        const command = commands.find((listed) => listed.name === name);
        assert.ok(command !== undefined, name);
        const { account } = trial;
        const state = name === "restart" ? "COMPLETED" : "IN_PROGRESS";
        account.deployments = [
            { revision: 3, status: "PRIMARY", state },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        account.attempts = [{ revision: 3, status: name === "restart" ? "SUCCESSFUL" : state, startedAt: Date.now() }];
        if (name === "approve" || name === "reject") {
            account.shifts = true;
            Object.assign(account.attempts[0] ?? {}, { hook: "AWAITING_ACTION", lifecycleStage: "POST_SCALE_UP" });
        }
        account.alarms = { "web-5xx": "OK" };
        account.keeps = 30;
        account.oneOffStates = [{ lastStatus: "STOPPED", ...exited }];
        trial.context = { clock: { ...systemClock, sleep: () => Promise.resolve() } };
        const crash = { code: "EssentialContainerExited", reason: "Essential container in task exited", exitCode: 1 };
        account.tasks = [
            { id: "a", revision: 2 },
            { id: "b", revision: 3, ...crash, stoppedAt: Date.now() },
        ];
        account.imageTags.set("1.0", digestOf(3));
        if (name === "pin") {
            account.manifests.set(digestOf(3), JSON.stringify({ config: { digest: "sha256:config" } })); // no index
        }
        return trial.run(command.load(), "test", ...(moreArgs[name] ?? []));
    };
    const deny = (actions: readonly string[]) =>
        (trial.account.refusals = Object.fromEntries(
            actions.map((action) => [action, ["AccessDeniedException", "no"] as const]),
        ));

    it("are those of the commands that an operator runs", () => {
        assert.deepEqual(
            rows.map(({ name }) => name),
            ["status", "history", "preview", "logs", "events", "pin", "rollback", "approve", "reject", "restart", "task"],
        );
    });

    for (const { name, needs, doesWithout } of rows) {
        it(`of ${name} are what it asks, and it goes on without the optional ones`, async () => {
            assert.equal((await run(name)).exitCode, exitCodes.ok);
            const asked = new Set(trial.account.asked);
            deny(doesWithout);
            assert.equal((await run(name)).exitCode, exitCodes.ok);
            trial.account.asked.forEach((action) => asked.add(action));
            asked.delete("blob"); // a download by a signed URL
            assert.deepEqual([...asked].sort(), [...needs, ...doesWithout].sort());
        });

        it(`of ${name} are needed where it says so`, async () => {
            for (const action of needs) {
                deny([action, ...doesWithout]);
                assert.equal((await run(name)).exitCode, exitCodes.aws, action);
            }
        });
    }
});
