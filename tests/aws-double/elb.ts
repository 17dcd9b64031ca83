import type { AccountState, TaggedLoadBalancer } from "./account";
import { elements, refuse, xml, type Answers } from "./protocol";
import type { ServiceModel, Target } from "./service-model";

export function elb(state: AccountState, service: ServiceModel): Answers {
    const members = (action: string, name: string, values: readonly string[]) =>
        xml(action, "elasticloadbalancing", `<${name}>${list(values)}</${name}>`);
    return {
        DescribeTargetHealth: ({ TargetGroupArn }) =>
            members(
                "DescribeTargetHealth",
                "TargetHealthDescriptions",
                service.describeTargets(String(TargetGroupArn)).map(describeTarget),
            ),
        DescribeRules: () => {
            const weights = service.describeWeights?.() ?? refuse("RuleNotFound", "There is no such rule.");
            return members("DescribeRules", "Rules", [describeRule(weights)]);
        },
        DescribeTargetGroups: ({ "TargetGroupArns.member.1": asked }) =>
            members(
                "DescribeTargetGroups",
                "TargetGroups",
                (typeof asked === "string" ? [asked] : (service.listTargetGroups?.() ?? ["group"])).map(
                    (arn) => `<TargetGroupArn>${arn}</TargetGroupArn><LoadBalancerArns>${list([balancerArn])}</LoadBalancerArns>`,
                ),
            ),
        DescribeLoadBalancers: () =>
            members("DescribeLoadBalancers", "LoadBalancers", [describeLoadBalancer(state.loadBalancerDns, state.loadBalancer)]),
        DescribeTags: () =>
            members("DescribeTags", "TagDescriptions", [
                `<ResourceArn>${balancerArn}</ResourceArn><Tags>${list(Object.entries(state.loadBalancer?.tags ?? {}).map(describeTag))}</Tags>`,
            ]),
    };
}

function describeTarget({ id, port = 3000, state, reason, description }: Target): string {
    const health = elements({ State: state, Reason: reason, Description: description });
    return `<Target>${elements({ Id: id, Port: port })}</Target><TargetHealth>${health}</TargetHealth>`;
}

function describeRule(weights: readonly { readonly arn: string; readonly weight: number }[]): string {
    const groups = weights.map(({ arn, weight }) => elements({ TargetGroupArn: arn, Weight: weight }));
    const forward = `<Type>forward</Type><ForwardConfig><TargetGroups>${list(groups)}</TargetGroups></ForwardConfig>`;
    return `<RuleArn>rule</RuleArn><Priority>1</Priority><Actions>${list([forward])}</Actions>`;
}

const balancerArn = "balancer";

/** The load balancer that tests which care for nothing else have is of no stack. */
function describeLoadBalancer(dnsName: string, { name, scheme, vpcId, zones }: Partial<TaggedLoadBalancer> = {}): string {
    const fields = { LoadBalancerArn: balancerArn, DNSName: dnsName, LoadBalancerName: name, Scheme: scheme, VpcId: vpcId };
    return `${elements(fields)}<AvailabilityZones>${list((zones ?? []).map((ZoneName) => elements({ ZoneName })))}</AvailabilityZones>`;
}

const describeTag = ([Key, Value]: readonly [string, string]) => elements({ Key, Value });

const list = (items: readonly string[]) => items.map((item) => `<member>${item}</member>`).join("");
