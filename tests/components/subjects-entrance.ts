import { AuditLogs, type AuditLogsArgs } from "../../components/audit-logs";
import { DnsRecords, type DnsRecordsArgs } from "../../components/dns-records";
import { LoadBalancer, type LoadBalancerArgs } from "../../components/load-balancer";
import { Network, type NetworkArgs } from "../../components/network";
import { WebAcl, type WebAclArgs } from "../../components/web-acl";
import { account } from "../support/build";
import type { Subject } from "./mistakes";
import { makeFoundation, serviceOn, trafficGuard } from "./service-fixture";
import { auditSettings, http } from "./settings-fixture";

export const existing = {
    mode: "existing",
    vpcId: "vpc-01234567",
    publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
    serviceSubnetIds: ["subnet-0123456c"],
    assignPublicIp: false,
} as const;
export const network: Subject<NetworkArgs> = {
    make: (name, args) => new Network(name, args),
    args: () => ({ region: "us-east-1", layout: existing }),
};
export const dedicated: Subject<NetworkArgs> = {
    make: (name, args) => new Network(name, args),
    args: () => ({ region: "us-east-1", layout: { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat: "single" } }),
};
/** Arguments of a load balancer in a network. */
export const balancerIn = (made: Network): LoadBalancerArgs => ({
    names: { loadBalancer: "spotter-alb" },
    network: made,
    domain: { name: "app.example.com", zoneId: "Z0123456789ABC" },
    http,
    guard: trafficGuard,
    settings: {
        deregistrationDelaySeconds: 30,
        stickinessSeconds: undefined,
        slowStartSeconds: undefined,
        deletionProtection: true,
        internal: false,
        maintenance: undefined,
        ingress: ["0.0.0.0/0"],
        ipAddressType: "ipv4",
        healthCheck: { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
    },
});
export const balancer: Subject<LoadBalancerArgs> = {
    make: (name, args) => new LoadBalancer(name, args),
    args: () => balancerIn(new Network("web", network.args())),
};
export const auditLogs: Subject<AuditLogsArgs> = {
    make: (name, args) => new AuditLogs(name, args),
    args: () => ({
        account,
        bucketName: "spotter-test-logs-123456789012",
        network: new Network("web", network.args()),
        settings: auditSettings,
    }),
};

export const webAcl: Subject<WebAclArgs> = {
    make: (name, args) => new WebAcl(name, args),
    args: () => ({
        names: { monitoring: "spotter-app" },
        loadBalancer: makeFoundation().loadBalancer,
        settings: {
            mode: "block",
            managedRuleGroups: ["AWSManagedRulesCommonRuleSet"],
            requestsPer5Minutes: 2000,
            exceptPaths: ["/api/webhooks/"],
        },
    }),
};
export const records: Subject<DnsRecordsArgs> = {
    make: (name, args) => new DnsRecords(name, args),
    args: () => {
        const foundation = makeFoundation();
        return {
            names: { loadBalancer: "spotter-alb" },
            domain: { name: "app.example.com", otherNames: ["www.example.com"], zoneId: "Z0123456789ABC" },
            loadBalancer: foundation.loadBalancer,
            service: serviceOn(foundation),
            weight: 5,
        };
    },
};
