import * as assert from "node:assert/strict";
import { componentSummaries } from "../../preview/component-summaries";
import type { PreviewDocument } from "../../preview/document";
import { queriesFor, readMainInputs } from "../../preview/resource-queries";
import { summarize } from "../../preview/stack-summary";
import type { Plain, Resource } from "../../resources/resource";
import { resource } from "./made-up";

const [repository, balancer, service] = ["ecr:ImageRepository", "lb:LoadBalancer", "ecs:FargateService"].map(
    (type) => `spotter:${type}::web`,
) as [string, string, string];

const expire = (selection: object) => ({ selection, action: { type: "expire" } });
const keep = (countNumber: number) => expire({ tagStatus: "any", countType: "imageCountMoreThan", countNumber });
const untagged = expire({ tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 });

const application = {
    name: "shop",
    image: `registry/shop@sha256:${"1f3c".repeat(16)}`,
    essential: true,
    user: "1001:1001",
    readonlyRootFilesystem: true,
    portMappings: [{ containerPort: 3000 }],
    secrets: [{ name: "AUTH_SECRET" }, { name: "AWS_REGION" }],
    mountPoints: [{ containerPath: "/tmp" }, { containerPath: "/ca", readOnly: true }],
};
const sidecar = { name: "agent", image: "registry/agent:v1", essential: true, portMappings: [{ containerPort: 9000 }] };

const redirect = [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443" } }];
const http = { port: 80, protocol: "HTTP", defaultActions: redirect };
const https = { port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" };

interface Parts {
    readonly rules?: readonly object[];
    readonly containers?: readonly object[];
    readonly listeners?: readonly { readonly [key: string]: Plain }[];
    readonly internal?: boolean;
    readonly targets?: Plain;
    readonly extra?: readonly Resource[];
}

/** A stack of which only the parts matter. */
function stackWith({
    rules = [],
    containers = [application],
    listeners = [],
    internal = false,
    targets,
    extra = [],
}: Parts): PreviewDocument {
    const target = { containerName: "shop", containerPort: 3000 };
    return {
        project: "shop",
        stack: "prod",
        resources: [
            ...extra,
            resource("aws:ecr/repository:Repository", "web", repository, { name: "shop", imageTagMutability: "IMMUTABLE" }),
            resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "web", repository, { policy: JSON.stringify({ rules }) }),
            ...listeners.map((inputs, index) => resource("aws:lb/listener:Listener", `web-${index}`, balancer, inputs)),
            resource("aws:lb/loadBalancer:LoadBalancer", "web", balancer, { name: "shop", internal }),
            resource("aws:lb/targetGroup:TargetGroup", "web", balancer, {
                port: 3000,
                healthCheck: { path: "/api/health", interval: 10 },
            }),
            resource("aws:ecs/service:Service", "web", service, { name: "shop", loadBalancers: targets ?? [target] }),
            resource("aws:ecs/taskDefinition:TaskDefinition", "web", service, {
                containerDefinitions: JSON.stringify(containers),
            }),
            ...["ecr:ImageRepository", "ecr:ContainerImage", "ssm:AppParameters", "lb:LoadBalancer", "ecs:FargateService"].map(
                (type) => resource(`spotter:${type}`, "web", null),
            ),
        ],
        outputs: {},
        warnings: [],
    };
}

/** The line of a component, as far as it has facts. */
function line(type: string, parts: Parts): string {
    const document = stackWith(parts);
    const component = document.resources.find((candidate) => candidate.type === `spotter:${type}`);
    assert.ok(component);
    const summary = componentSummaries[component.type]?.(queriesFor(document, component));
    return [summary?.name, ...(summary?.details ?? [])].filter(Boolean).join(" · ");
}

describe("the line of a repository", () => {
    const kept = "shop · immutable tags · no scan";

    it("says how many images are kept, whatever other rules come first", () => {
        assert.equal(line("ecr:ImageRepository", { rules: [keep(30)] }), `${kept} · keeps 30 images`);
        const few = expire({ tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 3 });
        assert.equal(line("ecr:ImageRepository", { rules: [untagged, few, keep(30)] }), `${kept} · keeps 30 images`);
    });

    it("says nothing of it where no rule keeps a number of images", () => {
        assert.equal(line("ecr:ImageRepository", { rules: [untagged] }), kept);
    });
});

describe("the line of a service", () => {
    const facts = "shop · user 1001:1001, read-only root · writes /tmp";

    it("is about the application's container, whichever container comes first", () => {
        for (const containers of [[application], [application, sidecar], [sidecar, application]]) {
            assert.equal(line("ecs:FargateService", { containers }), facts);
            assert.equal(line("ssm:AppParameters", { containers }), "2 variables · 0 managed here · 2 external");
            assert.equal(line("ecr:ContainerImage", { containers }), "sha256:1f3c1f3c1f3c");
        }
    });

    it("finds the container by the port of the target where the service's targets are unknown", () => {
        assert.equal(line("ecs:FargateService", { containers: [sidecar, application], targets: "<unknown>" }), facts);
    });

    it("finds the container that gets the target group's requests where there are several targets", () => {
        const targets = [
            { containerName: "agent", containerPort: 9000 },
            { containerName: "shop", containerPort: 3000 },
        ];
        assert.equal(line("ecs:FargateService", { containers: [sidecar, application], targets }), facts);
    });

    it("is not about a container that may end", () => {
        const containers = [
            { ...sidecar, essential: false },
            { ...application, portMappings: [] },
        ];
        assert.equal(line("ecs:FargateService", { containers, targets: "<unknown>" }), facts);
    });

    it("says nothing of containers among which the application's is unknown", () => {
        const containers = [sidecar, { ...application, portMappings: [] }];
        assert.equal(line("ecs:FargateService", { containers, targets: "<unknown>" }), "shop");
    });
});

describe("the line of a load balancer", () => {
    const health = "/api/health every 10 s";

    it("says what users meet at the two standard ports, whatever other listeners come first", () => {
        const test = { ...https, port: 8443, sslPolicy: "ELBSecurityPolicy-2016-08" };
        const metrics = { port: 9090, protocol: "HTTP", defaultActions: [{ type: "forward" }] };
        for (const listeners of [
            [http, https],
            [test, metrics, http, https],
        ]) {
            assert.equal(line("lb:LoadBalancer", { listeners }), `shop · 80 ▸ 443, TLS 1.2+ · ${health}`);
        }
    });

    it("says the oldest version of TLS that a policy admits, and of an unfamiliar policy its name", () => {
        const versions = {
            "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09": "TLS 1.3",
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06": "TLS 1.2+",
            "ELBSecurityPolicy-2016-08": "TLS 1.0+",
            "ELBSecurityPolicy-TLS14-2031-01": "ELBSecurityPolicy-TLS14-2031-01",
        };
        for (const [sslPolicy, version] of Object.entries(versions)) {
            assert.equal(line("lb:LoadBalancer", { listeners: [{ ...https, sslPolicy }] }), `shop · 443, ${version} · ${health}`);
        }
    });

    it("says that a listener without a policy has the API's own", () => {
        assert.match(line("lb:LoadBalancer", { listeners: [{ port: 443, protocol: "HTTPS" }] }), /443, TLS 1\.0\+/);
    });

    it("says that it is internal", () => {
        const forward = { port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] };
        assert.equal(
            line("lb:LoadBalancer", { listeners: [forward], internal: true }),
            `shop · internal · HTTP only · ${health}`,
        );
    });

    it("says where there is no HTTPS", () => {
        const forward = { port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] };
        assert.equal(line("lb:LoadBalancer", { listeners: [forward] }), `shop · HTTP only · ${health}`);
    });

    it("is about its own target group, not one that has a role", () => {
        const green = resource("aws:lb/targetGroup:TargetGroup", "web-green", balancer, { healthCheck: { path: "/green" } });
        assert.equal(
            line("lb:LoadBalancer", { listeners: [http, https], extra: [green] }),
            `shop · 80 ▸ 443, TLS 1.2+ · ${health}`,
        );
    });
});

