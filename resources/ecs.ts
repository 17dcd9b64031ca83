import { toArn } from "../aws/account";
import { lastSegment } from "../aws/arn";
import { readContainers } from "./containers";
import type { Inputs } from "./inputs";
import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

/** Clusters, services and task definitions. */
export const ecs: ServiceResources = {
    types: {
        "aws:ecs/cluster:Cluster": {
            placeholder: ({ name }, account) => {
                const arn = toArn(account, "ecs", `cluster/${String(name)}`);
                return { id: arn, arn };
            },
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: inputs.list("settings").flatMap((setting) => facts(describeSetting(setting))),
            }),
            importId: importedBy("ecs/cluster", (state) => state.text("name")),
            forcesNew: ["name"],
        },
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
            placeholder: ({ clusterName }) => ({ id: clusterName }),
            describe: (inputs) => ({
                name: inputs.text("clusterName"),
                facts: facts(inputs.texts("capacityProviders")?.join(" + ")),
            }),
            importId: importedBy("ecs/clustercapacityproviders", (state) => state.text("clusterName")),
            forcesNew: ["clusterName"],
        },
        "aws:ecs/service:Service": {
            placeholder: ({ cluster, name }, account) => {
                const arn = toArn(account, "ecs", `service/${lastSegment(String(cluster))}/${String(name)}`);
                return { id: arn, arn };
            },
            describe: (inputs) => {
                const grace = inputs.text("healthCheckGracePeriodSeconds");
                return { name: inputs.text("name"), facts: facts(grace && `${grace} s grace`) };
            },
            importId: importedBy("ecs/service", (state) => {
                const cluster = state.text("cluster");
                return joinKnown("/", [cluster && lastSegment(cluster), state.text("name")]);
            }),
            // With `forceNewDeployment`, which the program sets, neither `launchType` nor `capacityProviderStrategies`.
            forcesNew: ["cluster", "iamRole", "name", "schedulingStrategy"],
        },
        "aws:ecs/taskDefinition:TaskDefinition": {
            placeholder: ({ family }, account) => ({
                id: family,
                arn: toArn(account, "ecs", `task-definition/${String(family)}:1`),
                revision: 1,
            }),
            describe: (inputs) => ({
                name: inputs.text("family"),
                facts: facts(describeTaskSize(inputs), describeContainers(inputs), inputs.flag("skipDestroy") && "kept in AWS"),
            }),
            importId: importedBy("ecs/taskdefinition", (state) => state.text("arn")),
            forcesNew: { allBut: ["skipDestroy", "tags", "trackLatest"] }, // everything else makes a new revision
        },
    },
};

/** `0.5 vCPU, 1 GB` */
export function describeTaskSize(inputs: Inputs): string | undefined {
    const [cpu, memory] = [inputs.text("cpu"), inputs.text("memory")];
    return cpu === undefined || memory === undefined ? undefined : `${Number(cpu) / 1024} vCPU, ${Number(memory) / 1024} GB`;
}

function describeContainers(taskDefinition: Inputs): string {
    const names = readContainers(taskDefinition).map((container) => container.text("name"));
    return names.join(" + ");
}

function describeSetting(setting: Inputs): string | undefined {
    const [name, value] = [setting.text("name"), setting.text("value")];
    return name === "containerInsights" && value !== "disabled" ? `Container Insights ${value}` : undefined;
}
