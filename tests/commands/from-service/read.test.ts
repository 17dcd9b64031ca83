import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { findService } from "../../../commands/init/from-service/read-service";
import { readSurroundings } from "../../../commands/init/from-service/read-surroundings";
import { refuse, StubClients, type Input } from "../../aws/stub-clients";
import { accountId, digest, region } from "./live-services";
import { account, question, everything, answers, taskDefinition, key, service } from "./answers";

async function read(stub: StubClients) {
    const refusals: string[] = [];
    const live = await readSurroundings(stub.clients, account, "main", await findService(stub.clients, question), refusals);
    return { live, refusals };
}

describe("a service that runs is followed", () => {
    it("to its load balancer, roles, parameters and everything else that it hangs on", async () => {
        const { live, refusals } = await read(answers());
        assert.deepEqual(refusals, []);
        assert.deepEqual(
            [live.image.ecr, live.image.digests, [...live.image.sidecarDigests]],
            [{ accountId, region, repository: "web", tag: "v1" }, [digest, "sha256:old"], [["otel", "sha256:otel"]]],
        );
        assert.deepEqual(
            [live.routing?.otherTargetGroups, live.routing?.certificates, live.routing?.listeners[0]?.rules[0]?.hosts],
            [
                ["admin"],
                [
                    { arn: "c1", names: ["c1.example"] },
                    { arn: "c2", names: ["c2.example"] },
                ],
                ["a.example"],
            ],
        );
        assert.deepEqual(
            [
                live.network.vpcId,
                live.network.isDefaultVpc,
                live.network.publicSubnetIds,
                live.network.admittedBy.map(({ name }) => name),
            ],
            ["vpc-1", true, ["s2", "s1"], ["db"]],
        );
        assert.deepEqual(
            [live.logGroup?.retentionDays, live.taskRole?.policies.map(({ name }) => name), live.scaling?.max],
            [14, ["own", "attached"], 4],
        );
        assert.deepEqual(
            [live.parameters.found?.get("/shop/A")?.type, live.parameters.keys.get("alias/shop")?.arn],
            ["SecureString", key],
        );
    });

    it("by its task set, where CodeDeploy deploys it", async () => {
        const { taskDefinition: revision, loadBalancers, networkConfiguration, ...rest } = service;
        const taskSets = [
            { status: "ACTIVE" },
            { status: "PRIMARY", taskDefinition: revision, loadBalancers, networkConfiguration },
        ];
        const inner = answers({
            ecs: {
                describeServices: () => ({ services: [{ ...rest, taskSets }] }),
                describeTaskDefinition: () => ({ taskDefinition }),
            },
        });
        const found = await findService(inner.clients, question);
        assert.deepEqual(
            [found.service.taskDefinition, found.container.name, found.service.loadBalancers],
            [revision, "web", loadBalancers],
        );
    });

    it("to what its tag names now, where nothing runs", async () => {
        const { live } = await read(
            answers({
                ecs: {
                    describeServices: () => ({ services: [service] }),
                    describeTaskDefinition: () => ({ taskDefinition }),
                    listTasks: () => ({}),
                },
            }),
        );
        assert.deepEqual(live.image.digests, ["sha256:tagged"]);
    });

    /** What each service that may not be asked costs, and nothing else. */
    const denied: Readonly<Record<string, (live: Awaited<ReturnType<typeof read>>["live"]) => unknown>> = {
        "iam.getRole": ({ taskRole }) => taskRole,
        "logs.describeLogGroups": ({ logGroup }) => logGroup,
        "autoscaling.describeScalableTargets": ({ scaling }) => scaling,
        "ssm.describeParameters": ({ parameters }) => parameters.found,
        "elb.describeTargetGroups": ({ routing: found }) => found,
        "elb.describeListeners": ({ routing: found }) => found?.listeners[0],
        "acm.describeCertificate": ({ routing: found }) => found?.certificates[0]?.names[0],
        "ec2.describeVpcs": ({ network }) => network.isDefaultVpc || undefined,
        "ec2.describeSecurityGroups": ({ network }) => network.securityGroups[0],
        "ec2.describeSubnets": ({ network }) => network.vpcId,
    };

    for (const [name, find] of Object.entries(denied)) {
        it(`without what ${name} would have told, and says so`, async () => {
            const [clientName = "", method = ""] = name.split(".");
            const usual = answers() as unknown as { readonly services: Record<string, Record<string, (input: Input) => object>> };
            const changed = { ...usual.services[clientName], [method]: () => refuse("AccessDeniedException", "not authorized") };
            const { live, refusals } = await read(answers({ [clientName]: changed }));
            assert.equal(find(live), undefined);
            assert.match(refusals.join("\n"), new RegExp(`^AWS denied .*${method}`, "im"));
            const others = Object.entries(denied).filter(
                ([other]) => other.split(".")[0] !== clientName && !other.startsWith("acm"),
            );
            for (const [other, findOther] of others.filter(([each]) => clientName !== "elb" || !each.startsWith("elb"))) {
                assert.notEqual(findOther(live), undefined, other);
            }
        });
    }

    it("by the questions that the docs list, and none that reads a value or changes anything", async () => {
        const nothingRuns = { listTasks: () => ({}) };
        const stubs = [answers(), answers({ ecs: { ...everything().ecs, ...nothingRuns } })];
        for (const stub of stubs) {
            await read(stub);
        }
        const methods = stubs.flatMap(({ calls }) => calls.map(({ method }) => method));
        const asked = new Set(methods.map((method) => method.charAt(0).toUpperCase() + method.slice(1)));
        const [, list = ""] =
            /`init --from-service` asks by (.*?)\.\n/s.exec(readFileSync("docs/getting-started.md", "utf8")) ?? [];
        const documented = [...list.matchAll(/`[\w-]+:(\w+)`/g)].map(([, action = ""]) => action);
        assert.deepEqual([...asked].sort(), documented.filter((action) => action !== "GetCallerIdentity").sort());
    });
});
