import { flag, of, peer, wholeNumber, type LeafCase } from "./leaf-case";

const hostName = "must be a host name like app.example.com";
const subnet = "must be a subnet's id like subnet-0123456789abcdef0";
const subnets = "must be a list of at least 2 subnets";

const egress = of("must be a list of rules with a port", { port: 587 }, [{ port: 587, to: "mail" }], ["[0].to", peer, "mail"]);

/** The keys of the domain and the network. */
export const networkCases: Readonly<Record<string, LeafCase>> = {
    "fitness:domain.name": of(hostName, 7, "app_example"),
    "fitness:domain.alternativeNames": of(
        "must be a list of host names",
        "www.example.com",
        ["*"],
        ["[0]", "must be a host name like app.example.com, or *.example.com", "*"],
    ),
    "fitness:domain.redirectFrom": of(
        "must be a list of host names",
        "www.example.com",
        ["*.example.com"],
        ["[0]", hostName, "*.example.com"],
    ),
    "fitness:domain.zone": of(hostName, 7, "example"),
    "fitness:domain.zoneId": of("must be a hosted zone's id like Z0123456789ABCDEFGHIJ", 7, "/hostedzone/Z1"),
    "fitness:domain.record": flag,
    "fitness:domain.recordWeight": wholeNumber(0, 255, 256),
    "fitness:domain.routing.policy": of("must be one of latency, failover", true, "weighted"),
    "fitness:domain.routing.role": of("must be one of primary, secondary", 1, "both"),
    "fitness:domain.routing.healthCheck": flag,
    "fitness:domain.certificateArn": of(
        "must be the ARN of an ACM certificate like arn:aws:acm:us-east-1:123456789012:certificate/…",
        7,
        "arn:aws:acm:us-east-1:1:certificate/1",
    ),

    "fitness:network.mode": of("must be one of default, dedicated, existing", 7, "private"),
    "fitness:network.subnetIds (default)": of(
        subnets,
        "subnet-0123456789abcdef0",
        ["subnet-0123456789abcdef0", "subnet"],
        ["[1]", subnet, "subnet"],
    ),
    "fitness:network.egress (default)": egress,
    "fitness:network.cidr (dedicated)": of(
        "must be a private IPv4 block between /16 and /20, like 10.0.0.0/16",
        7,
        "10.256.0.0/16",
    ),
    "fitness:network.zones (dedicated)": wholeNumber(2, 6, 1),
    "fitness:network.nat (dedicated)": of("must be one of none, single, perZone", true, "two"),
    "fitness:network.egress (dedicated)": egress,
    "fitness:network.vpcId (existing)": of("must be a VPC's id like vpc-0123456789abcdef0", 7, "vpc-default"),
    "fitness:network.publicSubnetIds (existing)": of(subnets, {}, ["subnet-0123456789abcdef0"]),
    "fitness:network.serviceSubnetIds (existing)": of("must be a list of at least 1 subnets", "subnet-0123456789abcdef0", []),
    "fitness:network.vpcTags (existing)": of("must be an object of tags", "shared", {}),
    "fitness:network.publicSubnetTags (existing)": of("must be an object of tags", ["public"], {}),
    "fitness:network.serviceSubnetTags (existing)": of("must be an object of tags", 1, { Tier: 1 }, [
        ".Tier",
        "must be a tag's value: quote it",
        1,
    ]),
    "fitness:network.assignPublicIp (existing)": flag,
    "fitness:network.egress (existing)": egress,
};
