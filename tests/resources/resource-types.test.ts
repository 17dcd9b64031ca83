import * as assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { isKnownType, resourceTypes } from "../../resources";
import { readInputs } from "../../resources/inputs";
import { created } from "../../resources/placeholders";
import { isComponentType, unknown, type Resource } from "../../resources/resource";
import { buildContext } from "../support/build";
import { previewOf, previewOfExample, stacks, type StackKeys } from "../stacks/preview-of";
import { ids, sharedBalancerArn } from "./import-ids";

const account = { partition: "aws", region: "us-east-1", accountId: "920013187591" };

function withStores(config: StackKeys): void {
    config["spotter:access"] = { ...config["spotter:access"], buckets: { uploads: "the-uploads" } };
    config["spotter:data"] = { tables: ["users"], buckets: ["uploads"] };
}

const checkedByRoute53 = {
    name: "spotter.cannashieldct.com",
    zone: "cannashieldct.com",
    routing: { policy: "latency", healthCheck: true },
};

/** What may bring types into a stack that no stack's file does. */
const variants: Readonly<Record<string, (config: StackKeys, context: string) => void>> = {
    "profile dev": (config) => void (config["spotter:profile"] = "dev" as never),
    "network dedicated": (config) => {
        config["spotter:network"] = { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat: "single" };
        config["spotter:audit"] = { flowLogs: true };
    },
    "network existing": (config) => {
        const subnets = ["subnet-00000001", "subnet-00000002"];
        config["spotter:network"] = {
            mode: "existing",
            vpcId: "vpc-00000001",
            publicSubnetIds: subnets,
            serviceSubnetIds: subnets,
            assignPublicIp: true,
        };
        config["spotter:loadBalancer"] = { ...config["spotter:loadBalancer"], ipAddressType: "dualstack" };
    },
    "a scaling schedule, and a mail for alarms": (config) => {
        config["spotter:alarms"] = { emails: ["ops@example.com"] };
        config["spotter:scaling"] = { schedules: { night: { schedule: "cron(0 22 * * ? *)", min: 1, max: 2 } } };
    },
    "a customer key, and a budget": (config) => {
        config["spotter:budget"] = { monthlyUsd: 80, notify: true };
        config["spotter:encryption"] = { customerKey: true };
    },
    "a schedule": (config) => {
        config["spotter:schedules"] = { nightly: { command: ["node", "job.js"], schedule: "cron(0 3 * * ? *)" } };
    },
    "tables and buckets of its own": withStores,
    "one region among several": (config) => void (config["spotter:domain"] = checkedByRoute53),
    "a web ACL": (config) => void (config["spotter:webAcl"] = { mode: "count" }),
    "a shared load balancer": (config) => {
        config["spotter:domain"] = { name: "pr-12.example.com", zone: "example.com" };
        config["spotter:loadBalancer"] = { existing: { arn: sharedBalancerArn, attachCertificate: true } };
    },
    "a built image": (config, context) => {
        config["spotter:image"] = { build: { context, platform: "linux/amd64" } };
    },
};

/** The id of a resource that exists, by what was asked for and what AWS added. */
function toImportId({ type, name, inputs }: Resource): string | undefined {
    const { id, state } = created(type, name, inputs, account);
    return resourceTypes[type]?.importId.from?.(readInputs({ ...state, id }));
}

