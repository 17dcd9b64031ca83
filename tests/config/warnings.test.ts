import * as assert from "node:assert/strict";
import { findWarnings } from "../../config/warnings";
import { assertRows, configOf, type Given } from "./input";
import { quiet, existing } from "./quiet";

const sidecarImage = `public.ecr.aws/acme/agent@sha256:${"0".repeat(64)}`;

const unreached =
    "where the machine that deploys can't reach the load balancer, the verdict takes healthy targets for an answer of the release";

describe("a warning", () => {
    it("has a cause", () => {
        assert.deepEqual(findWarnings(configOf(quiet)), []);
    });

    const image = { digest: `sha256:${"a".repeat(64)}` };
    const staging = { "fitness:profile": "staging", "fitness:service.tasks.min": 2 };
    const openNetwork = {
        path: "fitness:network",
        message: "tasks have public addresses; only the load balancer may reach them",
    };

    /** What it warns of: the file that it appears with, the nearest that it disappears with, path and message. */
    const cases: Readonly<Record<string, readonly [appears: Given, disappears: Given, path: string, message: string]>> = {
        "alarms that tell nobody": [
            { ...quiet, "fitness:alarms.emails": [] },
            { ...quiet, "fitness:alarms.emails": [], "fitness:alarms.set": "release" },
            "fitness:alarms.emails",
            "none: alarms tell nobody, and only status and the console show them",
        ],
        "all tasks that stop first": [
            { ...quiet, "fitness:profile": "staging", "fitness:service.tasks.min": 2, "fitness:deployment.strategy": "recreate" },
            { ...quiet, "fitness:profile": "staging", "fitness:service.tasks.min": 2 },
            "fitness:deployment.strategy",
            "recreate: every release takes the service away for minutes",
        ],
        "a slow start that is over before requests come": [
            { ...quiet, "fitness:deployment.strategy": "blueGreen", "fitness:loadBalancer.slowStartSeconds": 60 },
            { ...quiet, "fitness:loadBalancer.slowStartSeconds": 60 },
            "fitness:loadBalancer.slowStartSeconds",
            "tasks start slowly before they get requests: with blueGreen it is over when production moves to them",
        ],
        "clients that meet both releases": [
            { ...quiet, "fitness:deployment.strategy": "canary", "fitness:loadBalancer.stickinessSeconds": 60 },
            { ...quiet, "fitness:deployment.strategy": "blueGreen", "fitness:loadBalancer.stickinessSeconds": 60 },
            "fitness:loadBalancer.stickinessSeconds",
            "while canary moves requests, a client's go to both releases: it sticks to a task of either, not to a release",
        ],
        "alarms that come after the deployment": [
            { ...quiet, "fitness:deployment": { strategy: "linear", bakeTimeMinutes: 3 } },
            { ...quiet, "fitness:deployment": { strategy: "linear", bakeTimeMinutes: 4 } },
            "fitness:deployment.bakeTimeMinutes",
            "3: the alarms that guard the deployment need 4 minutes to see the release under all requests",
        ],
        "a number of tasks that is frozen": [
            { ...quiet, "fitness:scaling.frozen": true },
            quiet,
            "fitness:scaling.frozen",
            "the number of tasks stays as it is, whatever the load and the schedules",
        ],
        "memory that tasks are added for": [
            { ...quiet, "fitness:scaling.memoryPercent": 80 },
            quiet,
            "fitness:scaling.memoryPercent",
            "a heap that has grown does not shrink: tasks that are added by it may stay",
        ],
        "a build that nobody uses": [
            { ...staging, "fitness:image": { ...image, build: {} } },
            { ...staging, "fitness:image": { build: {} } },
            "fitness:image.digest",
            "wins over image.build: nothing is built",
        ],
        "an application that does not say which release answers": [
            { ...quiet, "fitness:deployment.probe.releaseHeader": "none" },
            { ...quiet, "fitness:deployment.probe.releaseHeader": "x-version" },
            "fitness:deployment.probe.releaseHeader",
            "none: the tasks must be of the release, but what answers for them is not asked",
        ],
        "an application that runs as root": [
            { ...quiet, "fitness:service.user": "0:1001" },
            { ...quiet, "fitness:service.user": "1:0" },
            "fitness:service.user",
            "the application runs as root",
        ],
        "a root file system that can be written": [
            { ...quiet, "fitness:service.readonlyRootFilesystem": false },
            { ...quiet, "fitness:service.readonlyRootFilesystem": true },
            "fitness:service.readonlyRootFilesystem",
            "off: whoever takes over the application can change its files",
        ],
        "a sidecar that runs as root": [
            { ...quiet, "fitness:service.sidecars": { agent: { image: sidecarImage, user: "0" } } },
            { ...quiet, "fitness:service.sidecars": { agent: { image: sidecarImage, user: "10" } } },
            "fitness:service.sidecars.agent.user",
            "it runs as root",
        ],
        "a sidecar that can change its files": [
            { ...quiet, "fitness:service.sidecars": { agent: { image: sidecarImage, readonlyRootFilesystem: false } } },
            { ...quiet, "fitness:service.sidecars": { agent: { image: sidecarImage } } },
            "fitness:service.sidecars.agent.readonlyRootFilesystem",
            "off: whoever takes it over can change its files",
        ],
        "a shell in the tasks": [
            { ...quiet, "fitness:service": { enableExecuteCommand: true, readonlyRootFilesystem: false } },
            { ...quiet, "fitness:service": { enableExecuteCommand: false, readonlyRootFilesystem: true } },
            "fitness:service.enableExecuteCommand",
            "whoever may call ecs:ExecuteCommand gets a shell with the application's secrets",
        ],
        "an internal load balancer": [
            { ...quiet, "fitness:loadBalancer.internal": true },
            { ...quiet, "fitness:loadBalancer.internal": false },
            "fitness:loadBalancer.internal",
            unreached,
        ],
        "a load balancer that lets in some": [
            { ...quiet, "fitness:loadBalancer.ingress": ["10.0.0.0/8"] },
            { ...quiet, "fitness:loadBalancer.ingress": ["0.0.0.0/0", "pl-01234567"] },
            "fitness:loadBalancer.ingress",
            unreached,
        ],
        "no preflight": [
            { ...quiet, "fitness:deployment": { preflight: false } },
            { ...quiet, "fitness:deployment": { preflight: true } },
            "fitness:deployment.preflight",
            "off: a release that can't start is noticed only when its tasks fail",
        ],
        "a severity that no preflight refuses": [
            { ...quiet, "fitness:deployment": { preflight: false, refuseSeverity: "HIGH" } },
            { ...quiet, "fitness:deployment": { preflight: true, refuseSeverity: "HIGH" } },
            "fitness:deployment.preflight",
            "off: a release that can't start is noticed only when its tasks fail, and an image with HIGH findings is not refused",
        ],
        "a gap that is accepted": [
            { ...staging, "fitness:deployment": { acceptGap: "a trial of one person" } },
            staging,
            "fitness:deployment.acceptGap",
            "a change may take the service away for minutes: remove it after the change",
        ],
        "no verdict": [
            { ...quiet, "fitness:deployment": { verdict: false } },
            { ...quiet, "fitness:deployment": { verdict: true } },
            "fitness:deployment.verdict",
            "off: an update succeeds once ECS is steady, whichever release serves",
        ],
        "a digest that a rollback pinned": [
            { "fitness:image": { ...image, pinnedBy: "rollback" } },
            { "fitness:image": image },
            "fitness:image.digest",
            "pinned by a rollback: npm run rollback -- STACK --clear ends it",
        ],
        "HTTP without TLS": [
            { "fitness:domain": undefined },
            {},
            "fitness:domain",
            "HTTP only: sign-ins and sessions are sent over the network unencrypted",
        ],
        "public addresses in the default VPC": [{ "fitness:network": undefined }, {}, openNetwork.path, openNetwork.message],
        "public addresses in a VPC without NAT": [
            { "fitness:network": { mode: "dedicated", nat: "none" } },
            {},
            openNetwork.path,
            openNetwork.message,
        ],
        "public addresses in a network that exists": [
            { "fitness:network": { ...existing, assignPublicIp: true } },
            { "fitness:network": existing },
            "fitness:network.assignPublicIp",
            openNetwork.message,
        ],
        "one NAT gateway for all": [
            { "fitness:network": { mode: "dedicated" } },
            {},
            "fitness:network.nat",
            "one NAT gateway: when its zone fails, no task can reach the internet",
        ],
        "a single task": [
            { "fitness:profile": "staging" },
            staging,
            "fitness:service.tasks.min",
            "one task: when it fails, nothing serves until another one is healthy",
        ],
        "fewer tasks during a deployment": [
            { "fitness:service.minimumHealthyPercent": 99 },
            { "fitness:service.minimumHealthyPercent": 100 },
            "fitness:service.minimumHealthyPercent",
            "during a deployment as few as 99 % of the tasks serve",
        ],
        "Spot alone": [
            { ...staging, "fitness:service.capacity": { base: 0, onDemandWeight: 0 } },
            { ...staging, "fitness:service.capacity": { base: 0, onDemandWeight: 1 } },
            "fitness:service.capacity",
            "Spot only: AWS may interrupt all tasks at once",
        ],
        "a required variable that nobody gave": [
            { "fitness:parameters.external": undefined },
            {},
            "fitness:parameters.values.AUTH_SECRET",
            "required and not given: /fitness-test/AUTH_SECRET must exist in SSM before test can start",
        ],
        "a model that may not be invoked": [
            { "fitness:parameters": { values: { BEDROCK_MODEL_ID: "a.b" }, external: ["AUTH_SECRET"] } },
            { "fitness:access.bedrock.models": ["a.b"] },
            "fitness:access.bedrock",
            "allows no model: the application may not invoke the one that BEDROCK_MODEL_ID names",
        ],
        "a misspelled key of a table": [
            { "fitness:access.tables": { users: "the-users", workouts: "the-workouts", exercise: "the-exercises" } },
            { "fitness:access.tables": { users: "the-users", workouts: "the-workouts", audit: "the-audit" } },
            "fitness:access.tables.exercise",
            "no variable derives from this table; did you mean exercises?",
        ],
        "a sender that may not be used": [
            { "fitness:parameters": { values: { SES_FROM_ADDRESS: "a@example.com" }, external: ["AUTH_SECRET"] } },
            { "fitness:access.mail": { identity: "example.com", sender: "a@example.com" } },
            "fitness:access.mail",
            "allows no sender: the application may not send mail from the address that SES_FROM_ADDRESS names",
        ],
        "assumed names": [
            { "fitness:parameters.external": ["AUTH_SECRET", "STRIPE_SECRET_KEY", "SES_REPLY_TO"] },
            {},
            "fitness:parameters.external",
            "2 names are assumed, not read from the account: correct them in app/parameters.json",
        ],
    };

    it("appears and disappears with its cause", () => {
        assertRows(
            Object.entries(cases).map(([what, [appears, disappears, path, message]]) => [
                what,
                [appears, disappears].map((given) => findWarnings(configOf({ ...quiet, ...given }))),
                [[{ path, message }], []],
            ]),
        );
    });

    it("does not speak of a variable that has its value or is listed", () => {
        const secretKeys = ["fitness:parameters.values.AUTH_SECRET"];
        const given = { ...quiet, ...staging, "fitness:parameters": { values: { AUTH_SECRET: "<encrypted>" } } };
        assert.deepEqual(findWarnings(configOf(given, { secretKeys })), []);
    });

    it("counts the assumed names of production", () => {
        const all = findWarnings(configOf({ ...quiet, "fitness:parameters.external": "all" }));
        assert.deepEqual(
            all.map(({ path }) => path),
            ["fitness:parameters.external", "fitness:access.bedrock", "fitness:access.mail"],
        );
        assert.match(all[0]?.message ?? "", /^48 names are assumed/);
    });
});
