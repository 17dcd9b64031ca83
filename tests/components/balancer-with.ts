import type { DomainArgs } from "../../components/domain";
import type { HttpArgs } from "../../components/http";
import { LoadBalancer, type LoadBalancerSettings } from "../../components/load-balancer";
import { Network } from "../../components/network";
import type { PreviewMode } from "../../preview/recorder";
import { build } from "../support/build";

export const names = { loadBalancer: "spotter-alb" };

export const http: HttpArgs = {
    port: 3000,
    healthCheckPath: "/api/health",
    healthCheckPort: 3000,
    healthCheckMatcher: "200",
    idleTimeoutSeconds: 60,
};

export const usual: LoadBalancerSettings = {
    deregistrationDelaySeconds: 30,
    stickinessSeconds: undefined,
    slowStartSeconds: undefined,
    deletionProtection: true,
    ipAddressType: "ipv4",
    internal: false,
    maintenance: undefined,
    ingress: ["0.0.0.0/0"],
    healthCheck: { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
};
export const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012";
export const balancerArn = `${arn}:loadbalancer/app/spotter-alb/${"0".repeat(16)}`;
export const targetGroupArn = `${arn}:targetgroup/web-${"0".repeat(16)}/${"0".repeat(16)}`;
export const inZone = { domain: { name: "app.example.com", zoneId: "Z0123456789ABC" } };
export const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
export const withCertificate = { domain: { name: "app.example.com", certificateArn } };

export const bothFamilies = { ipAddressType: "dualstack", ingress: ["0.0.0.0/0", "::/0"] } as const;

export interface Change extends Partial<LoadBalancerSettings> {
    readonly domain?: DomainArgs;
    readonly acceptsGap?: boolean;
}

export function makeNetwork(): Network {
    return new Network("web", {
        region: "us-east-1",
        layout: {
            mode: "existing",
            vpcId: "vpc-01234567",
            publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
            serviceSubnetIds: ["subnet-0123456c", "subnet-0123456d"],
            assignPublicIp: false,
        },
    });
}

/** Makes a load balancer; a test changes what it is about. */
export function make({ domain, acceptsGap = false, ...settings }: Change, asked = http): LoadBalancer {
    const guard = { acceptsGap };
    return new LoadBalancer("web", {
        names,
        network: makeNetwork(),
        domain,
        http: asked,
        guard,
        settings: { ...usual, ...settings },
    });
}

export const balancerWith = (change: Change, mode: PreviewMode = "update") => build(() => make(change), mode);
