import { parseStatements, type PolicyStatement, type Role } from "../aws/iam";
import { retentionDays } from "../aws/log-retention";
import { nameLimits, type NameKey } from "../aws/name-limits";
import { ranges } from "../aws/ranges";
import type { PreviewDocument } from "../preview/document";
import { countKeptImages } from "../resources/ecr";
import { readInputs } from "../resources/inputs";
import type { LiveAccount } from "./account";
import { findOldRecords, findOwnTypes } from "./dns";
import { findLostPrincipals, findLostRights } from "./permissions";
import type { PlanOptions } from "./plan";
import { findForeignProviders, inputsOf, isSame, type Serving } from "./serving";

/** A key of the stack file, the value that it needs, and why. */
export interface Setting {
    /** Without the project's name, as `names.service`. */
    readonly path: string;
    readonly value: string | number | boolean | object;
    readonly reason: string;
}

/** Keys without which an import, or the update after it, would take something from what serves. */
export function findSettings(
    document: PreviewDocument,
    account: LiveAccount,
    serving: Serving,
    options: Pick<PlanOptions, "way" | "deleteLogs">,
): Setting[] {
    return [
        ...release(document),
        ...(options.way === "side by side"
            ? [...besideNames(document, serving), ...besideRecords(document, account), ...besideCluster(document, account)]
            : sameNetwork(document, serving)),
        ...roles(document, account),
        ...(options.deleteLogs ? [] : logs(document, account)),
        ...images(document, account),
        ...tasks(document, serving),
    ];
}

/** The engine writes no import file while there is no image to deploy. */
function release({ project, warnings }: PreviewDocument): Setting[] {
    const missing = warnings.find(({ path }) => path === `${project}:image`);
    return missing === undefined ? [] : [{ path: "image.digest", value: "sha256:…", reason: missing.message }];
}

/** Two balancers, and two services of a cluster, need two names. */
function besideNames(document: PreviewDocument, { loadBalancer, service }: Serving): Setting[] {
    const isTaken = (type: string, name: string | undefined) =>
        name !== undefined && inputsOf(document, type).text("name") === name;
    return [
        ...(isTaken("aws:lb/loadBalancer:LoadBalancer", loadBalancer?.name)
            ? [beside("loadBalancer", loadBalancer?.name ?? "", "the old balancer has the name, and goes on serving")]
            : []),
        ...(isTaken("aws:ecs/service:Service", service?.name)
            ? [beside("service", service?.name ?? "", "the old service has the name, and goes on serving")]
            : []),
    ];
}

/** Nothing moves to another subnet: an address that a balancer gives up is still in caches of DNS, and so is one of IPv6. */
function sameNetwork(document: PreviewDocument, { loadBalancer, service }: Serving): Setting[] {
    const wanted = inputsOf(document, "aws:lb/loadBalancer:LoadBalancer");
    if (loadBalancer === undefined || service === undefined) {
        return [];
    }
    const losesIpv6 = loadBalancer.ipAddressType === "dualstack" && wanted.text("ipAddressType") !== "dualstack";
    if (!losesIpv6 && isSame(wanted.texts("subnets") ?? [], loadBalancer.subnetIds)) {
        return [];
    }
    const value = {
        mode: "existing",
        vpcId: loadBalancer.vpcId,
        publicSubnetIds: loadBalancer.subnetIds,
        serviceSubnetIds: service.subnetIds,
        assignPublicIp: service.assignPublicIp,
    };
    return [
        { path: "network", value, reason: "the balancer stays in the subnets that its addresses are in" },
        ...(losesIpv6
            ? [{ path: "loadBalancer.ipAddressType", value: "dualstack", reason: `${loadBalancer.name} has addresses of IPv6` }]
            : []),
    ];
}

/** Old records go on leading to the old balancer until the new one serves, and the stack's own must be able to stand beside them. */
function besideRecords(document: PreviewDocument, account: LiveAccount): Setting[] {
    const old = findOldRecords(document, account);
    const [first] = old;
    if (first === undefined) {
        return [];
    }
    const { name } = first;
    const own = document.resources
        .filter(({ type }) => type === "aws:route53/record:Record")
        .map(({ inputs }) => readInputs(inputs))
        .filter((inputs) => inputs.list("aliases").length > 0);
    const isSimple = old.some(({ setIdentifier, type }) => setIdentifier === undefined || type === "CNAME");
    const lacksWeight = own.some((inputs) => inputs.text("setIdentifier") === undefined);
    const hasNew = findOwnTypes(document).some((type) => type === "AAAA" && old.every((record) => record.type !== type));
    return [
        ...(own.length > 0 && isSimple
            ? [{ path: "domain.record", value: false, reason: `${name} leads to the old balancer, and stays there for now` }]
            : []),
        ...(lacksWeight && !isSimple
            ? [
                  {
                      path: "domain.recordWeight",
                      value: 0,
                      reason: `${name} has records with weights, beside which one without can't stand`,
                  },
              ]
            : []),
        ...(hasNew
            ? [
                  {
                      path: "loadBalancer.ipAddressType",
                      value: "ipv4",
                      reason: `${name} has no AAAA record yet: the stack's would get all requests by IPv6, whatever its weight`,
                  },
              ]
            : []),
    ];
}

