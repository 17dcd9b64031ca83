import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readStack } from "../../config/read-stack";
import { readBuildContext } from "../../preview/build-context";
import type { ContainerDefinition } from "../image/docker-run";
import { staging } from "../image/staging";

interface Compose {
    readonly services: Readonly<Record<string, Service>>;
    readonly volumes: Readonly<Record<string, null>>;
}
interface Service {
    readonly build: { readonly context: string; readonly target: string };
    readonly user: string;
    readonly init: boolean;
    readonly read_only: boolean;
    readonly cap_drop: readonly string[];
    readonly security_opt: readonly string[];
    readonly restart: string;
    readonly ports: readonly string[];
    readonly volumes: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    readonly stop_grace_period: string;
    readonly healthcheck: {
        readonly test: readonly string[];
        readonly interval: string;
        readonly timeout: string;
        readonly retries: number;
        readonly start_period: string;
    };
}

const dockerfile = readFileSync(join("app", "Dockerfile"), "utf8");
const compose = parse(readFileSync("docker-compose.yml", "utf8")) as Compose;
const [service] = Object.values(compose.services);

/** Fargate has no such place: what is written there must outlive a restart of one machine. */
const ofOneMachine = "/data";

describe("what the task definition, the Dockerfile and docker-compose.yml say of one container", () => {
    let definition: ContainerDefinition;
    before(async () => ({ definition } = await staging()));

    const mounted = () => definition.mountPoints.map(({ containerPath }) => containerPath).sort();
    const volumes = () =>
        Object.fromEntries((service?.volumes ?? []).map((volume) => volume.split(":").reverse())) as Record<string, string>;

    it("is the same about what may be written, and about nothing else", () => {
        const declared = JSON.parse(/^VOLUME (\[.*\])$/m.exec(dockerfile)?.[1] ?? "[]") as string[];
        assert.deepEqual(mounted(), ["/app/.next/cache", "/tmp"]);
        assert.deepEqual(declared.sort(), mounted());
        assert.deepEqual(Object.keys(volumes()).sort(), [...mounted(), ofOneMachine].sort());
        assert.deepEqual(Object.values(volumes()).sort(), Object.keys(compose.volumes).sort());
    });

    it("is the same about the user and what it may do", () => {
        assert.equal(/^USER (\S+)$/m.exec(dockerfile)?.[1], definition.user);
        assert.deepEqual(
            {
                user: service?.user,
                init: service?.init,
                readOnly: service?.read_only,
                dropped: service?.cap_drop,
                newPrivileges: service?.security_opt,
            },
            {
                user: definition.user,
                init: definition.linuxParameters.initProcessEnabled,
                readOnly: definition.readonlyRootFilesystem,
                dropped: definition.linuxParameters.capabilities.drop,
                newPrivileges: ["no-new-privileges:true"], // Fargate can't be told so
            },
        );
    });

    it("is the same about the health check, but for the time to start", () => {
        const { command, interval, timeout, retries } = definition.healthCheck;
        const { start_period: startPeriod, ...check } = service?.healthcheck ?? { start_period: "" };
        assert.deepEqual(check, { test: command, interval: `${interval}s`, timeout: `${timeout}s`, retries });
        assert.equal(startPeriod, "10s");
        assert.match(dockerfile, /^HEALTHCHECK --interval=30s --timeout=10s --start-period=10s --retries=3 /m);
        assert.deepEqual([interval, timeout, retries], [30, 10, 3]);
    });

    it("is the same about the port, the mode and the time to stop", () => {
        const port = definition.portMappings[0]?.containerPort;
        const environment = Object.fromEntries(definition.environment.map(({ name, value }) => [name, value]));
        assert.deepEqual(service?.ports, [`127.0.0.1:${port}:${port}`]);
        assert.equal(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1], String(port));
        assert.match(dockerfile, new RegExp(`PORT=${environment.PORT}\\b`));
        assert.match(dockerfile, new RegExp(`HOSTNAME=${environment.HOSTNAME}\\b`));
        assert.equal(service.environment.NODE_ENV, environment.NODE_ENV);
        assert.equal(service.stop_grace_period, `${definition.stopTimeout}s`);
        assert.equal(service.restart, "unless-stopped");
    });

    it("is the same about the stage and the folder that staging builds", () => {
        const { context, target } = readStack(".", "staging").config.image.build ?? {};
        assert.deepEqual(service?.build, { context, target });
        assert.match(dockerfile, new RegExp(`^FROM base AS ${service.build.target}$`, "m"));
    });
});

describe("the application's Dockerfile", () => {
    it("has the scripts' four stages, from one base that a build can change", () => {
        assert.deepEqual(dockerfile.match(/^FROM .*$/gm), [
            "FROM ${NODE_IMAGE} AS base",
            "FROM base AS deps",
            "FROM base AS builder",
            "FROM base AS runner",
        ]);
        assert.match(dockerfile, /^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-trixie-slim$/m);
    });

    it("asks for nothing that BuildKit of Docker 20.10 lacks", () => {
        assert.doesNotMatch(dockerfile, /^# *syntax=|<<[A-Z]|--link|--network|--checksum/m);
    });

    it("bakes in nothing that differs between environments", () => {
        assert.doesNotMatch(dockerfile, /NEXT_PUBLIC_|SECRET|PASSWORD|TOKEN/);
    });

    it("is given a short list of files, and none that looks like a secret", () => {
        const context = readBuildContext("app");
        assert.deepEqual(context.secretLooking, []);
        assert.equal(context.ignoreFile, join("app", ".dockerignore"));
        assert.ok(context.bytes < 2_000_000, `${context.bytes} bytes`);
    });
});
