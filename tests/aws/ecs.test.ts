import * as assert from "node:assert/strict";
import { describeService, describeTaskDefinition, forceDeployment, listRevisions, listTasks, tagResource } from "../../aws/ecs";
import { collect, page, refuse, StubClients } from "./stub-clients";

const web = { cluster: "cluster", service: "web" };
const { signal } = new AbortController();
const range = (count: number) => Array.from({ length: count }, (_, at) => String(at));

describe("ECS", () => {
    describe("a service", () => {
        it("is found by its name in its cluster, and the call ends with the signal", async () => {
            const stub = new StubClients({ ecs: { describeServices: () => ({ services: [{ serviceArn: "arn" }] }) } });
            assert.equal((await describeService(stub.clients, web, signal))?.arn, "arn");
            assert.deepEqual(stub.calls, [
                { method: "describeServices", input: { cluster: "cluster", services: ["web"] }, signal },
            ]);
        });

        it("is undefined where ECS knows neither it nor its cluster", async () => {
            const none = new StubClients({ ecs: { describeServices: () => ({ services: [] }) } });
            assert.equal(await describeService(none.clients, web), undefined);
            const noCluster = new StubClients({ ecs: { describeServices: () => refuse("ClusterNotFoundException") } });
            assert.equal(await describeService(noCluster.clients, web), undefined);
        });

        it("gets new tasks of its own revision, or of another one", async () => {
            const stub = new StubClients({ ecs: { updateService: () => ({ service: { status: "ACTIVE" } }) } });
            assert.equal((await forceDeployment(stub.clients, web)).status, "ACTIVE");
            await forceDeployment(stub.clients, web, "family:7");
            assert.deepEqual(stub.inputs("updateService"), [
                { ...web, taskDefinition: undefined, forceNewDeployment: true },
                { ...web, taskDefinition: "family:7", forceNewDeployment: true },
            ]);
        });
    });

    describe("tasks", () => {
        const tasks = (count: number) =>
            new StubClients({
                ecs: {
                    listTasks: ({ nextToken }) => {
                        const { items, next } = page(range(count), 100, nextToken);
                        return { taskArns: items, nextToken: next };
                    },
                    describeTasks: (input) => ({ tasks: (input.tasks as string[]).map((taskArn) => ({ taskArn })) }),
                },
            });

        it("are listed to the end and described a hundred at a time", async () => {
            const stub = tasks(250);
            const found = await listTasks(stub.clients, web, "STOPPED", { abortSignal: signal });
            assert.deepEqual(
                found.map(({ arn }) => arn),
                range(250),
            );
            assert.deepEqual(
                stub
                    .inputs("listTasks")
                    .map(({ nextToken, desiredStatus, serviceName }) => [nextToken, desiredStatus, serviceName]),
                [
                    [undefined, "STOPPED", "web"],
                    ["1", "STOPPED", "web"],
                    ["2", "STOPPED", "web"],
                ],
            );
            assert.deepEqual(
                stub.inputs("describeTasks").map((input) => (input.tasks as string[]).length),
                [100, 100, 50],
            );
            assert.ok(stub.calls.every((call) => call.signal === signal));
        });

        it("cost one call where there are none", async () => {
            const stub = tasks(0);
            assert.deepEqual(await listTasks(stub.clients, web, "RUNNING"), []);
            assert.deepEqual(
                stub.calls.map(({ method }) => method),
                ["listTasks"],
            );
        });

        it("are none where ECS knows no such service", async () => {
            const stub = new StubClients({ ecs: { listTasks: () => refuse("ServiceNotFoundException") } });
            assert.deepEqual(await listTasks(stub.clients, web, "RUNNING"), []);
        });
    });

    it("lists the active revisions of a family over several pages, and of no family whose name begins alike", async () => {
        const arns = ["web:3", "web-2:9", "web:2", "web:1"].map((name) => `arn:aws:ecs:r:1:task-definition/${name}`);
        const stub = new StubClients({
            ecs: {
                listTaskDefinitions: ({ nextToken }) => {
                    const { items, next } = page(arns, 2, nextToken);
                    return { taskDefinitionArns: items, nextToken: next };
                },
            },
        });
        assert.deepEqual(await collect(listRevisions(stub.clients, "web")), [[arns[0]], [arns[2], arns[3]]]);
        assert.deepEqual(stub.inputs("listTaskDefinitions")[0], {
            familyPrefix: "web",
            sort: "DESC",
            status: "ACTIVE",
            nextToken: undefined,
        });
    });

    it("describes a revision with its tags", async () => {
        const answer = { taskDefinition: { taskDefinitionArn: "arn" }, tags: [{ key: "spotter:verdict", value: "SUCCEEDED" }] };
        const stub = new StubClients({ ecs: { describeTaskDefinition: () => answer } });
        const { arn, tags } = await describeTaskDefinition(stub.clients, "web:7");
        assert.deepEqual([arn, tags], ["arn", { "spotter:verdict": "SUCCEEDED" }]);
        assert.deepEqual(stub.inputs("describeTaskDefinition"), [{ taskDefinition: "web:7", include: ["TAGS"] }]);
    });

    it("tags a resource", async () => {
        const stub = new StubClients({ ecs: { tagResource: () => ({}) } });
        await tagResource(stub.clients, "arn", { a: "1", b: "2" });
        assert.deepEqual(stub.inputs("tagResource"), [
            {
                resourceArn: "arn",
                tags: [
                    { key: "a", value: "1" },
                    { key: "b", value: "2" },
                ],
            },
        ]);
    });
});