/** Roles of the old revision keep all that it may need: one that the program would narrow is left alone, and another made. */
function roles(document: PreviewDocument, { roles: live = {} }: LiveAccount): Setting[] {
    const wanted = document.resources.filter(({ type }) => type === "aws:iam/role:Role");
    return wanted.flatMap(({ name: logicalName, inputs }) => {
        const name = readInputs(inputs).text("name") ?? "";
        const role = live[name];
        const lost = role ? lostRights(document, role) : [];
        const key = logicalName.endsWith("-execution") ? "executionRole" : "taskRole";
        return lost.length === 0
            ? []
            : [beside(key, name, `the program's role would lack what the old one allows: ${lost.join("; ")}`)];
    });
}

/** What a role would lose: the program writes over inline policies of the same name and over the trust policy, no others. */
function lostRights(document: PreviewDocument, role: Role): string[] {
    const written = document.resources
        .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
        .map(({ inputs }) => readInputs(inputs))
        .filter((inputs) => inputs.text("role") === role.name);
    const isOverwritten = ({ name, arn }: Role["policies"][number]) =>
        arn === undefined && written.some((inputs) => inputs.text("name") === name);
    const wanted = document.resources.find(
        ({ type, inputs }) => type === "aws:iam/role:Role" && readInputs(inputs).text("name") === role.name,
    );
    const trust = parseStatements(readInputs(wanted?.inputs).text("assumeRolePolicy"));
    const before = role.policies.flatMap(({ statements }) => statements);
    const after: PolicyStatement[] = [
        ...role.policies.filter((policy) => !isOverwritten(policy)).flatMap(({ statements }) => statements),
        ...written.flatMap((inputs) => parseStatements(inputs.text("policy"))),
    ];
    return [
        ...findLostPrincipals(role.trust, trust).map((principal) => `${principal} may assume it`),
        ...findLostRights(before, after),
    ];
}

function logs(document: PreviewDocument, { logGroup }: LiveAccount): Setting[] {
    const wanted = inputsOf(document, "aws:cloudwatch/logGroup:LogGroup").number("retentionInDays");
    const longest = retentionDays.at(-1) ?? Infinity; // CloudWatch can keep lines longer only by having no number at all
    const value = logGroup?.retentionDays ?? longest;
    if (!logGroup || wanted === undefined || value <= wanted) {
        return [];
    }
    const kept = logGroup.retentionDays === undefined ? "for good" : `${logGroup.retentionDays} days`;
    const reason = `lines are kept ${kept} today, and ${wanted} days would delete the older ones (or --yes-delete-logs)`;
    return [{ path: "logs.retentionDays", value, reason }];
}

function images(document: PreviewDocument, { repository }: LiveAccount): Setting[] {
    const kept = Number(
        countKeptImages(inputsOf(document, "aws:ecr/lifecyclePolicy:LifecyclePolicy").json("policy")) ?? Infinity,
    );
    return repository && repository.images >= kept
        ? [
              {
                  path: "repository.keepImages",
                  value: Math.min(ranges.keepImages.max, repository.images + kept),
                  reason: `the repository has ${repository.images} images, and a rule that keeps ${kept} would expire some within a day`,
              },
          ]
        : [];
}

function tasks(document: PreviewDocument, { service }: Serving): Setting[] {
    const wanted = inputsOf(document, "aws:ecs/service:Service").number("desiredCount") ?? 0;
    return service !== undefined && service.desiredCount > wanted
        ? [{ path: "service.tasks.min", value: service.desiredCount, reason: `${service.desiredCount} tasks serve today` }]
        : [];
}

function besideCluster(document: PreviewDocument, account: LiveAccount): Setting[] {
    const foreign = findForeignProviders(document, account);
    return account.cluster && foreign.length > 0
        ? [
              beside(
                  "cluster",
                  account.cluster.name,
                  `the program would take ${foreign.join(", ")} from the cluster's capacity providers`,
              ),
          ]
        : [];
}

function beside(key: NameKey, name: string, reason: string): Setting {
    const suffix = "-2";
    return { path: `names.${key}`, value: `${name.slice(0, nameLimits[key].length - suffix.length)}${suffix}`, reason };
}
