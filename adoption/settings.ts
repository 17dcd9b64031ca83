import { retentionDays } from "../aws/log-retention";
import { ranges } from "../aws/ranges";
import type { PreviewDocument } from "../preview/document";
import { countKeptImages } from "../resources/ecr";
import { findScaling, type LiveAccount } from "./account";
import { besideSettings } from "./beside-settings";
import type { PlanOptions } from "./plan";
import { roleSettings } from "./role-settings";
import { inputsOf, isSame, type Serving } from "./serving";

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
        ...(options.way === "side by side" ? besideSettings(document, account, serving) : sameNetwork(document, serving)),
        ...roleSettings(document, account),
        ...(options.deleteLogs ? [] : logs(document, account)),
        ...images(document, account),
        ...tasks(document, account, serving),
    ];
}

/** The engine writes no import file while there is no image to deploy. */
function release({ project, warnings }: PreviewDocument): Setting[] {
    const missing = warnings.find(({ path }) => path === `${project}:image`);
    return missing === undefined ? [] : [{ path: "image.digest", value: "sha256:…", reason: missing.message }];
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

/** As many tasks as there are, and as many more as they may become. */
function tasks(document: PreviewDocument, { scaling }: LiveAccount, { service }: Serving): Setting[] {
    const min = inputsOf(document, "aws:ecs/service:Service").number("desiredCount") ?? 0;
    const max = inputsOf(document, "aws:appautoscaling/target:Target").number("maxCapacity") ?? min;
    const range = service && findScaling(scaling, service);
    return [
        ...(service !== undefined && service.desiredCount > min
            ? [{ path: "service.tasks.min", value: service.desiredCount, reason: `${service.desiredCount} tasks serve today` }]
            : []),
        ...(range !== undefined && range.max > max
            ? [{ path: "service.tasks.max", value: range.max, reason: `${range.max} tasks may serve today` }]
            : []),
    ];
}
