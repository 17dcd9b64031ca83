import type { StackConfig } from "./stack-config";

/** Something legal that a reviewer should know about. */
export interface Warning {
    /** Key that changes it, as it stands in the stack file. */
    readonly path: string;
    readonly message: string;
}

/** What is worth a second look in a configuration. The program logs it, the offline preview shows it. */
export function findWarnings(config: StackConfig): Warning[] {
    return [
        ...imageWarnings(config.image),
        ...networkWarnings(config),
        ...serviceWarnings(config),
        ...parameterWarnings(config),
        ...deploymentWarnings(config.deployment),
    ];
}

function imageWarnings({ digest, build, pinnedBy }: StackConfig["image"]): Warning[] {
    if (pinnedBy !== undefined) {
        return [{ path: "spotter:image.digest", message: "pinned by rollback: npm run rollback -- STACK --clear ends it" }];
    }
    return digest !== undefined && build !== undefined
        ? [{ path: "spotter:image.digest", message: "wins over image.build: nothing is built" }]
        : [];
}

function networkWarnings({ domain, network }: StackConfig): Warning[] {
    const warnings: Warning[] = [];
    if (domain === undefined) {
        warnings.push({ path: "spotter:domain", message: "HTTP only: sign-in and sessions cross the network unencrypted" });
    }
    if (network.mode === "default" || (network.mode === "dedicated" && network.nat === "none")) {
        warnings.push({ path: "spotter:network", message: "tasks have public addresses; only the load balancer may reach them" });
    }
    if (network.mode === "existing" && network.assignPublicIp) {
        warnings.push({ path: "spotter:network.assignPublicIp", message: "tasks have public addresses" });
    }
    if (network.mode === "dedicated" && network.nat === "single") {
        warnings.push({
            path: "spotter:network.nat",
            message: "one NAT gateway: when its zone fails, all tasks lose their way out",
        });
    }
    return warnings;
}

function serviceWarnings({ service }: StackConfig): Warning[] {
    const warnings: Warning[] = [];
    if (service.tasks.min === 1) {
        warnings.push({
            path: "spotter:service.tasks.min",
            message: "one task: when it fails, nothing serves until its successor is healthy",
        });
    }
    if (service.minimumHealthyPercent < 100) {
        warnings.push({
            path: "spotter:service.minimumHealthyPercent",
            message: `a deployment runs on ${service.minimumHealthyPercent} % of the tasks`,
        });
    }
    if (service.capacity.base === 0 && service.capacity.onDemandWeight === 0) {
        warnings.push({ path: "spotter:service.capacity", message: "Spot only: every task may be interrupted at once" });
    }
    return warnings;
}

function deploymentWarnings({ preflight, verdict }: StackConfig["deployment"]): Warning[] {
    const off = {
        preflight: "a release that can't start is noticed only when its tasks fail",
        verdict: "an update ends well when ECS is steady, whatever serves",
    };
    return [
        ...(preflight ? [] : [{ path: "spotter:deployment.preflight", message: `off: ${off.preflight}` }]),
        ...(verdict ? [] : [{ path: "spotter:deployment.verdict", message: `off: ${off.verdict}` }]),
    ];
}

function parameterWarnings({ parameters, access, stack }: StackConfig): Warning[] {
    const warnings: Warning[] = [];
    const listed = (name: string) => parameters.external === "all" || parameters.external.includes(name);
    const has = (name: string) => parameters.variables.some((variable) => variable.name === name);
    for (const { name, from } of parameters.variables) {
        if (from === "external" && !listed(name)) {
            warnings.push({
                path: `spotter:parameters.values.${name}`,
                message: `required and not given: ${parameters.prefix}/${name} must exist in SSM before ${stack} can start`,
            });
        }
    }
    if (access.bedrock.models.length + access.bedrock.profiles.length === 0 && has("BEDROCK_MODEL_ID")) {
        warnings.push({
            path: "spotter:access.bedrock",
            message: "names no model: the application may not invoke BEDROCK_MODEL_ID",
        });
    }
    const assumed = parameters.variables.filter((variable) => variable.assumed && variable.from === "external");
    if (assumed.length > 0) {
        warnings.push({
            path: "spotter:parameters.external",
            message: `${assumed.length} names are assumed, not read from the account: correct them in config/parameters.ts`,
        });
    }
    return warnings;
}
