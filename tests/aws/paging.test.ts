import * as assert from "node:assert/strict";
import { createClients, type Clients } from "../../aws/clients";
import { describeAlarms } from "../../aws/cloudwatch";
import { describeImage } from "../../aws/ecr";
import {
    findNewestServiceDeployment,
    findTaskDefinitions,
    listRevisions,
    listServiceDeployments,
    listTasks,
} from "../../aws/ecs";
import { readLastLines } from "../../aws/logs";
import { getParameterValues, listParameters } from "../../aws/ssm";
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

    it("has the newest service deployment", async () => {
        const newest = await findNewestServiceDeployment(clients, name);
        assert.equal(newest?.arn.split("/").at(-1), "3-0");
    });

    it("has every alarm that is named", async () => {
        trial.account.alarms = Object.fromEntries(["a", "b", "c"].map((key) => [key, "OK"]));
        assert.deepEqual(await describeAlarms(clients, ["a", "c"]), [{ name: "a", state: "OK" }, { name: "c", state: "OK" }]); // prettier-ignore
    });

    it("has every image, of which some are newer", async () => {
        const [oldest = ""] = trial.account.images;
        trial.account.keeps = 5;
        const { newer } = await describeImage(clients, { registryId: "1", repositoryName: "spotter-test" }, oldest);
        assert.equal(newer, trial.account.images.size - 1);
    });

    it("has the last lines of a log", async () => {
        trial.account.readLog = () => ["one", "two", "three"];
        assert.deepEqual(await readLastLines(clients, { logGroup: "/ecs/spotter-test", container: "web", taskArn: "a/1" }, 2), [
            "two",
            "three",
        ]);
    });

    it("has every parameter", async () => {
        trial.account.parameters = new Map(["A", "B", "C"].map((key) => [key, secureString(1)]));
        assert.deepEqual([...(await listParameters(clients, "/spotter-test")).keys()], ["A", "B", "C"]);
    });
});

describe("a list that is longer than one call of AWS takes", () => {
    const trial = new Trial();
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    let clients: Clients;

    beforeEach(() => {
        clients = createClients({ region: "us-east-1" });
    });

    const asked = (action: string) => trial.account.asked.filter((name) => name === action).length;

    it("has 250 tasks, which are described a hundred at a time", async () => {
        trial.account.targets = numbers(250).map((id) => ({ id: `${id}`, state: "healthy" }));
        const tasks = await listTasks(clients, name, "RUNNING");
        assert.deepEqual([new Set(tasks.map(({ arn }) => arn)).size, asked("ListTasks"), asked("DescribeTasks")], [250, 3, 3]);
    });

    it("describes no task of which nothing more is to be known", async () => {
        trial.account.targets = numbers(250).map((id) => ({ id: `${id}`, state: "healthy" }));
        const tasks = await listTasks(clients, name, "RUNNING", { isKnown: (arn) => !/\/(1|250)$/.test(arn) });
        assert.deepEqual([tasks.map(({ arn }) => arn.split("/").at(-1)), asked("DescribeTasks")], [["1", "250"], 1]);
    });

    it("has 150 service deployments, and the task definitions of their revisions", async () => {
        trial.account.attempts = numbers(150).map((revision) => ({ revision, status: "SUCCESSFUL" }));
        const revisions: string[] = [];
        for await (const { targetServiceRevisionArn } of listServiceDeployments(clients, name)) {
            revisions.push(targetServiceRevisionArn);
        }
        const found = await findTaskDefinitions(clients, revisions);
        assert.deepEqual([found.size, asked("ListServiceDeployments"), asked("DescribeServiceRevisions")], [150, 2, 8]);
    });

    it("has 250 revisions of a family", async () => {
        trial.account.revisions = numbers(250).map((number) => ({ number, tags: {} }));
        let count = 0;
        for await (const page of listRevisions(clients, "spotter-test")) {
            count += page.length;
        }
        assert.equal(count, 250);
    });

    it("has 130 alarms", async () => {
        const names = numbers(130).map((number) => `alarm-${number}`);
        trial.account.alarms = Object.fromEntries(names.map((key) => [key, "OK"]));
        assert.equal((await describeAlarms(clients, names)).length, 130);
    });

    it("has 120 parameters and their values", async () => {
        const names = numbers(120).map((number) => `NAME_${number}`);
        trial.account.parameters = new Map(names.map((key) => [key, secureString(1)]));
        const found = await listParameters(clients, "/spotter-test");
        const values = await getParameterValues(clients, "/spotter-test", names);
        assert.deepEqual([found.size, values.size], [120, 120]);
    });

    it("is refused by AWS where one call names too many", async () => {
        const ecs = await clients.ecs();
        const named = numbers(101).map((number) => `task-${number}`);
        await assert.rejects(
            ecs.describeTasks({ tasks: named }),
            /InvalidParameterException: taskIds can have at most 100 items\./,
        );
        await assert.rejects(ecs.describeTasks({ tasks: [] }), /taskIds cannot be empty/);
        await assert.rejects(ecs.describeServiceRevisions({ serviceRevisionArns: named }), /at most 20 items/);
        await assert.rejects(ecs.listTasks({ maxResults: 101 }), /maxResults must be from 1 to 100/);
        await assert.rejects(ecs.listTasks({ nextToken: "1" }), /Invalid token/);
    });
});
