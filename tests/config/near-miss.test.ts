import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { didYouMean } from "../../config/near-miss";
import { keysOfSchema } from "../docs/schema-keys";
import { assertRows, problemsOf, problemsOfRaw, project, rawOf, type Given } from "./input";

/** What is said of a value that a person nearly got right. */
const rows: readonly (readonly [given: Given, problem: string])[] = [
    [
        { "fitness:service.cpu": "256" },
        'must be one of 256, 512, 1024, 2048, 4096, 8192, 16384: write it without quotes, got "256"',
    ],
    [{ "fitness:service.port": "3000" }, 'must be a whole number from 1024 to 65535: write it without quotes, got "3000"'],
    [{ "fitness:service.port": "80" }, 'must be a whole number from 1024 to 65535, got "80"'],
    [{ "fitness:service.enableExecuteCommand": "true" }, 'must be true or false: write it without quotes, got "true"'],
    [{ "fitness:service.enableExecuteCommand": "yes" }, 'must be true or false, got "yes"'],
    [{ "fitness:service.user": 1001 }, "must be a user id like 1001, or user and group like 1001:1001: quote it, got 1001"],
    [{ "fitness:service.architecture": "arm64" }, 'must be one of X86_64, ARM64; did you mean ARM64?, got "arm64"'],
    [{ "fitness:profile": "production" }, 'must be one of dev, staging, prod; did you mean prod?, got "production"'],
    [{ "fitness:loadBalancer.ipAddressType": "ipv6" }, 'must be one of ipv4, dualstack, got "ipv6"'],
    [
        { "fitness:loadBalancer.idleTimeoutSeconds": "60s" },
        'must be a whole number from 1 to 4000: write it without a unit, got "60s"',
    ],
    [
        { "fitness:loadBalancer.healthCheck.matcher": "200, 204" },
        'must be success codes from 200 to 499 like 200, 200-399 or 200,204, without blanks, got "200, 204"',
    ],
    [
        { "fitness:loadBalancer.healthCheck.path": "healthz" },
        'must be a path like /api/health, with a slash at its beginning, got "healthz"',
    ],
    [
        { "fitness:domain.name": "App.Example.com" },
        'must be a host name like app.example.com, in lower case, got "App.Example.com"',
    ],
    [
        { "fitness:domain.name": "app.example.com." },
        'must be a host name like app.example.com, without the dot at its end, got "app.example.com."',
    ],
    [
        { "fitness:domain.name": "https://app.example.com/login" },
        'must be a host name like app.example.com, without https:// and what follows the name, got "https://app.example.com/login"',
    ],
    [
        { "fitness:domain.zone": "Z2FDTNDATAQYW2" },
        'must be the name of the zone, like example.com: its id belongs in domain.zoneId, beside it, got "Z2FDTNDATAQYW2"',
    ],
    [{ "fitness:image.commit": "ABCDEF0" }, 'must be a commit id of 7 to 40 hex digits, in lower case, got "ABCDEF0"'],
    [
        { "fitness:image.build.context": "..\\web" },
        'must be a folder relative to the project like app or ../web, with slashes, got "..\\\\web"',
    ],
    [
        { "fitness:parameters.prefix": "/aws/app" },
        'must be a path like /fitness-prod, and none that begins with /aws or /ssm, which are kept for AWS, got "/aws/app"',
    ],
    [{ "fitness:parameters.prefix": "/app/" }, 'must be a path like /fitness-prod, without the slash at its end, got "/app/"'],
    [
        { "aws:assumeRole": { roleArn: "arn:aws:iam::123456789012:role/deploy", externalId: "y" } },
        'must be an external id: 2 to 1224 letters, digits and _+=,.@:/-, got "y"',
    ],
    [{ "aws:region": "eu-west-1a" }, 'must be a region like eu-west-1, of which this is a zone, got "eu-west-1a"'],
    [{ "aws:region": "EU-WEST-1" }, 'must be a region like us-east-1, in lower case, got "EU-WEST-1"'],
    [{ "aws:allowedAccountIds": [123456789012] }, "must be an account id of 12 digits: quote it, got 123456789012"],
    [{ "fitness:loadBalancer.idleTimeout": 60 }, "is not a known key; did you mean idleTimeoutSeconds?"],
    [{ "fitness:scaling.cpu": 70 }, "is not a known key; did you mean cpuPercent?"],
    [{ "fitness:domain.internal": true }, "is not a known key here; did you mean fitness:loadBalancer.internal?"],
    [
        { "fitness:service.retentionDays": 30 },
        "is not a known key here; did you mean fitness:logs.retentionDays or fitness:audit.retentionDays?",
    ],
    [{ "fitness:certificateArn": "x" }, "is not a known key here; did you mean fitness:domain.certificateArn?"],
    // Of another mode, and of too many sections to be a help.
    [{ "fitness:network": { mode: "dedicated", vpcId: "x" } }, "is not a known key (known: mode, cidr, zones, nat, egress)"],
    [{ "fitness:budget.kmsKeyArn": "x" }, "is not a known key (known: monthlyUsd, notify)"],
    [
        { "fitness:service.replicas": 2 },
        "is not a known key (nearest: sidecars, cpu, tasks, capacity; all are in docs/configuration.md#fitnessservice)",
    ],
];

