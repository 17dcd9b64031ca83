import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FargateService } from "../../../components/fargate-service";
import { changeHook, preflightHook, findParameterVersions } from "../../../engine/release-guard";
import type { PreviewMode } from "../../../preview/recorder";
import type { DeploymentApi, Findings, IntendedRelease, PlannedRelease, Verdict } from "../../../deployment/api";
import { build, inputsOf, jsonOf } from "../../support/build";
import { serviceArgs, serviceWith, surroundings } from "../../components/service-fixture";

const served: Verdict = { outcome: "SUCCEEDED", seconds: {}, line: "release 1f3c1f3c1f3c serves" };
const crashed: Verdict = { outcome: "FAILED", seconds: {}, line: "release 1f3c1f3c1f3c failed: exit code 1 ▸ boom ▸ fix it" };

/** AWS that answers as told and remembers what it was asked. */
class CloudDouble implements DeploymentApi {
    public readonly planned: PlannedRelease[] = [];
    public readonly intended: IntendedRelease[] = [];

    constructor(
        private readonly answer: Verdict = served,
        private readonly findings: Findings = { errors: [], warnings: [] },
    ) {}

    public parameterVersions() {
        return Promise.resolve({});
    }

    public preflight(release: PlannedRelease) {
        this.planned.push(release);
        return Promise.resolve(this.findings);
    }

    public verdict(release: IntendedRelease, say: (line: string) => void) {
        this.intended.push(release);
        say("0:05 start");
        return Promise.resolve(this.answer);
    }
}

const rolloutWith = (cloud: DeploymentApi, change: Partial<typeof serviceArgs.rollout> = {}) => ({
    rollout: { ...serviceArgs.rollout, cloud, ...change },
});

/** Builds a service and returns the names of the hooks that it registers. */
async function hooksOf(change: Parameters<typeof rolloutWith>[1]): Promise<string[]> {
    const names: string[] = [];
    await build(() => {
        const monitor = pulumi.runtime.getMonitor() as unknown as { registerResourceHook: Register };
        const register = monitor.registerResourceHook;
        monitor.registerResourceHook = (request, callback) => {
            names.push(request.getName());
            register(request, callback);
        };
        new FargateService("web", { ...serviceArgs, ...rolloutWith(new CloudDouble(), change), ...surroundings() });
    });
    return names;
}
type Register = (request: { getName(): string }, callback: unknown) => void;

/** Lines of the log while something runs, by severity. */
async function logged(run: () => Promise<unknown>): Promise<string[]> {
    const lines: string[] = [];
    const { warn } = pulumi.log;
    Object.assign(pulumi.log, { warn: (line: string) => Promise.resolve(lines.push(line)) });
    try {
        await run();
    } finally {
        Object.assign(pulumi.log, { warn });
    }
    return lines;
}

describe("the preflight of a service", () => {
    async function preflight(findings?: Findings, image?: Parameters<typeof surroundings>[0], mode: PreviewMode = "update") {
        const cloud = new CloudDouble(served, findings);
        let hook: pulumi.ResourceHook | undefined;
        await build(() => {
            const binding = preflightHook("web", { ...serviceArgs, ...rolloutWith(cloud), ...surroundings(image) });
            [hook] = binding.beforeCreate as pulumi.ResourceHook[];
            assert.deepEqual(binding.beforeUpdate, binding.beforeCreate);
        }, mode);
        assert.ok(hook);
        const { name, callback, opts } = hook;
        return { cloud, name, opts, run: async () => callback({} as Parameters<typeof callback>[0]) };
    }

    it("comes before the service is made or changed, in a preview too", async () => {
        const { name, opts } = await preflight();
        assert.deepEqual([name, opts?.onDryRun], ["web-preflight", true]);
        assert.deepEqual(await hooksOf({}), ["web-changed", "web-preflight"]);
    });

    it("is left out when it is turned off", async () => {
        assert.deepEqual(await hooksOf({ preflight: false, verdict: false }), []);
    });

    it("asks about what the release needs", async () => {
        const { cloud, run } = await preflight();
        await run();
        assert.deepEqual(cloud.planned, [
            {
                target: serviceArgs.rollout.serviceRef,
                digest: `sha256:${"1f3c".repeat(16)}`,
                architecture: "X86_64",
                external: [{ name: "AUTH_SECRET", secret: true }],
                certificateArn: undefined,
                subnetIds: ["subnet-0123456c", "subnet-0123456d"],
                tasksAtOnce: 4,
                alarms: [],
            },
        ]);
    });

    it("refuses with all findings at once and without a stack", async () => {
        const { run } = await preflight({ errors: ["no image", "no parameter"], warnings: [] });
        const message = "not ready to deploy:\n  - no image\n  - no parameter";
        await assert.rejects(run, { message, stack: message });
    });

    it("warns of what is momentary, and lets it pass", async () => {
        const { run } = await preflight({ errors: [], warnings: ["alarm web is in ALARM already"] });
        assert.deepEqual(await logged(run), ["preflight: alarm web is in ALARM already"]);
    });

    it("warns before it refuses", async () => {
        const { run } = await preflight({ errors: ["no image"], warnings: ["few addresses"] });
        assert.deepEqual(await logged(() => assert.rejects(run)), ["preflight: few addresses"]);
    });
});

