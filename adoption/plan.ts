import type { PreviewDocument } from "../preview/document";
import { findResourceType, isKnownType } from "../resources";
import { readInputs } from "../resources/inputs";
import { isComponentType, resourceKey, type Resource } from "../resources/resource";
import type { LiveAccount } from "./account";
import type { AdoptCommand } from "./command";
import { describeTarget, findOldRecords, leadsTo } from "./dns";
import { describeImport } from "./effects";
import { pairGroups } from "./groups";
import { findRefusals } from "./in-place";
import { findExisting, kinds, type Search } from "./kinds";
import { listRemovals, type Removal } from "./removal";
import { findOwnBalancers, findServing, listOthers, type Serving, type Unclear } from "./serving";
import { findSettings, type Setting } from "./settings";

/** How production comes over: beside what serves, and then the DNS record moves; or by taking over what serves. */
export type Way = "side by side" | "in place";

export interface PlanOptions extends Omit<AdoptCommand, "stack"> {
    /** The old release answers the program's health check with success; undefined where that was not asked. */
    readonly answersHealthCheck?: boolean;
}

/** What becomes of one resource of the program. */
export interface Row {
    /** `type::name` */
    readonly key: string;

    /** `import`: taken over. `make`: new. `leave`: neither yet, for the reason in `note`. */
    readonly action: "import" | "make" | "leave";

    /** By which it is imported. */
    readonly id?: string;

    /** What the import, with the update after it, does to what serves; or why it is left. */
    readonly note?: string;
}

/** How an account comes into a stack. */
export interface Plan {
    readonly way: Way;
    readonly serving: Serving;

    /** Keys of the stack file to set before anything is imported. */
    readonly settings: readonly Setting[];

    /** Why the way can't be taken. */
    readonly refusals: readonly string[];
    readonly rows: readonly Row[];

    /** What must be named from now on, as the stack's file will name others. */
    readonly named: Pick<AdoptCommand, "service" | "cluster">;

    /** What to delete by hand at the end. */
    readonly removals: readonly Removal[];
}

/** Compares what a program would create with what an account has. */
export function planAdoption(document: PreviewDocument, account: LiveAccount, options: PlanOptions): Plan {
    const { way } = options;
    const found = findServing(document, account, options.service);
    const serving = "candidates" in found ? {} : found;
    const unclear = "candidates" in found ? [describeUnclear(found, account, options)] : [];
    const search = { account, serving, groups: pairGroups(document, serving) };
    const settings = findSettings(document, account, serving, options);
    const rows = document.resources
        .filter(({ type }) => !isComponentType(type) && !type.startsWith("pulumi:") && isKnownType(type))
        .map((resource) => toRow(document, resource, search, way));
    return {
        way,
        serving,
        settings,
        refusals:
            way === "in place"
                ? [...unclear, ...findRefusals(document, account, serving, options)]
                : [...unclear, ...(unclear.length > 0 ? [] : findUnseenService(document, account, serving, options))],
        rows,
        named: {
            ...(serving.service !== undefined && listOthers(document, account).length > 1
                ? { service: serving.service.name }
                : {}),
            ...(settings.some(({ path }) => path === "names.cluster") ? { cluster: account.servingCluster } : {}),
        },
        removals: listRemovals(document, account, serving, way),
    };
}

function describeUnclear({ candidates }: Unclear, { servingCluster }: LiveAccount, { service }: PlanOptions): string {
    const all = candidates.join(", ");
    return service === undefined
        ? `which service serves is not clear, of ${all}: name it with --service`
        : `cluster ${servingCluster} has no service ${service} that the stack has not made: there is ${all || "none"}`;
}

/** Something serves, as the host name leads to it, and no one has said yet that its service is not in another cluster. */
function findUnseenService(
    document: PreviewDocument,
    { services, servingCluster, ...account }: LiveAccount,
    { service }: Serving,
    { cluster }: PlanOptions,
): string[] {
    const [record] = findOldRecords(document, { servingCluster, ...account });
    return service !== undefined || services === undefined || record === undefined || cluster !== undefined
        ? []
        : [
              `${record.name} leads to ${describeTarget(record)}, and no service of cluster ${servingCluster} that the stack has not made is behind it: ` +
                  `name the cluster of what serves with --cluster, or this one where ECS does not run it`,
          ];
}

function toRow(document: PreviewDocument, resource: Resource, search: Search, way: Way): Row {
    const key = resourceKey(resource);
    const kind = kinds[resource.type];
    if (kind === undefined) {
        return { key, action: "make" };
    }
    if (resource.type === "aws:route53/record:Record") {
        return recordRow(document, resource, search);
    }
    if (way === "side by side" && !kind.isShared) {
        return { key, action: "make", note: "beside the old one" };
    }
    const existing = findExisting(resource, search);
    if (existing === undefined) {
        return { key, action: "leave", note: "not seen: whether it exists is not known" };
    }
    const id = existing === null ? undefined : toId(resource, existing);
    return id === undefined ? { key, action: "make" } : { key, action: "import", id, note: describeImport(resource.type) };
}

/** A record that leads elsewhere would move with the update after its import. */
function recordRow(document: PreviewDocument, resource: Resource, search: Search): Row {
    const key = resourceKey(resource);
    const { account, serving } = search;
    const existing = findExisting(resource, search);
    if (readInputs(resource.inputs).list("aliases").length === 0) {
        return { key, action: "make", note: "overwrites the same record, if there is one" };
    }
    if (existing === null) {
        return { key, action: "make" };
    }
    if (existing === undefined || account.loadBalancers === undefined) {
        return { key, action: "leave", note: "not seen: whether it exists, and where it leads, is not known" };
    }
    const own = findOwnBalancers(document, account);
    const targets = serving.loadBalancer === undefined ? own : [...own, serving.loadBalancer];
    const record = account.zone?.records.find(
        ({ name, type, setIdentifier }) =>
            name === existing.name && type === existing.type && setIdentifier === existing.setIdentifier,
    );
    const isSame = targets.some(
        ({ dnsName, name }) => record !== undefined && leadsTo(record, dnsName) && isWanted(document, name),
    );
    return isSame
        ? { key, action: "import", id: toId(resource, existing), note: describeImport(resource.type) }
        : { key, action: "leave", note: "leads elsewhere: the update after an import would move it" };
}

function isWanted({ resources }: PreviewDocument, balancer: string): boolean {
    return resources.some(
        ({ type, inputs }) => type === "aws:lb/loadBalancer:LoadBalancer" && readInputs(inputs).text("name") === balancer,
    );
}

/** By what `resources/` knows of the type. */
function toId({ type }: Resource, existing: object): string | undefined {
    return findResourceType(type).importId.from?.(readInputs(existing));
}