describe("a value that is nearly right", () => {
    it("is refused with what it lacks", () => {
        assertRows(
            rows.map(([given, problem]) => {
                const [path = ""] = Object.keys(given);
                const found = problemsOf(given).filter((each) => each.path.startsWith(path));
                return [JSON.stringify(given), found.map(({ message }) => message), [problem]];
            }),
        );
    });

    it("tells nothing of itself where it is encrypted", () => {
        const given = { "fitness:service": { architecture: "arm64", port: "3000" }, "fitness:domain": { name: "A.EXAMPLE.COM" } };
        const problems = problemsOf(given, { secretKeys: Object.keys(given) });
        const messages = ["host name like app.example.com", "one of X86_64, ARM64", "whole number from 1024 to 65535"];
        assert.deepEqual(problems.map(({ message }) => message.replace(/^must be (?:a )?/, "")).sort(), messages.sort());
    });

    it("with a dot in its key is one that `pulumi config set` made without --path", () => {
        const message = "is one key with a dot in its name: write tasks.min below service, or pulumi config set with --path";
        assert.deepEqual(problemsOfRaw({ ...rawOf({}), "fitness:service.tasks.min": "2" }), [
            { path: "fitness:service.tasks.min", message },
        ]);
    });
});

describe("the page that a message names", () => {
    it("has a part for each section of which a message can't list the keys", () => {
        const headings = readFileSync("docs/configuration.md", "utf8").matchAll(/^## `(\w+):(\w+)`$/gm);
        const sections = [...headings].map(([, , section = ""]) => section);
        const large = keysOfSchema(project).sections.filter(({ keys }) => keys.length > 16);
        const named = large
            .map(({ path }) => path.split(/[:.]/)[1] ?? "")
            .filter((section) => section !== "" && section !== "parameters");
        assert.ok(named.length > 0);
        assert.deepEqual(
            named.filter((section) => !sections.includes(section)),
            [],
        );
    });
});

describe("did you mean", () => {
    const known = ["logs", "tags", "memoryMiB", "deregistrationDelaySeconds", "ARM64"];
    const words: readonly (readonly [word: string, hint: string])[] = [
        ["log", "; did you mean logs?"],
        ["memory", "; did you mean memoryMiB?"],
        ["deregistrationDelay", "; did you mean deregistrationDelaySeconds?"],
        ["arm64", "; did you mean ARM64?"],
        ["linux/arm64", "; did you mean ARM64?"],
        ["lots", "; did you mean logs?"],
        ["lgso", "; did you mean logs?"],
        ["xy", ""],
    ];
    for (const [word, hint] of words) {
        it(`finds ${hint === "" ? "nothing" : hint.slice(15, -1)} for ${word}`, () => {
            assert.equal(didYouMean(word, known), hint);
        });
    }
});