describe("the line of a domain's records", () => {
    const records = "spotter:route53:DnsRecords::web";
    const record = (type: string, more = {}) =>
        resource("aws:route53/record:Record", `web-${type.toLowerCase()}`, records, { name: "app.example.com", type, ...more });
    const lineOf = (...found: readonly Resource[]) => {
        const component = resource("spotter:route53:DnsRecords", "web", null, {});
        const queries = queriesFor({ ...stackWith({}), resources: [component, ...found] }, component);
        const { name, details = [] } = componentSummaries["spotter:route53:DnsRecords"]?.(queries) ?? {};
        return [name, ...details.filter((detail) => detail !== undefined)].join(" · ");
    };

    it("says which they are, and that users come once the release serves", () => {
        assert.equal(lineOf(record("A"), record("AAAA")), "app.example.com · A and AAAA · once the release serves");
    });

    it("counts the names, where there are several", () => {
        assert.equal(
            lineOf(record("A"), record("A", { name: "www.example.com" })),
            "app.example.com · A · 2 names · once the release serves",
        );
    });

    it("says the share of the lookups that they get", () => {
        const weighted = { weightedRoutingPolicies: [{ weight: 5 }] };
        assert.equal(lineOf(record("A", weighted)), "app.example.com · A · weight 5 · once the release serves");
    });
});

describe("the first lines of a preview", () => {
    const summaryOf = (document: PreviewDocument) =>
        Object.fromEntries(summarize(document, { context: undefined, before: undefined }));

    it("are about the application's service and container, not those that have a role", () => {
        const worker = "spotter:ecs:FargateService::web";
        const extra = [resource("aws:ecs/service:Service", "web-worker", worker, { desiredCount: 9 })];
        const document = stackWith({ containers: [sidecar, application], extra });
        assert.match(summaryOf(document).Release ?? "", /^sha256:(1f3c){16} {5}from Pulumi\.prod\.yaml$/);
        assert.equal(readMainInputs(document, "aws:ecs/service:Service").text("desiredCount"), undefined);
    });

    it("say how many zones a new VPC has, as its subnets are unknown", () => {
        const vpc = resource("awsx:ec2:Vpc", "web", "spotter:ec2:Network::web", { numberOfAvailabilityZones: 3 });
        assert.match(summaryOf(stackWith({ extra: [vpc] })).Tasks ?? "", /, 3 zones$/);
    });
});
