import * as assert from "node:assert/strict";
import { problemsOf, problemsOfRaw, rawOf } from "./input";

/** Breaks a rule. */
const capacity = { onDemandWeight: 0, spotWeight: 0 };

describe("several mistakes", () => {
    it("are one error, whether in a key, in a value or between keys", () => {
        const raw = rawOf({
            "fitness:profile": "prod",
            "asw:region": "us-east-1",
            "fitness:logs": { retentionDays: 31, retain: true },
            "fitness:service": { cpu: 300, memoryMiB: 8192, tasks: { min: 1 }, healthCheckGracePeriodSeconds: 10 },
            "fitness:loadBalancer": { deletionProtection: false, helthCheck: {} },
            "fitness:parameters": { values: { AUTH_SECRET: "s3cr3t" } },
            "fitness:domain": { name: "app.example.com", zone: "example.org" },
        });
        const problems = problemsOfRaw(raw, { stack: "prod" });
        assert.deepEqual(
            problems.map(({ path, message }) => `${path} ${message}`),
            [
                "asw:region is not in a known namespace; did you mean aws?",
                "fitness:loadBalancer.helthCheck is not a known key; did you mean healthCheck?",
                "fitness:service.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300",
                "fitness:logs.retentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, " +
                    "1096, 1827, 2192, 2557, 2922, 3288, 3653, got 31",
                "fitness:logs.retain is not a known key (known: retentionDays, kmsKeyArn, protect)",
                "fitness:parameters.values.AUTH_SECRET is a secret in plain text: " +
                    "pulumi config set --secret --path fitness:parameters.values.AUTH_SECRET",
                'fitness:domain.zone must be the domain\'s name or a parent of it (app.example.com), got "example.org"',
                "fitness:loadBalancer.deletionProtection must be true in production, got false",
                "fitness:service.tasks.min must be at least 2 in production, so that one task may fail, got 1",
                "fitness:service.healthCheckGracePeriodSeconds must be at least healthCheckStartPeriodSeconds, or the load " +
                    "balancer's check stops a task that may still be starting (20), got 10",
                "fitness:parameters.values must not hold secrets in production: a refresh decrypts them; keep them in SSM and " +
                    "list them as external (AUTH_SECRET)",
            ],
        );
    });

    it("hide only the rules that read what is wrong", () => {
        const broken = {
            "fitness:service": {
                cpu: 300,
                capacity: { onDemandWeight: 0, spotWeight: 0 },
                healthCheckGracePeriodSeconds: 10,
                healthCheckStartPeriodSeconds: "20",
            },
        };
        assert.deepEqual(
            problemsOf(broken).map(({ path }) => path),
            ["fitness:service.cpu", "fitness:service.healthCheckStartPeriodSeconds", "fitness:service.capacity"],
        );
    });

    it("are found below a section with an unknown key", () => {
        assert.deepEqual(
            problemsOf({ "fitness:service": { capacity, memory: 512 } }).map(({ path }) => path),
            ["fitness:service.memory", "fitness:service.capacity"],
        );
    });

    it("don't hide rules behind a list with a wrong item", () => {
        const network = { mode: "default", subnetIds: ["subnet-1"] };
        assert.deepEqual(
            problemsOf({ "fitness:network": network, "fitness:service.capacity": capacity }).map(({ path }) => path),
            ["fitness:network.subnetIds[0]", "fitness:service.capacity"],
        );
    });

    it("between keys wait until profile, region and account are right", () => {
        assert.deepEqual(
            problemsOf({ "fitness:profile": "production", "fitness:service.capacity": capacity }).map(({ path }) => path),
            ["fitness:profile"],
        );
    });
});