describe("the verdict of a service", () => {
    it("is asked about the release that ECS was asked for", async () => {
        const cloud = new CloudDouble();
        await serviceWith(rolloutWith(cloud));
        const lb = "spotter-alb-0.us-east-1.elb.amazonaws.com";
        assert.deepEqual(cloud.intended, [
            {
                target: serviceArgs.rollout.serviceRef,
                limits: serviceArgs.rollout.limits,
                expectedSeconds: serviceArgs.rollout.expectedSeconds,
                taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-app-task:1",
                targetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-${"0".repeat(16)}/${"0".repeat(16)}`,
                releaseId: "1f3c1f3c1f3c",
                justChanged: false,
                probe: { protocol: "http", loadBalancerDns: lb, host: lb, path: "/api/health" },
            },
        ]);
    });

    it("fails the update with its line, and no stack, unless the release serves", async () => {
        const failing = serviceWith(rolloutWith(new CloudDouble(crashed)));
        const { line } = crashed;
        await assert.rejects(failing, (error: pulumi.ResourceError) => {
            assert.ok(pulumi.ResourceError.isInstance(error));
            assert.deepEqual([error.stack, error.hideStack], [line, true]);
            assert.ok(error.message.endsWith(line), error.message); // later on the SDK puts where it met it in front
            assert.ok(error.resource);
            return true;
        });
    });

    it("is told when this update has changed the service, and only then", async () => {
        let change: ReturnType<typeof changeHook> | undefined;
        await build(() => {
            change = changeHook("web");
        });
        assert.ok(change);
        assert.deepEqual(Object.keys(change.hooks), ["afterCreate", "afterUpdate"]);
        assert.equal(change.made(), false);
        const [hook] = change.hooks.afterUpdate as pulumi.ResourceHook[];
        assert.equal(hook?.opts?.onDryRun ?? false, false);
        await hook?.callback({} as Parameters<pulumi.ResourceHook["callback"]>[0]);
        assert.equal(change.made(), true);
    });

    it("is not asked for in a preview", async () => {
        const cloud = new CloudDouble(crashed);
        await serviceWith(rolloutWith(cloud), "preview");
        assert.deepEqual(cloud.intended, []);
    });

    it("leaves the waiting to ECS when it is turned off", async () => {
        const cloud = new CloudDouble(crashed);
        const resources = await serviceWith(rolloutWith(cloud, { verdict: false }));
        assert.deepEqual(cloud.intended, []);
        assert.equal(inputsOf(resources, "aws:ecs/service:Service").waitForSteadyState, true);
    });
});

describe("the versions of parameters", () => {
    it("are asked for by name, where somebody else keeps the parameter", async () => {
        const asked: unknown[] = [];
        const cloud = Object.assign(new CloudDouble(), {
            parameterVersions: (...args: unknown[]) => Promise.resolve(asked.push(...args)).then(() => ({ AUTH_SECRET: 7 })),
        });
        assert.deepEqual(await findParameterVersions(rolloutWith(cloud).rollout), { AUTH_SECRET: 7 });
        assert.deepEqual(asked, [serviceArgs.rollout.serviceRef, ["AUTH_SECRET"]]);
    });

    it("end the program with one line when AWS can't be asked", async () => {
        const cloud = Object.assign(new CloudDouble(), { parameterVersions: () => Promise.reject(new Error("no credentials")) });
        const message = "versions of the parameters under /spotter-app: no credentials";
        await assert.rejects(findParameterVersions(rolloutWith(cloud).rollout), (error: pulumi.RunError) => {
            assert.ok(pulumi.RunError.isInstance(error));
            assert.deepEqual([error.message, error.stack], [message, message]);
            return true;
        });
    });

    const labelsOf = async (mode: PreviewMode) => {
        const inputs = inputsOf(await serviceWith({}, mode), "aws:ecs/taskDefinition:TaskDefinition");
        const [{ dockerLabels }] = jsonOf(inputs, "containerDefinitions") as [{ dockerLabels: unknown }];
        return dockerLabels;
    };

    for (const mode of ["preview", "update"] as const) {
        it(`are labels of the container: read ones and those of the stack's own (${mode})`, async () => {
            assert.deepEqual(await labelsOf(mode), {
                "spotter.parameter.AUTH_SECRET": "7",
                "spotter.parameter.SUPPORT_EMAIL": "1",
            });
        });
    }
});