describe("what is known of resource types", () => {
    const registered = new Set<string>();
    before(async () => {
        const { context, remove } = buildContext();
        try {
            const previews = [
                ...stacks.map((stack) => () => previewOf(stack, "update")),
                () => previewOfExample("prod", "update"),
                ...Object.values(variants).map((change) => {
                    return () => previewOfExample("staging", "update", (config) => change(config, context));
                }),
            ];
            for (const preview of previews) {
                (await preview()).resources.forEach(({ type }) => registered.add(type));
            }
        } finally {
            remove();
        }
    });

    it("covers every type that a stack registers, whatever its profile, network and image, and no other", () => {
        const types = [...registered].filter((type) => !isComponentType(type));
        assert.deepEqual(types.sort(), Object.keys(resourceTypes).sort());
    });

    it("has an id to import by, and the page that documents it, or the reason why there is none", () => {
        for (const [type, { importId }] of Object.entries(resourceTypes)) {
            assert.equal(importId.source.startsWith("https://"), importId.from !== undefined, type);
            assert.ok(importId.source.length > 20, type);
        }
        const importable = Object.keys(resourceTypes).filter((type) => resourceTypes[type]?.importId.from !== undefined);
        assert.deepEqual(importable.sort(), Object.keys(ids).sort());
    });

    it("says that a type can be imported where the provider's reference does", () => {
        for (const [type, { importId }] of Object.entries(resourceTypes)) {
            const reference = `node_modules/@pulumi/${type.replace(/^(\w+):(?:index\/)?/, "$1/").replace(/:\w+$/, "")}.d.ts`;
            if (existsSync(reference)) {
                const isDocumented = readFileSync(reference, "utf8").includes(`pulumi import ${type} `);
                assert.equal(importId.from !== undefined, isDocumented, reference);
            } else {
                assert.match(type, /^pulumi:providers:|^awsx:/);
            }
        }
    });

    it("builds each id as the provider's reference has it", async () => {
        const { resources: ofProd } = await previewOfExample("prod", "update", (config) => {
            withStores(config);
            variants["a schedule"]?.(config, "");
            config["spotter:alarms"] = { emails: ["ops@example.com"] };
            config["spotter:network"] = { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat: "single" };
            config["spotter:audit"] = { flowLogs: true };
            config["spotter:encryption"] = { customerKey: true };
            config["spotter:webAcl"] = { mode: "count" };
            config["spotter:budget"] = { monthlyUsd: 80, notify: true };
        });
        const shared = await previewOfExample("staging", "update", (config) => variants["a shared load balancer"]?.(config, ""));
        const routed = await previewOfExample("prod", "update", (config) => {
            config["spotter:domain"] = checkedByRoute53;
        });
        const checks = routed.resources.filter(({ type }) => type === "aws:route53/healthCheck:HealthCheck");
        const resources = [
            ...ofProd,
            ...checks,
            ...shared.resources.filter(({ type }) => /listener(?:Rule|Certificate):/.test(type)),
        ];
        const built = Object.entries(ids).map(([type, [name]]) => {
            const resource = resources.find((candidate) => candidate.type === type && candidate.name === name);
            return [type, [name, resource && toImportId(resource)]];
        });
        assert.deepEqual(Object.fromEntries(built), ids);
    });

    it("builds no id of a part that is unknown", () => {
        for (const [type, { importId }] of Object.entries(resourceTypes)) {
            const state = { name: unknown, cluster: unknown, role: unknown, arn: unknown, zoneId: unknown, type: "A" };
            assert.equal(importId.from?.(readInputs(state)), undefined, type);
        }
    });

    it("writes a record's name as the provider keeps it, and its set identifier last", () => {
        const from = resourceTypes["aws:route53/record:Record"]?.importId.from;
        const record = { zoneId: "Z1", name: "_0.WWW.example.com.", type: "CNAME" };
        assert.equal(from?.(readInputs(record)), "Z1__0.www.example.com_CNAME");
        assert.equal(from(readInputs({ ...record, setIdentifier: "blue" })), "Z1__0.www.example.com_CNAME_blue");
    });

    it("shows a fact or more of every resource of prod but four", async () => {
        const { resources } = await previewOfExample("prod", "update");
        const silent = resources
            .filter(({ type }) => isKnownType(type))
            .filter(({ type, inputs }) => resourceTypes[type]?.describe(readInputs(inputs)).facts.length === 0);
        assert.deepEqual(
            silent.map(({ name }) => name),
            ["web", "web-execution", "web-task", "web-pull-and-log"], // "web": a cluster without Container Insights
        );
    });
});
