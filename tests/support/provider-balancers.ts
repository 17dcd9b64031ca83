import { types } from "../account-model/elb-types";
import { objects, part, text, texts, type Thing, type Things } from "../account-model/type-model";
import { elements, refuse, xml, type Answers, type Input } from "../aws-double/protocol";

/**
 * What AWS tells of a load balancer that stacks share: asked by its ARN, or by its name, which no stack's tags are beside; the
 * one that a stack makes for itself is asked by its name or tags.
 *
 * @param others answers to the questions that are about something else
 */
export function answersOfSharedBalancers(things: Pick<Things, "list">, others: Answers): Answers {
    const find = (type: string, key: string, value: unknown) =>
        things.list(type).filter(({ id, properties }) => (key === "id" ? id : properties[key]) === value);
    const members = (action: string, name: string, values: readonly string[]) =>
        xml(action, "elasticloadbalancing", `<${name}>${list(values)}</${name}>`);
    const orElse = (action: string, input: Input) => others[action]?.(input) ?? refuse("InvalidAction", action);
    return {
        DescribeLoadBalancers: (input) => {
            const [arn, name] = [input["LoadBalancerArns.member.1"], input["Names.member.1"]];
            const others = things.list(types.balancer).filter(({ properties }) => properties.tags === undefined);
            const found =
                arn === undefined
                    ? others.filter(({ properties }) => name === undefined || properties.name === name)
                    : find(types.balancer, "id", arn);
            return found.length === 0
                ? orElse("DescribeLoadBalancers", input)
                : members("DescribeLoadBalancers", "LoadBalancers", found.map(describeBalancer));
        },
        DescribeLoadBalancerAttributes: ({ LoadBalancerArn }) => {
            const attributes = find(types.balancer, "id", LoadBalancerArn).map(({ properties }) =>
                elements({ Key: "idle_timeout.timeout_seconds", Value: Number(properties.idleTimeout) }),
            );
            return members("DescribeLoadBalancerAttributes", "Attributes", attributes);
        },
        DescribeListeners: ({ LoadBalancerArn }) =>
            members(
                "DescribeListeners",
                "Listeners",
                find(types.listener, "loadBalancerArn", LoadBalancerArn).map(({ id, properties }) =>
                    elements({ ListenerArn: id, Port: Number(properties.port), Protocol: text(properties.protocol) }),
                ),
            ),
        DescribeListenerCertificates: ({ ListenerArn }) =>
            members(
                "DescribeListenerCertificates",
                "Certificates",
                find(types.listener, "id", ListenerArn).map(({ properties }) =>
                    elements({ CertificateArn: text(properties.certificateArn) }),
                ),
            ),
        DescribeRules: (input) =>
            input.ListenerArn === undefined
                ? orElse("DescribeRules", input)
                : members("DescribeRules", "Rules", find(types.rule, "listenerArn", input.ListenerArn).map(describeRule)),
        DescribeTags: (input) => {
            const asked = Object.entries(input).flatMap(([key, value]) => (key.startsWith("ResourceArns.") ? [value] : []));
            const rules = asked.flatMap((arn) => find(types.rule, "id", arn));
            return rules.length === 0
                ? orElse("DescribeTags", input)
                : members("DescribeTags", "TagDescriptions", rules.map(describeTags));
        },
    };
}

function describeBalancer({ id, properties }: Thing): string {
    const zones = ["us-east-1a", "us-east-1b"].map((ZoneName) => elements({ ZoneName }));
    return [
        elements({
            LoadBalancerArn: id,
            LoadBalancerName: text(properties.name),
            DNSName: text(properties.dnsName),
            CanonicalHostedZoneId: text(properties.zoneId),
            Type: "application",
            Scheme: "internet-facing",
            IpAddressType: text(properties.ipAddressType),
            VpcId: text(properties.vpcId),
        }),
        `<AvailabilityZones>${list(zones)}</AvailabilityZones>`,
        `<SecurityGroups>${list(texts(properties.securityGroups))}</SecurityGroups>`,
    ].join("");
}

function describeRule({ id, properties }: Thing): string {
    const conditions = objects(properties.conditions).map(
        ({ hostHeader }) =>
            `<Field>host-header</Field><HostHeaderConfig><Values>${list(texts(part(hostHeader).values))}</Values></HostHeaderConfig>`,
    );
    return `${elements({ RuleArn: id, Priority: Number(properties.priority) })}<Conditions>${list(conditions)}</Conditions>`;
}

function describeTags({ id, properties }: Thing): string {
    const tags = Object.entries(part(properties.tags)).map(([Key, Value]) => elements({ Key, Value: text(Value) }));
    return `${elements({ ResourceArn: id })}<Tags>${list(tags)}</Tags>`;
}

const list = (items: readonly string[]) => items.map((item) => `<member>${item}</member>`).join("");
