import * as assert from "node:assert/strict";
import { parseConfig } from "../../config/parse";
import { problemsOf, rawOf } from "./input";

describe("several mistakes", () => {
    it("are one error, whether in a key, in a value or between keys", () => {
        const raw = rawOf({
            "spotter:profile": "prod",
            "asw:region": "us-east-1",
            "spotter:logs": { retentionDays: 31, retain: true },
            "spotter:service": { cpu: 300, memoryMiB: 8192, tasks: { min: 1 }, healthCheckGracePeriodSeconds: 10 },
            "spotter:loadBalancer": { deletionProtection: false, helth: {} },
            "spotter:parameters": { values: { AUTH_SECRET: "s3cr3t" } },
            "spotter:domain": { name: "app.example.com", zone: "example.org" },
        });
        assert.throws(() => parseConfig(raw, [], "prod"), {
            name: "ConfigError",
            message: [
                "asw:region is not in a known namespace; did you mean aws?",
                "spotter:loadBalancer.helth is not a known key; did you mean health?",
                "spotter:service.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300",
                "spotter:logs.retentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, " +
                    "1096, 1827, 2192, 2557, 2922, 3288, 3653, got 31",
                "spotter:logs.retain is not a known key (known: retentionDays, protect)",
                "spotter:parameters.values.AUTH_SECRET is a secret in plain text: " +
                    "pulumi config set --secret --path spotter:parameters.values.AUTH_SECRET",
                "spotter:service.tasks.min must be at least 2 in production, so that one task may fail, got 1",
                "spotter:service.healthCheckGracePeriodSeconds must be at least healthCheckStartPeriodSeconds, or the load balancer stops what the " +
                    "container check still waits for (20), got 10",
                "spotter:loadBalancer.deletionProtection must be true in production, got false",
                'spotter:domain.zone must be the domain\'s name or a parent of it (app.example.com), got "example.org"',
                "spotter:parameters.values must not hold secrets in production: a refresh decrypts them; keep them in SSM and " +
                    "list them as external (AUTH_SECRET)",
            ].join("\n"),
        });
    });

    it("hide only the rules that read what is wrong", () => {
        const broken = {
            "spotter:service": {
                cpu: 300,
                tasks: { min: 3 },
                healthCheckGracePeriodSeconds: 10,
                healthCheckStartPeriodSeconds: "20",
            },
        };
        assert.deepEqual(
            problemsOf(broken).map(({ path }) => path),
            ["spotter:service.cpu", "spotter:service.healthCheckStartPeriodSeconds", "spotter:service.tasks.max"],
        );
    });

    it("are found below a section with an unknown key", () => {
        assert.deepEqual(
            problemsOf({ "spotter:service": { tasks: { min: 3 }, memory: 512 } }).map(({ path }) => path),
            ["spotter:service.memory", "spotter:service.tasks.max"],
        );
    });

    it("don't hide rules behind a list with a wrong item", () => {
        const network = { mode: "default", subnetIds: ["subnet-1"] };
        assert.deepEqual(
            problemsOf({ "spotter:network": network, "spotter:service.tasks.min": 3 }).map(({ path }) => path),
            ["spotter:network.subnetIds[0]", "spotter:service.tasks.max"],
        );
    });

    it("between keys wait until profile, region and account are right", () => {
        assert.deepEqual(
            problemsOf({ "spotter:profile": "production", "spotter:service.tasks.min": 3 }).map(({ path }) => path),
            ["spotter:profile"],
        );
    });
});
