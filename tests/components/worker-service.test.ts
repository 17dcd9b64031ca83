import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ReleaseGuard } from "../../components/release-guard";
import { WorkerService } from "../../components/worker-service";
import type { Resource } from "../../preview/document";
import { account, build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { findMessages } from "./mistakes";
import { guard, makeFoundation, serviceOn } from "./service-fixture";
import { worker } from "./subjects";
import { workerNames, workerSettings } from "./settings-fixture";

const type = "aws:ecs/service:Service";
const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** What a worker registers beside the service that it belongs to. */
const workerWith = (own: ReleaseGuard = guard, mode: "preview" | "update" = "update") =>
    build(() => {
        const foundation = makeFoundation();
        const service = serviceOn(foundation);
        const args = { account, names: workerNames, ...foundation, service, guard: own, settings: workerSettings };
        new WorkerService("web-emails", args);
    }, mode);

describe("WorkerService", () => {
    let usual: readonly Resource[] = [];
    before(async () => {
        usual = await workerWith();
    });

    for (const mode of modes) {
        it(`makes a task definition and a service, and nothing of the network (${mode})`, async () => {
            assert.deepEqual(childrenOf(await workerWith(guard, mode), "spotter:ecs:WorkerService::web-emails"), [
                `${type}::web-emails`,
                `${taskDefinition}::web-emails`,
            ]);
        });
    }

    it("runs in the service's cluster, network and security group, without a load balancer", () => {
        const { networkConfiguration, cluster } = inputsOf(usual, type, "web");
        assert.deepEqual(inputsOf(usual, type, "web-emails"), {
            availabilityZoneRebalancing: "ENABLED",
            capacityProviderStrategies: [{ base: 2, capacityProvider: "FARGATE", weight: 1 }],
            cluster,
            deploymentCircuitBreaker: { enable: true, rollback: true },
            deploymentConfiguration: { strategy: "ROLLING" },
            deploymentController: { type: "ECS" },
            deploymentMaximumPercent: 200,
            deploymentMinimumHealthyPercent: 100,
            desiredCount: 3,
            enableEcsManagedTags: true,
            enableExecuteCommand: false,
            forceNewDeployment: true,
            name: "spotter-web-service-emails",
            networkConfiguration,
            platformVersion: "LATEST",
            propagateTags: "SERVICE",
            taskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-app-task-emails:1",
            waitForSteadyState: false,
        });
    });

    it("runs the same image, roles and variables by a command of its own, on no port", () => {
        const [own, main] = [inputsOf(usual, taskDefinition, "web-emails"), inputsOf(usual, taskDefinition, "web")];
        const roles = ({ executionRoleArn, taskRoleArn }: Resource["inputs"]) => ({ executionRoleArn, taskRoleArn });
        assert.deepEqual(roles(own), roles(main));
        assert.deepEqual([own.cpu, own.memory, own.family], ["256", "512", "spotter-app-task-emails"]);
        const [container] = jsonOf(own, "containerDefinitions") as Record<string, unknown>[];
        const [web] = jsonOf(main, "containerDefinitions") as Record<string, unknown>[];
        const { name, image, command, portMappings, secrets, environment } = container ?? {};
        assert.deepEqual([name, command, portMappings], ["emails", ["node", "worker.js"], []]);
        assert.deepEqual([image, secrets], [web?.image, web?.secrets]);
        assert.deepEqual(
            (environment as readonly { readonly name: string }[]).map((variable) => variable.name),
            ["CONFIG_ID", "HOSTNAME", "NODE_ENV", "RELEASE_ID"],
        );
        assert.equal("healthCheck" in (container ?? {}), false);
    });

    it("moves after the service, and all that its tasks need", () => {
        const { dependsOn } = resourceOf(usual, type, "web-emails").options;
        for (const needed of [
            `${type}::web`,
            `${taskDefinition}::web-emails`,
            "aws:iam/rolePolicy:RolePolicy::web-read-parameters",
            "aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL",
            "aws:cloudwatch/logGroup:LogGroup::web",
        ]) {
            assert.ok(dependsOn.includes(needed), needed);
        }
    });

    it("stays where it is while the service's release has not served", async () => {
        let fail: (error: Error) => void = () => undefined;
        const serving = new Promise<string>((_, reject) => (fail = reject));
        const failing: ReleaseGuard = { waitForVerdict: () => pulumi.output(serving) };
        const registered: string[] = [];
        const resources = build(() => {
            const foundation = makeFoundation();
            const service = serviceOn(foundation, { guard: () => failing });
            new WorkerService("web-emails", {
                account,
                names: workerNames,
                ...foundation,
                service,
                guard: { waitForVerdict: (own) => own.id.apply((id) => (registered.push(id), id)) },
                settings: workerSettings,
            });
            fail(new Error("release does not serve"));
        });
        await assert.rejects(resources, /release does not serve/);
        assert.deepEqual(registered, []);
    });

    it("waits for ECS where nothing else judges it", async () => {
        assert.equal(inputsOf(await workerWith({}), type, "web-emails").waitForSteadyState, true);
    });

    it("refuses what ECS would refuse", async () => {
        assert.deepEqual(
            await findMessages(worker, {
                "no tasks": ["settings.tasks", 0],
                "a size that Fargate has not": ["settings.memoryMiB", 4096],
                "a blank in its name": ["names.service", "a b"],
            }),
            {
                "no tasks": "WorkerService: settings.tasks must be a whole number from 1 to 1000, got 0",
                "a size that Fargate has not":
                    "WorkerService: settings.memoryMiB must be one of 512, 1024, 2048 with 256 CPU units, got 4096",
                "a blank in its name":
                    'WorkerService: names.service must be at most 255 characters: letters, digits, _ and -, got "a b"',
            },
        );
    });
});
