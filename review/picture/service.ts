import { resourceKey, type PreviewDocument } from "../../preview/document";
import type { Box, Item } from "./graph";
import { readInputs, type Inputs } from "../../resources/inputs";
import { findAll, findInputs } from "../stack-resources";
import { joinFacts } from "./text";

export const serviceId = "service";

/** The service in its cluster, or alone if the cluster is not part of the stack. */
export function describeService(document: PreviewDocument): Item | undefined {
    const [resource] = findAll(document, "aws:ecs/service:Service");
    if (resource === undefined) {
        return undefined;
    }
    const service = readInputs(resource.inputs);
    const [task] = findAll(document, "aws:ecs/taskDefinition:TaskDefinition", (_, definition) =>
        resource.options.dependsOn.includes(resourceKey(definition)),
    );
    const definition = readInputs(task?.inputs);
    const count = service.number("desiredCount");
    const box: Box = {
        id: serviceId,
        column: "request",
        icon: "service",
        kind:
            definition.texts("requiresCompatibilities")?.includes("FARGATE") === true ? "ECS service on Fargate" : "ECS service",
        name: service.text("name"),
        isPile: (count ?? 0) > 1,
        facts: [
            joinFacts(describeCount(count, findInputs(document, "aws:appautoscaling/target:Target")), describeSize(definition)),
            joinFacts(
                describeCapacity(service.list("capacityProviderStrategies")),
                describeAddresses(service.object("networkConfiguration")),
            ),
            describeDeployment(service),
            describeIsolation(definition),
        ].filter((fact) => fact !== ""),
    };
    const cluster = findInputs(document, "aws:ecs/cluster:Cluster");
    return cluster === undefined
        ? box
        : { id: "cluster", kind: "cluster", title: "ECS cluster", name: cluster.text("name"), children: [box] };
}

/** `2 tasks`, or `2–6 tasks` where something scales the service. */
function describeCount(count: number | undefined, scaling: Inputs | undefined): string | undefined {
    const max = scaling?.text("maxCapacity");
    if (count === undefined || max !== undefined) {
        return max === undefined ? undefined : `${scaling?.text("minCapacity")}–${max} tasks`;
    }
    return `${count} ${count === 1 ? "task" : "tasks"}`;
}

/** ECS counts 1024 units a vCPU, and memory in MiB. */
function describeSize(definition: Inputs): string {
    const [cpu, memory] = [definition.text("cpu"), definition.text("memory")].map(Number);
    const size = [
        cpu === undefined || Number.isNaN(cpu) ? undefined : `${cpu / 1024} vCPU`,
        memory === undefined || Number.isNaN(memory) ? undefined : `${memory / 1024} GB`,
    ];
    const architecture = definition.object("runtimePlatform").text("cpuArchitecture");
    return joinFacts(size.filter((part) => part !== undefined).join(", "), architecture);
}

const providers: Readonly<Record<string, string>> = { FARGATE: "on demand", FARGATE_SPOT: "Spot" };

/** The base is filled first; the weights divide the other tasks. */
function describeCapacity(strategies: readonly Inputs[]): string {
    const parts = strategies.map((strategy) => {
        const provider = strategy.text("capacityProvider") ?? "";
        return {
            name: providers[provider] ?? provider,
            base: strategy.number("base") ?? 0,
            weight: strategy.number("weight") ?? 0,
        };
    });
    const weighted = parts.filter(({ weight }) => weight > 0);
    const base = parts.find((part) => part.base > 0);
    const only = weighted.length === 1 ? weighted[0] : undefined;
    if (only !== undefined && (base === undefined || base === only)) {
        return only.name === "on demand" ? "all on demand" : `all on ${only.name}`;
    }
    const first = base && `first ${base.base} ${base.name}`;
    const others = weighted.map(({ name, weight }) => (only === undefined ? `${weight} ${name}` : name)).join(" : ");
    return [first, others && (first === undefined ? others : `then ${others}`)].filter(Boolean).join(", ");
}

function describeAddresses(network: Inputs): string {
    const isPublic = network.flag("assignPublicIp");
    return isPublic === undefined ? "" : isPublic ? "public addresses" : "no public addresses";
}

function describeDeployment(service: Inputs): string {
    const [min, max] = [service.text("deploymentMinimumHealthyPercent"), service.text("deploymentMaximumPercent")];
    const strategy = service.object("deploymentConfiguration").text("strategy")?.toLowerCase().replace("_", "/");
    const percents = min === undefined || max === undefined ? undefined : `${min}–${max} %`;
    const rollsBack = service.object("deploymentCircuitBreaker").flag("rollback") === true;
    return joinFacts(
        [strategy, percents].filter((part) => part !== undefined).join(" "),
        rollsBack ? "rolls back on failure" : undefined,
    );
}

/** Only what is true of all containers. */
function describeIsolation(definition: Inputs): string {
    const containers = definition.jsonList("containerDefinitions") ?? [];
    const users = containers.map((container) => container.text("user"));
    const hasReadOnlyRoots = containers.every((container) => container.flag("readonlyRootFilesystem") === true);
    const isUnprivileged = users.every((user) => user !== undefined && !/^(0|root)(:|$)/.test(user));
    return containers.length === 0
        ? ""
        : joinFacts(isUnprivileged ? "not root" : undefined, hasReadOnlyRoots ? "read-only file system" : undefined);
}
