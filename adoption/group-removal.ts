import type { SecurityGroupRule } from "../aws/ec2-security-group-rules";
import type { PreviewDocument } from "../preview/document";
import { readInputs } from "../resources/inputs";
import type { LiveAccount, LiveSecurityGroup } from "./account";
import { findRule, pairGroups } from "./groups";
import type { Removal } from "./removal";
import type { Serving } from "./serving";
import type { OtherUses } from "./uses";

/**
 * Security groups that nothing else uses, the tasks' before the balancer's: AWS deletes none that a rule of another names, and
 * the tasks let in the balancer. A rule the other way round goes before both.
 */
export function groupRemovals(account: LiveAccount, serving: Serving, uses: OtherUses): string[] {
    const groups = ownGroups(account, serving, uses).filter(({ name }) => name !== "default"); // a VPC's own can't be deleted
    return groups.flatMap(({ id, name }, at) => [
        ...groups
            .slice(at + 1)
            .flatMap((later) =>
                later.rules.filter(({ peer }) => peer === id).map((rule) => `rule ${rule.id} of ${later.id}, which names ${id}`),
            ),
        `security group ${id} (${name}), once no rule of another group names it`,
    ]);
}

/** Rules that both groups have beside the program's: they stay open until they are taken away. */
export function leftoverRules(document: PreviewDocument, account: LiveAccount, serving: Serving, uses: OtherUses): Removal[] {
    const pairs = pairGroups(document, serving);
    const { securityGroups = [] } = account;
    const kept = document.resources.flatMap(({ type, inputs }) => {
        const direction = type.includes("Ingress") ? "ingress" : "egress";
        const rule = type.startsWith("aws:vpc/") ? findRule(direction, readInputs(inputs), securityGroups, pairs) : undefined;
        return rule?.id ?? [];
    });
    return ownGroups(account, serving, uses).flatMap(({ id, rules }) =>
        rules
            .filter((rule) => !kept.includes(rule.id))
            .map((rule) => ({ what: `rule ${rule.id} of ${id}: ${describeRule(rule)}`, monthlyUsd: 0 })),
    );
}

/** Groups of what serves that nothing else uses, the tasks' first. */
function ownGroups(
    { securityGroups = [] }: LiveAccount,
    { service, loadBalancer }: Serving,
    { securityGroups: used }: OtherUses,
): LiveSecurityGroup[] {
    const ids = [...(service?.securityGroupIds ?? []), ...(loadBalancer?.securityGroupIds ?? [])];
    return [...new Set(ids)].flatMap((id) => (used.has(id) ? [] : securityGroups.filter((group) => group.id === id)));
}

function describeRule({ direction, protocol, fromPort, toPort, peer }: SecurityGroupRule): string {
    const ports = protocol === "-1" ? "everything" : `${protocol} ${fromPort === toPort ? fromPort : `${fromPort}–${toPort}`}`;
    return `${direction === "ingress" ? "in" : "out"}, ${ports}, ${peer}`;
}
