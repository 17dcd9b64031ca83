import type { AccountState } from "./account";
import { elements, xml, type Answers } from "./protocol";
import type { ServiceModel, Target } from "./service-model";

export function elb({ loadBalancerDns }: AccountState, service: ServiceModel): Answers {
    const members = (action: string, list: string, values: readonly string[]) =>
        xml(action, "elasticloadbalancing", `<${list}>${values.map((value) => `<member>${value}</member>`).join("")}</${list}>`);
    return {
        DescribeTargetHealth: () =>
            members("DescribeTargetHealth", "TargetHealthDescriptions", service.describeTargets().map(describeTarget)),
        DescribeTargetGroups: () =>
            members("DescribeTargetGroups", "TargetGroups", [
                "<TargetGroupArn>group</TargetGroupArn><LoadBalancerArns><member>balancer</member></LoadBalancerArns>",
            ]),
        DescribeLoadBalancers: () => members("DescribeLoadBalancers", "LoadBalancers", [`<DNSName>${loadBalancerDns}</DNSName>`]),
    };
}

function describeTarget({ id, port = 3000, state, reason, description }: Target): string {
    const health = elements({ State: state, Reason: reason, Description: description });
    return `<Target>${elements({ Id: id, Port: port })}</Target><TargetHealth>${health}</TargetHealth>`;
}
