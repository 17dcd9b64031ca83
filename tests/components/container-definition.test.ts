import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ownVariables, toContainerRelease } from "../../components/container-definition";
import { secret, imageOf, settings, otel, args, definitionOf, variableOf } from "./definition-of";

describe("a container definition", () => {
    it("gets from the program the variables that no secret may be named like, as ECS refuses a name in both lists", () => {
        assert.deepEqual(
            definitionOf().environment.map(({ name }) => name),
            ownVariables,
        );
    });

    it("is the one container, with every choice written out", () => {
        const { containerDefinitions, releaseId, configId } = toContainerRelease(args);
        const ask = 'fetch("http://127.0.0.1:3000/api/health").then(r=>process.exit(r.ok?0:1),()=>process.exit(1))';
        assert.deepEqual(JSON.parse(containerDefinitions), [
            {
                name: "spotter-web",
                image: imageOf("1f3c9a"),
                essential: true,
                cpu: 0,
                user: "1001:1001",
                readonlyRootFilesystem: true,
                linuxParameters: { capabilities: { add: [], drop: ["ALL"] }, initProcessEnabled: true },
                portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
                environment: [
                    { name: "CONFIG_ID", value: configId },
                    { name: "HOSTNAME", value: "0.0.0.0" },
                    { name: "KEEP_ALIVE_TIMEOUT", value: "65000" },
                    { name: "NODE_ENV", value: "production" },
                    { name: "PORT", value: "3000" },
                    { name: "RELEASE_ID", value: releaseId },
                ],
                secrets: [secret("AUTH_SECRET"), secret("AWS_REGION"), secret("STRIPE_SECRET_KEY")],
                dockerLabels: { "spotter.parameter.AUTH_SECRET": "12", "spotter.parameter.STRIPE_SECRET_KEY": "3" },
                mountPoints: [
                    { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
                    { sourceVolume: "next-cache", containerPath: "/app/.next/cache", readOnly: false },
                ],
                volumesFrom: [],
                systemControls: [],
                healthCheck: {
                    command: ["CMD", "node", "-e", ask],
                    interval: 30,
                    timeout: 10,
                    retries: 3,
                    startPeriod: 20,
                },
                stopTimeout: 30,
                logConfiguration: {
                    logDriver: "awslogs",
                    options: {
                        "awslogs-group": "/ecs/spotter-app",
                        "awslogs-region": "us-east-1",
                        "awslogs-stream-prefix": "ecs",
                        mode: "non-blocking",
                        "max-buffer-size": "25m",
                    },
                },
            },
        ]);
    });

    it("is what an image without Node needs, and nothing else changes", () => {
        const ofGo = { ...settings, user: "65532", writablePaths: ["/tmp", "/var/lib/app", "/var-lib/app"] };
        const { user, healthCheck, mountPoints, readonlyRootFilesystem, command, entryPoint, ...rest } = definitionOf({
            settings: {
                ...ofGo,
                healthCheck: { command: ["CMD", "/app/check", "--fast"] },
                readonlyRootFilesystem: false,
                entryPoint: ["/app/serve"],
                command: ["--port", "3000", "--port", "3000"],
            },
        });
        assert.deepEqual([user, readonlyRootFilesystem, entryPoint], ["65532", false, ["/app/serve"]]);
        assert.deepEqual(command, ["--port", "3000", "--port", "3000"]);
        assert.deepEqual(healthCheck, {
            command: ["CMD", "/app/check", "--fast"],
            interval: 30,
            timeout: 10,
            retries: 3,
            startPeriod: 20,
        });
        assert.deepEqual(
            mountPoints.map(({ sourceVolume, containerPath }) => [sourceVolume, containerPath]),
            [
                ["tmp", "/tmp"],
                ["var-lib-app-cfa7c776", "/var/lib/app"],
                ["var-lib-app-d2a7f399", "/var-lib/app"],
            ],
        );
        const usual = Object.entries(definitionOf()).filter(([key]) => key in rest && key !== "environment");
        assert.deepEqual(
            Object.entries(rest).filter(([key]) => key !== "environment"),
            usual,
        );
    });

    it("has a sidecar behind it, with nothing that it was not given, and its own streams in the log group", () => {
        const init = {
            ...otel,
            name: "init",
            secrets: [],
            settings: { ...otel.settings, healthCheck: undefined, dependsOn: {} },
        };
        const { containerDefinitions } = toContainerRelease({
            ...args,
            sidecars: [otel, init],
            dependsOn: { otel: "HEALTHY", init: "SUCCESS" },
        });
        const [application, first, second] = JSON.parse(containerDefinitions) as Record<string, unknown>[];
        assert.deepEqual(application?.dependsOn, [
            { containerName: "init", condition: "SUCCESS" },
            { containerName: "otel", condition: "HEALTHY" },
        ]);
        assert.deepEqual([first?.name, first?.dependsOn, first?.healthCheck, first?.secrets], ["init", undefined, undefined, []]);
        assert.deepEqual(second, {
            name: "otel",
            image: otel.settings.image,
            essential: false,
            cpu: 64,
            memory: 128,
            command: ["--config=env:CONFIG"],
            readonlyRootFilesystem: true,
            linuxParameters: { capabilities: { add: [], drop: ["ALL"] }, initProcessEnabled: true },
            portMappings: [
                { containerPort: 4317, hostPort: 4317, protocol: "tcp" },
                { containerPort: 4318, hostPort: 4318, protocol: "tcp" },
            ],
            environment: [
                { name: "A", value: "1" },
                { name: "CONFIG", value: "receivers: {}" },
            ],
            secrets: otel.secrets,
            mountPoints: [{ sourceVolume: "otel-tmp-e9671acd", containerPath: "/tmp", readOnly: false }],
            volumesFrom: [],
            systemControls: [],
            dependsOn: [{ containerName: "init", condition: "SUCCESS" }],
            healthCheck: { command: ["CMD", "/healthcheck"], interval: 5, timeout: 2, retries: 3, startPeriod: 1 },
            stopTimeout: 20,
            logConfiguration: {
                logDriver: "awslogs",
                options: {
                    "awslogs-group": "/ecs/spotter-app",
                    "awslogs-region": "us-east-1",
                    "awslogs-stream-prefix": "sidecar",
                    mode: "non-blocking",
                    "max-buffer-size": "25m",
                },
            },
        });
        assert.equal(
            containerDefinitions,
            toContainerRelease({ ...args, sidecars: [init, otel], dependsOn: { init: "SUCCESS", otel: "HEALTHY" } })
                .containerDefinitions,
        );
    });

    it("leaves the check to the load balancer alone, and gives nothing to write, where it is told to", () => {
        const bare = definitionOf({ settings: { ...settings, healthCheck: { command: "none" }, writablePaths: [] } });
        assert.equal("healthCheck" in bare, false);
        assert.deepEqual(bare.mountPoints, []);
        assert.deepEqual(
            ["command", "entryPoint"].filter((key) => key in bare),
            [],
        );
    });

    it("asks itself on the health check's port and path, and takes the same status codes for success", () => {
        const health = { port: 9000, path: "/healthz?ready=1", matcher: "200-399,401" };
        const script =
            'fetch("http://127.0.0.1:9000/healthz?ready=1",{redirect:"manual"})' +
            ".then(r=>process.exit([[200,399],[401,401]].some(([a,b])=>r.status>=a&&r.status<=b)?0:1),()=>process.exit(1))";
        assert.deepEqual(definitionOf({ health }).healthCheck.command, ["CMD", "node", "-e", script]);
    });

    it("finds itself healthy by the codes of the matcher alone, when Node runs the check", async () => {
        const server = createServer((request, response) => {
            response.writeHead(Number(request.url?.slice(1)), { location: "/500" }).end();
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const exitOf = async (code: number, matcher: string) => {
            const [, , ...command] = definitionOf({ health: { port, path: `/${code}`, matcher } }).healthCheck.command;
            const [exit] = (await once(spawn(process.execPath, command), "exit")) as [number];
            return exit;
        };
        const matchers = { "200": [200, 500, 404], "200-302,204": [204, 302, 303], "204": [204, 200] } as const;
        for (const [matcher, [first, ...others]] of Object.entries(matchers)) {
            assert.equal(await exitOf(first, matcher), 0, matcher);
            for (const code of others.slice(-1)) {
                assert.equal(await exitOf(code, matcher), 1, `${matcher} ${code}`);
            }
        }
        server.closeAllConnections();
        server.close();
    });

    it("is the same text for the same release, in whatever order its secrets came", () => {
        const [a, b, c] = args.secrets;
        assert.ok(a && b && c);
        const texts = [
            [a, b, c],
            [a, c, b],
            [b, a, c],
            [b, c, a],
            [c, a, b],
            [c, b, a],
        ].map((secrets) => toContainerRelease({ ...args, secrets }).containerDefinitions);
        assert.equal(new Set(texts).size, 1);
    });

    it("does not reorder the secrets that it was given", () => {
        const secrets = Object.freeze([secret("B"), secret("A")]);
        toContainerRelease({ ...args, secrets });
        assert.deepEqual(secrets, [secret("B"), secret("A")]);
    });

    it("keeps connections alive five seconds longer than the load balancer, in milliseconds", () => {
        assert.equal(variableOf("KEEP_ALIVE_TIMEOUT", { idleTimeoutSeconds: 1 }), "6000");
        assert.equal(variableOf("KEEP_ALIVE_TIMEOUT", { idleTimeoutSeconds: 60 }), "65000");
        assert.equal(variableOf("KEEP_ALIVE_TIMEOUT", { idleTimeoutSeconds: 4000 }), "4005000");
    });

    it("holds no secret's value, only where it is", () => {
        const names = args.secrets.map(({ name }) => name);
        assert.deepEqual(
            definitionOf().environment.filter(({ name }) => names.includes(name)),
            [],
        );
    });

    it("may have no secret at all", () => {
        assert.deepEqual(definitionOf({ secrets: [] }).secrets, []);
    });
});
