import * as assert from "node:assert/strict";
import { carryAll } from "./carry-all";
import { testRows } from "./carry-rows";
import * as services from "./live-services";
import { liveService } from "./live-services";

describe("the way of the requests to a service that runs becomes keys", () => {
    testRows([
        [
            "another port, codes and path of the health check",
            {
                routing: {
                    targetGroup: {
                        ...services.targetGroup,
                        healthCheck: {
                            ...services.targetGroup.healthCheck,
                            port: "9000",
                            matcher: "200-399",
                            path: "/h?deep=1",
                            timeoutSeconds: 30,
                        },
                    },
                },
            },
            {
                "loadBalancer.healthCheck.port": 9000,
                "loadBalancer.healthCheck.matcher": "200-399",
                "loadBalancer.healthCheck.path": "/h?deep=1",
                "loadBalancer.healthCheck.timeoutSeconds": undefined,
                "deployment.probe.path": "/",
            },
            [
                /^targetGroup\.web\.healthCheck\.timeoutSeconds: loadBalancer\.healthCheck\.timeoutSeconds must be shorter than intervalSeconds/,
            ],
        ],
        [
            "another port of the health check, whose path says nothing of the service's own",
            {
                routing: {
                    targetGroup: { ...services.targetGroup, healthCheck: { ...services.targetGroup.healthCheck, port: "9000" } },
                },
            },
            { "loadBalancer.healthCheck.port": undefined },
            [/^targetGroup\.web\.healthCheck\.port: 9000: .*set loadBalancer\.healthCheck\.port and deployment\.probe\.path$/],
        ],
        [
            "rules by path and by source, and somebody to sign in with",
            {
                routing: {
                    listeners: [
                        {
                            ...services.https,
                            rules: [
                                {
                                    ...services.rule,
                                    hosts: ["shop.example.com", "www.example.com"],
                                    paths: ["/api/*"],
                                    otherConditions: ["source-ip"],
                                    actions: [{ type: "authenticate-oidc", targetGroups: [] }, ...services.forward],
                                },
                            ],
                        },
                    ],
                    certificates: [{ arn: "arn:aws:acm:eu-west-1:123456789012:certificate/0", names: ["*.example.com"] }],
                },
            },
            { "domain.name": "shop.example.com", "domain.certificateArn": "arn:aws:acm:eu-west-1:123456789012:certificate/0" },
            [
                /^listener\.443\.rules\.host-header: www\.example\.com: a stack has one host name/,
                /^listener\.443\.rules\[default\]: only \/api\/\* leads to the service/,
                /^listener\.443\.rules\[default\]: it depends on source-ip/,
                /^listener\.443\.rules\[default\]: authenticate-oidc/,
            ],
        ],
        [
            "a certificate whose host is not known, and old clients",
            {
                routing: {
                    listeners: [{ ...services.https, sslPolicy: "ELBSecurityPolicy-2016-08" }],
                    certificates: [{ arn: "arn:c", names: ["*.example.com"] }],
                },
            },
            { "domain.name": undefined, "domain.certificateArn": undefined },
            [
                /^listener\.443\.certificate: \*\.example\.com: which host it serves is not known; name it by --domain$/,
                /^listener\.443\.sslPolicy: ELBSecurityPolicy-2016-08/,
            ],
        ],
        [
            "no load balancer at all",
            { service: { loadBalancers: [] }, rest: { routing: undefined } },
            {
                network: {
                    mode: "existing",
                    vpcId: "vpc-0a1b2c3d4e5f60718",
                    publicSubnetIds: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
                    serviceSubnetIds: ["subnet-0bbbbbbbbbbbbbbb1", "subnet-0bbbbbbbbbbbbbbb2"],
                },
            },
            [
                /^service\.loadBalancers: none: the program makes a load balancer/,
                /subnets: no load balancer says which subnets are public/,
            ],
        ],
        [
            "an internal load balancer, which few may ask",
            {
                routing: {
                    balancer: { ...services.balancer, scheme: "internal", type: "network", ipAddressType: "dualstack" },
                    securityGroups: [
                        {
                            id: "sg-1",
                            name: "",
                            vpcId: "",
                            ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, peers: ["10.0.0.0/8"] }],
                            egress: [],
                        },
                    ],
                },
            },
            {
                "loadBalancer.ipAddressType": "dualstack",
                "loadBalancer.internal": true,
                "loadBalancer.ingress": ["10.0.0.0/8"],
            },
            [/^loadBalancer\.web\.type: network/],
        ],
    ]);

    it("names the host that the caller names, if a certificate of the listener is for it", () => {
        const certificates = [
            { arn: "arn:aws:acm:eu-west-1:123456789012:certificate/1", names: ["other.example"] },
            { arn: "arn:aws:acm:eu-west-1:123456789012:certificate/2", names: ["shop.example.com"] },
        ];
        const live = liveService({ routing: { listeners: [services.https], certificates } });
        assert.equal(carryAll(live, { domain: "shop.example.com" }).values["domain.certificateArn"], certificates[1]?.arn);
        const { values, left } = carryAll(live, { domain: "elsewhere.example.com" });
        assert.equal(values["domain.name"], undefined);
        assert.match(left.join("\n"), /none of the listener's certificates is for elsewhere\.example\.com/);
    });

    it("keeps a key of the health check that is the profile's for another port", () => {
        const targetGroup = {
            ...services.targetGroup,
            healthCheck: { ...services.targetGroup.healthCheck, port: "3000", path: "/health" },
        };
        assert.equal(carryAll(liveService({ routing: { targetGroup } })).values["loadBalancer.healthCheck.port"], 3000);
    });
});
