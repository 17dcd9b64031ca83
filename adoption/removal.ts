import type { SecurityGroupRule } from "../aws/ec2-security-group-rules";
import type { PreviewDocument } from "../preview/document";
import { lastSegment } from "../aws/arn";
import { readInputs } from "../resources/inputs";
import type { LiveAccount } from "./account";
import { findRule, pairGroups } from "./groups";
import type { Way } from "./plan";
import { monthlyUsd } from "./prices";
import { inputsOf, type Serving } from "./serving";

/** Something that nothing uses any more at the end, for a person to delete. */
export interface Removal {
    readonly what: string;

    /** USD a month by list prices; undefined where the price is not known. */
    readonly monthlyUsd: number | undefined;
}

/** What the old way of serving leaves behind, in the order in which AWS lets it be deleted. */
export function listRemovals(document: PreviewDocument, account: LiveAccount, serving: Serving, way: Way): Removal[] {
    return way === "in place"
        ? [...oldScaling(account, serving), ...leftoverRules(document, account, serving)]
        : oldResources(document, account, serving);
}

function oldResources(
    document: PreviewDocument,
    account: LiveAccount,
    { service, loadBalancer, targetGroup }: Serving,
): Removal[] {
    const region = inputsOf(document, "pulumi:providers:aws").text("region") ?? "";
    const { cpu, memoryMiB, desiredCount = 0, assignPublicIp } = service ?? {};
    const groups = new Set([...(loadBalancer?.securityGroupIds ?? []), ...(service?.securityGroupIds ?? [])]);
    const watched = [`load balancer ${loadBalancer?.name ?? ""}`, `service ${service?.name ?? ""}`];
    return [
        ...(account.alarms ?? [])
            .filter(({ on }) => watched.includes(on))
            .map(({ name, on }) => ({
                what: `alarm ${name}, on ${on}`,
                monthlyUsd: monthlyUsd(region, { alarm: 1 }),
            })),
        ...oldScaling(account, { service }),
        ...(service === undefined
            ? []
            : [
                  {
                      what: `service ${service.name}, ${desiredCount} ${desiredCount === 1 ? "task" : "tasks"}`,
                      monthlyUsd:
                          cpu === undefined || memoryMiB === undefined
                              ? undefined
                              : monthlyUsd(region, {
                                    vcpu: (desiredCount * cpu) / 1024,
                                    memoryGiB: (desiredCount * memoryMiB) / 1024,
                                    publicAddress: assignPublicIp === true ? desiredCount : 0,
                                }),
                  },
              ]),
        ...(loadBalancer === undefined
            ? []
            : [
                  {
                      what: `load balancer ${loadBalancer.name} with its ${loadBalancer.listeners.length} listeners`,
                      monthlyUsd: monthlyUsd(region, {
                          loadBalancer: 1,
                          publicAddress: loadBalancer.scheme === "internet-facing" ? loadBalancer.subnetIds.length : 0,
                      }),
                  },
              ]),
        ...(targetGroup === undefined ? [] : [free(`target group ${targetGroup.name}`)]),
        ...[...groups].map((id) => free(`security group ${id}${describeGroup(account, id)}`)),
        ...oldRoles(document, account).map((name) => free(`role ${name}, once no revision that may come back uses it`)),
        ...oldCertificates(document, account).map((arn) => free(`certificate ${lastSegment(arn)}`)),
    ];
}

function free(what: string): Removal {
    return { what, monthlyUsd: 0 };
}

/** What sets the number of tasks, which the program sets too. */
function oldScaling({ scaling = [] }: LiveAccount, { service }: Pick<Serving, "service">): Removal[] {
    return scaling
        .filter((each) => each.service === service?.name)
        .map(({ min, max }) => free(`scaling of ${service?.name ?? ""}, ${min} to ${max} tasks`));
}

function describeGroup({ securityGroups }: LiveAccount, id: string): string {
    const name = securityGroups?.find((group) => group.id === id)?.name;
    return name === undefined ? "" : ` (${name})`;
}

/** Roles of the old revision that the program does not use. */
function oldRoles({ resources }: PreviewDocument, { roles = {} }: LiveAccount): string[] {
    const wanted = resources.filter(({ type }) => type === "aws:iam/role:Role").map(({ inputs }) => inputs.name);
    return Object.values(roles).flatMap((role) => (!role || wanted.includes(role.name) ? [] : [role.name]));
}

function oldCertificates(document: PreviewDocument, { certificates = [] }: LiveAccount): string[] {
    const wanted = inputsOf(document, "aws:acm/certificate:Certificate").text("domainName");
    const given = document.resources.map(({ inputs }) => readInputs(inputs).text("certificateArn"));
    return certificates
        .filter(({ arn, names: [domainName] = [] }) => domainName !== wanted && !given.includes(arn))
        .map(({ arn }) => arn);
}

/** Rules that both groups have beside the program's: they stay open until they are taken away. */
function leftoverRules(document: PreviewDocument, { securityGroups = [] }: LiveAccount, serving: Serving): Removal[] {
    const pairs = pairGroups(document, serving);
    const ids = [...(serving.loadBalancer?.securityGroupIds ?? []), ...(serving.service?.securityGroupIds ?? [])];
    const kept = document.resources.flatMap(({ type, inputs }) => {
        const direction = type.includes("Ingress") ? "ingress" : "egress";
        const rule = type.startsWith("aws:vpc/") ? findRule(direction, readInputs(inputs), securityGroups, pairs) : undefined;
        return rule?.id ?? [];
    });
    return securityGroups
        .filter(({ id }) => ids.includes(id))
        .flatMap(({ id, rules }) =>
            rules
                .filter((rule) => !kept.includes(rule.id))
                .map((rule) => ({ what: `rule ${rule.id} of ${id}: ${describeRule(rule)}`, monthlyUsd: 0 })),
        );
}

function describeRule({ direction, protocol, fromPort, toPort, peer }: SecurityGroupRule): string {
    const ports = protocol === "-1" ? "everything" : `${protocol} ${fromPort === toPort ? fromPort : `${fromPort}–${toPort}`}`;
    return `${direction === "ingress" ? "in" : "out"}, ${ports}, ${peer}`;
}
