import { toArn } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, joinKnown, notImportable, zeros, type ServiceResources } from "./resource-type";

const place = ["resourceId", "scalableDimension", "serviceNamespace"];
const placeOf = (state: Inputs) => ["serviceNamespace", "resourceId", "scalableDimension"].map((key) => state.text(key));

/** Application Auto Scaling: what changes the number of a service's tasks. */
export const autoscaling: ServiceResources = {
    types: {
        "aws:appautoscaling/target:Target": {
            placeholder: ({ resourceId }, account) => ({
                id: resourceId,
                arn: toArn(account, "application-autoscaling", `scalable-target/${zeros}`),
            }),
            describe: (inputs) => ({
                facts: facts(
                    describeRange(inputs),
                    inputs.object("suspendedState").flag("dynamicScalingOutSuspended") === true && "frozen",
                ),
            }),
            importId: importedBy("appautoscaling/target", (state) => joinKnown("/", placeOf(state))),
            forcesNew: place,
        },
        "aws:appautoscaling/policy:Policy": {
            placeholder: ({ name, resourceId }, account) => ({
                id: name,
                arn: toArn(
                    account,
                    "autoscaling",
                    `scalingPolicy:0:resource/ecs/${String(resourceId)}:policyName/${String(name)}`,
                ),
            }),
            describe: (inputs) => {
                const { metric, target } = readTracking(inputs);
                return { name: inputs.text("name"), facts: facts(target && `${words[metric ?? ""] ?? metric} ${target}`) };
            },
            importId: importedBy("appautoscaling/policy", (state) => joinKnown("/", [...placeOf(state), state.text("name")])),
            forcesNew: ["name", ...place],
        },
        "aws:appautoscaling/scheduledAction:ScheduledAction": {
            placeholder: ({ name, resourceId, serviceNamespace }, account) => ({
                id: `${String(name)}-${String(serviceNamespace)}-${String(resourceId)}`,
                arn: toArn(
                    account,
                    "autoscaling",
                    `scheduledAction:0:resource/ecs/${String(resourceId)}:scheduledActionName/${String(name)}`,
                ),
            }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(
                    `${describeRange(inputs.object("scalableTargetAction"))} from ${inputs.text("schedule")} ${inputs.text("timezone") ?? "UTC"} on`,
                ),
            }),
            importId: notImportable("the provider has no import for it; a create writes over one of the same name"),
            forcesNew: ["name", ...place],
        },
    },
};

const words: Readonly<Record<string, string>> = {
    ECSServiceAverageCPUUtilization: "CPU %",
    ECSServiceAverageMemoryUtilization: "memory %",
    ALBRequestCountPerTarget: "requests a minute and task",
};

/** `2–6 tasks` */
function describeRange(inputs: Inputs): string {
    return `${inputs.text("minCapacity")}–${inputs.text("maxCapacity")} tasks`;
}

function readTracking(policy: Inputs): { readonly metric: string | undefined; readonly target: string | undefined } {
    const tracking = policy.object("targetTrackingScalingPolicyConfiguration");
    return {
        metric: tracking.object("predefinedMetricSpecification").text("predefinedMetricType"),
        target: tracking.text("targetValue"),
    };
}
