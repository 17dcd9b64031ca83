import type { SecurityGroupRule } from "../aws/ec2-security-group-rules";
import type { PreviewDocument } from "../preview/document";
import { findResourceType } from "../resources";
import type { Inputs } from "../resources/inputs";
import { resourceKey, type Resource } from "../resources/resource";
import type { LiveSecurityGroup } from "./account";
import type { Serving } from "./serving";

const securityGroup = "aws:ec2/securityGroup:SecurityGroup";

/** The program's security groups and those that serve, side by side. */
export interface Groups {
    /** Id of the group that serves in a group's place; undefined where there is none. */
    readonly liveId: (group: Resource) => string | undefined;

    /** The same by the id that a preview shows for the group. */
    readonly liveIdOf: (placeholder: string) => string | undefined;
}

/**
 * Pairs each security group of the program with the one that serves: the balancer's with the balancer's, and the tasks' with
 * the tasks'. A balancer or service with several groups has no such pair, as the program would leave it with one.
 */
export function pairGroups(document: PreviewDocument, { loadBalancer, service }: Serving): Groups {
    const balancer = document.resources.find(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer");
    const isBalancers = (group: Resource) => balancer?.options.dependsOn.includes(resourceKey(group)) === true;
    const liveId = (group: Resource) => only((isBalancers(group) ? loadBalancer : service)?.securityGroupIds ?? []);
    const byPlaceholder = new Map(
        document.resources
            .filter(({ type }) => type === securityGroup)
            .map((group) => [placeholderOf(group), liveId(group)] as const),
    );
    return { liveId, liveIdOf: (placeholder) => byPlaceholder.get(placeholder) };
}

/** The rule of a live group that says the same as one of the program's: AWS refuses to make it twice. */
export function findRule(
    direction: SecurityGroupRule["direction"],
    inputs: Inputs,
    securityGroups: readonly LiveSecurityGroup[],
    { liveIdOf }: Groups,
): SecurityGroupRule | undefined {
    const group = securityGroups.find(({ id }) => id === liveIdOf(inputs.text("securityGroupId") ?? ""));
    const referenced = inputs.text("referencedSecurityGroupId");
    const [ipv4, ipv6, list] = ["cidrIpv4", "cidrIpv6", "prefixListId"].map((key) => inputs.text(key));
    const peer = referenced === undefined ? (ipv4 ?? ipv6 ?? list) : liveIdOf(referenced);
    return group?.rules.find(
        (rule) =>
            rule.direction === direction &&
            rule.peer === peer &&
            rule.protocol === inputs.text("ipProtocol") &&
            rule.fromPort === inputs.number("fromPort") &&
            rule.toPort === inputs.number("toPort"),
    );
}

function placeholderOf({ type, name, inputs }: Resource): string {
    const nowhere = { partition: "aws", region: "", accountId: "" }; // the id of a group has none of it
    return String(findResourceType(type).placeholder(inputs, nowhere, name).id);
}

function only<T>(items: readonly T[]): T | undefined {
    return items.length === 1 ? items[0] : undefined;
}
