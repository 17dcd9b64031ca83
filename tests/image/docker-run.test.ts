import * as assert from "node:assert/strict";
import { toContainerRelease } from "../../components/container-definition";
import { runFlags, type ContainerDefinition } from "./docker-run";

const release = toContainerRelease({
    container: "web",
    image: `shop@sha256:${"1f3c".repeat(16)}`,
    port: 3000,
    health: { port: 3000, path: "/api/health", matcher: "200" },
    settings: {
        healthCheck: { command: undefined },
        user: "1001:1001",
        writablePaths: ["/tmp", "/app/.next/cache"],
        readonlyRootFilesystem: true,
        command: undefined,
        entryPoint: undefined,
    },
    dependsOn: {},
    sidecars: [],
    healthCheckStartPeriodSeconds: 20,
    stopTimeoutSeconds: 30,
    idleTimeoutSeconds: 60,
    logGroup: "/ecs/shop",
    region: "us-east-1",
    parameterLabels: { AUTH_SECRET: "3" },
    secrets: [{ name: "AUTH_SECRET", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/shop/AUTH_SECRET" }],
});
const [definition] = JSON.parse(release.containerDefinitions) as [ContainerDefinition];
const around = { cpu: 256, memoryMiB: 512, values: { AUTH_SECRET: "a secret" }, hostPort: 8080 };

describe("a container definition as flags of docker run", () => {
    it("has everything that the program writes into it", () => {
        assert.deepEqual(runFlags(definition, around), [
            "--cpus=0.25",
            "--memory=512m",
            "--memory-swap=512m",
            "--user",
            "1001:1001",
            "--read-only",
            "--cap-drop=ALL",
            "--init",
            "--publish=127.0.0.1:8080:3000/tcp",
            `--env=CONFIG_ID=${release.configId}`,
            "--env=HOSTNAME=0.0.0.0",
            "--env=KEEP_ALIVE_TIMEOUT=65000",
            "--env=NODE_ENV=production",
            "--env=PORT=3000",
            "--env=RELEASE_ID=1f3c1f3c1f3c",
            "--env=AUTH_SECRET=a secret",
            "--mount=type=volume,target=/tmp",
            "--mount=type=volume,target=/app/.next/cache",
            "--label=spotter.parameter.AUTH_SECRET=3",
            `--health-cmd='node' '-e' 'fetch("http://127.0.0.1:3000/api/health").then(r=>process.exit(r.ok?0:1),()=>process.exit(1))'`,
            "--health-interval=30s",
            "--health-timeout=10s",
            "--health-retries=3",
            "--health-start-period=20s",
            "--stop-timeout=30",
        ]);
    });

    it("does not pass over a key that it does not know", () => {
        const privileged = { ...definition, privileged: true };
        assert.throws(
            () => runFlags(privileged, around),
            /^Error: privileged of the container definition has no translation into a flag of docker run$/,
        );
        const systemControls = [{ namespace: "net.core.somaxconn", value: "1024" }];
        assert.throws(() => runFlags({ ...definition, ...{ systemControls } }, around), /systemControls/);
    });

    it("does not start without a secret, as ECS does not", () => {
        assert.throws(() => runFlags(definition, { ...around, values: {} }), /^Error: no value for the secret AUTH_SECRET$/);
    });

    it("quotes a health check for the shell that docker run takes it for", () => {
        const command = ["CMD", "echo", "it's"];
        const flags = runFlags({ ...definition, healthCheck: { ...definition.healthCheck, command } }, around);
        assert.ok(flags.includes(`--health-cmd='echo' 'it'\\''s'`));
    });
});
