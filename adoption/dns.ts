import type { DnsRecord } from "../aws/route53";
import type { PreviewDocument } from "../preview/document";
import { readInputs } from "../resources/inputs";
import type { LiveAccount, LiveLoadBalancer } from "./account";
import { findOwnBalancers, inputsOf } from "./serving";

/** What a record leads to, as a reader of the zone sees it. */
export function describeTarget({ alias, values = [] }: DnsRecord): string {
    return alias?.dnsName ?? values.join(" ");
}

/** Whether a record leads to a load balancer: as its alias, or by a CNAME. */
export function leadsTo({ type, alias, values = [] }: DnsRecord, dnsName: string): boolean {
    const [value = ""] = type === "CNAME" ? values : [];
    return plainName(alias?.dnsName ?? value) === plainName(dnsName);
}

/** Names of DNS have no case, and may end with a dot; the console writes `dualstack.` before that of a balancer. */
function plainName(name: string): string {
    return name
        .toLowerCase()
        .replace(/\.$/, "")
        .replace(/^dualstack\./, "");
}

const addressTypes = ["A", "AAAA", "CNAME"];

/** Records of the host name that lead browsers to something that the stack has not made. */
export function findOldRecords(document: PreviewDocument, account: LiveAccount): readonly DnsRecord[] {
    const own = findOwnBalancers(document, account);
    return (account.zone?.records ?? [])
        .filter(({ type }) => addressTypes.includes(type))
        .filter((record) => own.every(({ dnsName }) => !leadsTo(record, dnsName)));
}

/** Types of the records that the stack has, or will have once `domain.record` lets it: one for each address family. */
export function findOwnTypes(document: PreviewDocument): readonly string[] {
    const family = inputsOf(document, "aws:lb/loadBalancer:LoadBalancer").text("ipAddressType");
    return family === "dualstack" ? ["A", "AAAA"] : ["A"];
}

/**
 * Why Route 53 would take no weighted record of the stack beside an old one, even when that has a weight; undefined where it
 * would. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
 */
export function findObstacle(record: DnsRecord, { dnsName }: LiveLoadBalancer): string | undefined {
    const { type, name, setIdentifier, weight, values = [] } = record;
    if (setIdentifier !== undefined && weight === undefined) {
        return `the ${type} record ${setIdentifier} of ${name} is spread by something else than weights`;
    }
    if (type === "CNAME" && !leadsTo(record, dnsName)) {
        return `the CNAME record of ${name} leads to ${describeTarget(record)}, and no other type can stand beside it`;
    }
    return type !== "CNAME" && values.length > 1 ? `the ${type} record of ${name} has several values` : undefined;
}

/** Why the program's record can't be in a zone with one that there is, where it is to lead to the same balancer. */
export function findRecordRefusal(document: PreviewDocument, record: DnsRecord, balancer: LiveLoadBalancer): string | undefined {
    const { type, name, setIdentifier, weight } = record;
    const where = `the ${type} record of ${name}`;
    const instead = "set domain.certificateArn instead of domain.zone";
    if (!leadsTo(record, balancer.dnsName)) {
        return `${where} does not lead to ${balancer.name}: ${instead}`;
    }
    if (type === "CNAME") {
        return `${where} leads to ${balancer.name}, and the program's alias can't stand beside it: make it an alias, or ${instead}`;
    }
    const own = document.resources
        .filter((resource) => resource.type === "aws:route53/record:Record")
        .map(({ inputs }) => readInputs(inputs))
        .find((inputs) => inputs.text("type") === type && inputs.list("aliases").length > 0);
    const policy = describePolicy(setIdentifier, weight !== undefined);
    const isRouted = ["latencyRoutingPolicies", "failoverRoutingPolicies"].some((policy) => own?.has(policy) === true);
    const ownPolicy = describePolicy(own?.text("setIdentifier"), !isRouted);
    return own === undefined || policy === ownPolicy
        ? undefined
        : `${where} ${policy}, and the program's ${ownPolicy} (domain.recordWeight, domain.routing): Route 53 takes one kind for a name`;
}

function describePolicy(setIdentifier: string | undefined, hasWeight: boolean): string {
    return setIdentifier === undefined
        ? "has no weight"
        : hasWeight
          ? "has a weight"
          : "is spread by something else than weights";
}
