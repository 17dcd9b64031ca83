import * as assert from "node:assert/strict";
import { toContainerRelease, type ContainerArgs } from "../../components/container-definition";
import { secret, imageOf, settings, otel, args, variableOf } from "./definition-of";

describe("RELEASE_ID", () => {
    it("is the first 12 digits of the image's digest", () => {
        const { releaseId } = toContainerRelease(args);
        assert.equal(releaseId, "1f3c9a1f3c9a");
        assert.equal(variableOf("RELEASE_ID"), releaseId);
    });

    it("comes from the digest, even where the repository's name has one like it", () => {
        const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/a/sha256-b@sha256:${"c".repeat(64)}`;
        assert.equal(toContainerRelease({ ...args, image }).releaseId, "cccccccccccc");
    });
});

describe("CONFIG_ID", () => {
    const { configId } = toContainerRelease(args);

    it("is twelve hex digits, in the container and beside it", () => {
        assert.match(configId, /^[0-9a-f]{12}$/);
        assert.equal(variableOf("CONFIG_ID"), configId);
    });

    it("stays the same when only the image changes", () => {
        const changed = toContainerRelease({ ...args, image: imageOf("2") });
        assert.equal(changed.configId, configId);
        assert.notEqual(changed.releaseId, toContainerRelease(args).releaseId);
        assert.notEqual(changed.containerDefinitions, toContainerRelease(args).containerDefinitions);
    });

    const changes: Required<Omit<ContainerArgs, "image">> = {
        container: "other",
        port: 3001,
        health: { port: 3000, path: "/api/health", matcher: "200-399" },
        healthCheckStartPeriodSeconds: 21,
        settings: { ...settings, user: "1002" },
        dependsOn: { otel: "HEALTHY" },
        sidecars: [otel],
        stopTimeoutSeconds: 31,
        idleTimeoutSeconds: 61,
        logGroup: "/ecs/other",
        region: "eu-west-1",
        secrets: [...args.secrets, secret("SES_REPLY_TO")],
        parameterLabels: { ...args.parameterLabels, AUTH_SECRET: "13" },
    };
    for (const [key, value] of Object.entries(changes)) {
        it(`changes with ${key}`, () => {
            const changed = toContainerRelease({ ...args, [key]: value });
            assert.notEqual(changed.configId, configId);
            assert.equal(changed.releaseId, toContainerRelease(args).releaseId);
        });
    }

    it("changes when a variable leaves, and when it moves", () => {
        const [first, ...others] = args.secrets;
        assert.ok(first);
        const moved = { ...first, valueFrom: first.valueFrom.replace("spotter-app", "elsewhere") };
        assert.notEqual(toContainerRelease({ ...args, secrets: others }).configId, configId);
        assert.notEqual(toContainerRelease({ ...args, secrets: [moved, ...others] }).configId, configId);
    });
});
