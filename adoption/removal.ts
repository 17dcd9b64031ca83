import { lastSegment } from "../aws/arn";
import type { PreviewDocument } from "../preview/document";
import { findPrices, monthlyUsd, type PriceList } from "../prices/price-list";
import { readInputs } from "../resources/inputs";
import { findScaling, type LiveAccount, type LiveLoadBalancer, type LiveService } from "./account";
import { findOldRecords, leadsTo } from "./dns";
import { groupRemovals, leftoverRules } from "./group-removal";
import type { Way } from "./plan";
import { priceTasks } from "./prices";
import { inputsOf, type Serving } from "./serving";
import { findOtherUses, listCertificates, type OtherUses } from "./uses";

/** Something that nothing uses any more at the end, for a person to delete. */
export interface Removal {
    readonly what: string;

    /** USD a month by list prices; undefined where the price is not known. */
    readonly monthlyUsd: number | undefined;
}

/**
 * What the old way of serving leaves behind, in the order in which AWS lets it be deleted. Nothing that another service or
 * balancer uses is in it.
 */
export function listRemovals(document: PreviewDocument, account: LiveAccount, serving: Serving, way: Way): Removal[] {
    const uses = findOtherUses(account, serving);
    return way === "in place"
        ? [...leftoverScaling(document, account, serving), ...leftoverRules(document, account, serving, uses)]
        : oldResources(document, account, serving, uses);
}

function oldResources(document: PreviewDocument, account: LiveAccount, serving: Serving, uses: OtherUses): Removal[] {
    const { service, loadBalancer, targetGroup } = serving;
    const prices = findPrices(inputsOf(document, "pulumi:providers:aws").text("region") ?? "");
    const isShared = uses.besideServing.length > 0;
    const watched = [
        ...(loadBalancer === undefined || isShared ? [] : [`load balancer ${loadBalancer.name}`]),
        ...(service === undefined ? [] : [`service ${service.name}`]),
    ];
    return [
        ...oldRecords(document, account, serving).map(free),
        ...(account.alarms ?? [])
            .filter(({ on }) => watched.includes(on))
            .map(({ name, on }) => ({ what: `alarm ${name}, on ${on}`, monthlyUsd: prices && monthlyUsd(prices, { alarm: 1 }) })),
        ...scaling(account, serving),
        ...(service === undefined ? [] : [{ what: describeService(service), monthlyUsd: priceTasks(service, prices) }]),
        ...(loadBalancer === undefined ? [] : [removeBalancer(loadBalancer, serving, account, uses, prices)]),
        ...(targetGroup === undefined || uses.targetGroups.has(targetGroup.arn)
            ? []
            : [free(`target group ${targetGroup.name}`)]),
        ...groupRemovals(account, serving, uses).map(free),
        ...oldRoles(document, account, serving, uses).map((name) =>
            free(`role ${name}, once neither a revision that may come back nor anything else uses it`),
        ),
        ...oldCertificates(document, account, serving, uses).map((arn) => free(`certificate ${lastSegment(arn)}`)),
    ];
}

function free(what: string): Removal {
    return { what, monthlyUsd: 0 };
}

/** Records that lead to the old balancer beside the stack's own. One without a weight is still the only one. */
function oldRecords(document: PreviewDocument, account: LiveAccount, { loadBalancer }: Serving): string[] {
    return findOldRecords(document, account)
        .filter((record) => record.weight !== undefined && loadBalancer !== undefined && leadsTo(record, loadBalancer.dnsName))
        .map(({ type, name, setIdentifier = "" }) => `${type} record ${setIdentifier} of ${name}, once its weight is 0`);
}

/** What sets the number of tasks, which the program sets too. */
function scaling({ scaling: live }: LiveAccount, { service }: Serving): Removal[] {
    const found = service && findScaling(live, service);
    return found === undefined ? [] : [free(`scaling of ${found.service}, ${found.min} to ${found.max} tasks`)];
}

/** Policies and schedules of a service that is taken over: where the program scales it, the range is the program's. */
function leftoverScaling({ resources }: PreviewDocument, account: LiveAccount, serving: Serving): Removal[] {
    const own = resources.filter(({ type }) => type.startsWith("aws:appautoscaling/"));
    const found = serving.service && findScaling(account.scaling, serving.service);
    if (own.length === 0 || found === undefined) {
        return scaling(account, serving);
    }
    const { service, policies, scheduledActions } = found;
    const listed = [
        ...policies.map((name) => ({ kind: "scaling policy", name })),
        ...scheduledActions.map((name) => ({ kind: "scheduled scaling", name })),
    ];
    return listed
        .filter(({ name }) => own.every(({ inputs }) => inputs.name !== name))
        .map(({ kind, name }) => free(`${kind} ${name} of ${service}`));
}

function describeService({ name, desiredCount, capacityProviders }: LiveService): string {
    const on = capacityProviders.length === 0 ? "" : ` on ${capacityProviders.join(" and ")}`;
    return `service ${name}, ${desiredCount} ${desiredCount === 1 ? "task" : "tasks"}${on}`;
}

/** A balancer that others are behind stays, without what leads to the service. */
function removeBalancer(
    { name, listeners, scheme, subnetIds, isProtected }: LiveLoadBalancer,
    { targetGroup }: Serving,
    { targetGroups = [] }: LiveAccount,
    { besideServing }: OtherUses,
    prices: PriceList | undefined,
): Removal {
    if (besideServing.length > 0) {
        const nameOf = (arn: string) => targetGroups.find((group) => group.arn === arn)?.name ?? arn.split("/").at(-2) ?? arn;
        const others = besideServing.map(nameOf).join(", ");
        return free(
            `what leads to ${targetGroup?.name ?? ""} in the listeners of load balancer ${name}, which ${others} stays behind`,
        );
    }
    const protection =
        isProtected === true
            ? "; turn off its deletion protection first"
            : isProtected === undefined
              ? "; whether it has deletion protection was not seen"
              : "";
    return {
        what: `load balancer ${name} with its ${listeners.length} listeners${protection}`,
        monthlyUsd:
            prices && monthlyUsd(prices, { loadBalancer: 1, publicAddress: scheme === "internet-facing" ? subnetIds.length : 0 }),
    };
}

/** Roles of the old service that neither the program nor another service uses. */
function oldRoles(
    { resources }: PreviewDocument,
    { roles: live = {} }: LiveAccount,
    { service }: Serving,
    { roles }: OtherUses,
): string[] {
    const wanted = resources.filter(({ type }) => type === "aws:iam/role:Role").map(({ inputs }) => inputs.name);
    const own = [...new Set(service?.task?.roles)];
    return roles === undefined ? [] : own.filter((name) => live[name] && !roles.has(name) && !wanted.includes(name));
}

/** Certificates of the old balancer that neither the program nor anything else uses. */
function oldCertificates(
    document: PreviewDocument,
    { certificates = [] }: LiveAccount,
    { loadBalancer }: Serving,
    { certificates: used }: OtherUses,
): string[] {
    if (loadBalancer === undefined) {
        return [];
    }
    const wanted = inputsOf(document, "aws:acm/certificate:Certificate").text("domainName");
    const given = document.resources.map(({ inputs }) => readInputs(inputs).text("certificateArn"));
    return certificates
        .filter(({ arn }) => listCertificates(loadBalancer).includes(arn) && !used.has(arn) && !given.includes(arn))
        .filter(({ names: [name] = [] }) => name !== wanted)
        .filter(({ inUseBy = [] }) => inUseBy.every((arn) => arn === loadBalancer.arn))
        .map(({ arn }) => arn);
}
