import * as assert from "node:assert/strict";
import type { ServiceRevision } from "../../aws/ecs";
import { findNewestServiceDeployment, findTaskDefinitions, listServiceDeployments, stopWithRollback } from "../../aws/ecs";
import { collect, page, refuse, StubClients, type Input } from "./stub-clients";

const web = { cluster: "cluster", service: "web" };
const { signal } = new AbortController();
const range = (count: number) => Array.from({ length: count }, (_, at) => String(at));

describe("deployments of a service", () => {
    describe("the newest service deployment", () => {
        const deployment = {
            serviceDeploymentArn: "deployment",
            targetServiceRevision: { arn: "target" },
            sourceServiceRevisions: [{ arn: "source" }, { arn: "forgotten" }],
        };
        const stubOf = (listed: readonly object[]) =>
            new StubClients({
                ecs: {
                    listServiceDeployments: () => ({ serviceDeployments: listed }),
                    describeServiceDeployments: () => ({ serviceDeployments: [deployment] }),
                    describeServiceRevisions: ({ serviceRevisionArns }) => ({
                        serviceRevisions: (serviceRevisionArns as string[])
                            .filter((arn) => arn !== "forgotten")
                            .map((arn) => ({ serviceRevisionArn: arn, taskDefinition: `definition of ${arn}` })),
                    }),
                },
            });

        it("comes with the task definitions that it speaks of, as far as ECS knows them", async () => {
            const stub = stubOf([deployment]);
            const found = await findNewestServiceDeployment(stub.clients, web);
            assert.equal(found?.taskDefinitionArn, "definition of target");
            assert.deepEqual(found.sourceTaskDefinitionArns, ["definition of source"]);
            assert.equal(stub.inputs("listServiceDeployments")[0]?.maxResults, 1);
        });

        it("asks for each service revision once", async () => {
            const stub = stubOf([deployment]);
            const known = new Map<string, ServiceRevision>();
            await findNewestServiceDeployment(stub.clients, web, known);
            known.set("forgotten", { taskDefinitionArn: "definition that came back", targetGroupArns: [] });
            const again = await findNewestServiceDeployment(stub.clients, web, known);
            assert.equal(stub.inputs("describeServiceRevisions").length, 1);
            assert.deepEqual(again?.sourceTaskDefinitionArns, ["definition of source", "definition that came back"]);
        });

        it("is undefined where there is none, and where it is gone when it is described", async () => {
            assert.equal(await findNewestServiceDeployment(stubOf([]).clients, web), undefined);
            const gone = new StubClients({
                ecs: {
                    listServiceDeployments: () => ({ serviceDeployments: [deployment] }),
                    describeServiceDeployments: () => ({ serviceDeployments: [] }),
                },
            });
            assert.equal(await findNewestServiceDeployment(gone.clients, web), undefined);
        });
    });

    describe("service deployments", () => {
        const stub = () =>
            new StubClients({
                ecs: {
                    listServiceDeployments: ({ nextToken }) => {
                        const { items, next } = page(range(250), 100, nextToken);
                        const serviceDeployments = items.map((serviceDeploymentArn) => ({ serviceDeploymentArn }));
                        return { serviceDeployments, nextToken: next };
                    },
                },
            });

        it("are listed to the end", async () => {
            const listed = await collect(listServiceDeployments(stub().clients, web));
            assert.deepEqual(
                listed.map(({ arn }) => arn),
                range(250),
            );
        });

        it("are fetched no further than they are read", async () => {
            const asked = stub();
            for await (const { arn } of listServiceDeployments(asked.clients, web)) {
                if (arn === "99") {
                    break;
                }
            }
            assert.equal(asked.calls.length, 1);
        });

        it("are none where ECS knows no such service", async () => {
            const missing = new StubClients({ ecs: { listServiceDeployments: () => refuse("ServiceNotFoundException") } });
            assert.deepEqual(await collect(listServiceDeployments(missing.clients, web)), []);
        });
    });

    it("describes service revisions twenty at a time, each once", async () => {
        const stub = new StubClients({
            ecs: {
                describeServiceRevisions: ({ serviceRevisionArns }) => ({
                    serviceRevisions: (serviceRevisionArns as string[]).map((arn) => ({
                        serviceRevisionArn: arn,
                        ...(arn === "7" ? {} : { taskDefinition: `d${arn}` }),
                    })),
                }),
            },
        });
        const found = await findTaskDefinitions(stub.clients, [...range(45), "3"], signal);
        assert.deepEqual(
            stub.inputs("describeServiceRevisions").map((input) => (input.serviceRevisionArns as string[]).length),
            [20, 20, 5],
        );
        assert.deepEqual([found.size, found.get("44"), found.has("7")], [44, "d44", false]);
        assert.deepEqual(await findTaskDefinitions(stub.clients, []), new Map());
        assert.equal(stub.calls.length, 3, "nothing to describe, nothing asked");
    });

    describe("stopping a deployment", () => {
        const stopping = (answer: (input: Input) => object) => new StubClients({ ecs: { stopServiceDeployment: answer } });

        it("returns to what served before", async () => {
            const stub = stopping(() => ({}));
            await stopWithRollback(stub.clients, "deployment", signal);
            assert.deepEqual(stub.calls, [
                {
                    method: "stopServiceDeployment",
                    input: { serviceDeploymentArn: "deployment", stopType: "ROLLBACK" },
                    signal,
                },
            ]);
        });

        it("is harmless where it is stopping already", async () => {
            await stopWithRollback(stopping(() => refuse("ConflictException")).clients, "deployment");
        });

        it("fails where ECS refuses for another reason", async () => {
            const denied = stopWithRollback(stopping(() => refuse("AccessDeniedException")).clients, "deployment");
            await assert.rejects(denied, { kind: "denied", action: "ecs:stopServiceDeployment" });
        });
    });
});
