import * as assert from "node:assert/strict";
import { createClients, type Clients } from "../../aws/clients";
import { listRevisions, listServiceDeployments, listTasks } from "../../aws/ecs";
import { listParameters } from "../../aws/ssm";
import { secureString } from "../aws-double/account";
import { Trial } from "../commands/trial";

const name = { cluster: "spotter-test", service: "spotter-web" };

describe("a list that AWS gives in pages of one, the first of them empty", () => {
    const trial = new Trial();
    let clients: Clients;

    beforeEach(() => {
        clients = createClients({ region: "us-east-1" }); // each test has an AWS of its own
        trial.account.pageSize = 1;
    });

    it("has every task", async () => {
        const tasks = await listTasks(clients, name, "RUNNING");
        assert.deepEqual(
            tasks.map(({ arn }) => arn.split("/").at(-1)),
            ["10.0.0.1", "10.0.0.2"],
        );
    });

    it("has every service deployment and revision, newest first", async () => {
        const [deployments, revisions]: string[][] = [[], []];
        for await (const { arn } of listServiceDeployments(clients, name)) {
            deployments?.push(arn.split("/").at(-1) ?? "");
        }
        for await (const page of listRevisions(clients, "spotter-test")) {
            revisions?.push(...page.map((arn) => arn.split(":").at(-1) ?? ""));
        }
        assert.deepEqual(
            [deployments, revisions],
            [
                ["3-0", "2-1", "1-2"],
                ["3", "2", "1"],
            ],
        );
    });

    it("has every parameter", async () => {
        trial.account.parameters = new Map(["A", "B", "C"].map((key) => [key, secureString(1)]));
        assert.deepEqual([...(await listParameters(clients, "/spotter-test")).keys()], ["A", "B", "C"]);
    });
});
