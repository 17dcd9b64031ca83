import { findDigest, noDigest } from "../aws/image-digest";
import { countZones } from "../resources/awsx";
import { describeTaskSize } from "../resources/ecs";
import type { Inputs } from "../resources/inputs";
import { unknown, type Plain } from "../resources/resource";
import { describeSize, type BuildContext } from "./build-context";
import type { PreviewDocument } from "./document";
import { findContainer, readMainInputs } from "./resource-queries";

/** What the document does not say, as no resource has it. */
interface Beside {
    /** What a build of the image would be given. @default - nothing is built */
    readonly context: BuildContext | undefined;

    /** Command that an update runs before the service moves. @default - none */
    readonly before: readonly string[] | undefined;
}

/** The first lines of a preview: where the application is found, what is released, how much of it runs, how it is replaced. */
export function summarize(document: PreviewDocument, { context, before }: Beside): [name: string, value: string][] {
    const inputs = (type: string) => readMainInputs(document, type);
    const service = inputs("aws:ecs/service:Service");
    const tasks = [
        `${describeCount(service, inputs("aws:appautoscaling/target:Target"))} × ${describeTaskSize(inputs("aws:ecs/taskDefinition:TaskDefinition"))}`,
        describeCapacity(service),
        describePlaces(service, inputs("awsx:ec2:Vpc")),
    ];
    return [
        ["URL", describeValue(document.outputs.url)],
        ["Release", describeRelease(document, context)],
        ["Tasks", tasks.filter(Boolean).join(", ")],
        ...(before === undefined ? [] : [["Before", `${before.join(" ")}, once on the new revision`] satisfies [string, string]]),
        ["Deployment", describeDeployment(service)],
        ...(document.environments === undefined
            ? []
            : [["Values", `also from ${document.environments.join(", ")}, not read here`] satisfies [string, string]]),
    ];
}

/** `2`, or `2–6` where something scales the service. */
function describeCount(service: Inputs, scaling: Inputs): string {
    const [min, max] = [scaling.text("minCapacity"), scaling.text("maxCapacity")];
    return min === undefined || max === undefined ? String(service.text("desiredCount")) : `${min}–${max}`;
}

/** A value as a person reads it. */
export function describeValue(value: Plain | undefined): string {
    if (value === unknown || value === undefined) {
        return "known after the first update";
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

function describeRelease(document: PreviewDocument, context: BuildContext | undefined): string {
    if (context !== undefined) {
        return `built by \`pulumi up\` from ${context.folder}: ${describeSize(context)}`;
    }
    const digest = findDigest(findContainer((type) => readMainInputs(document, type))?.text("image") ?? "");
    return digest === undefined || digest === noDigest ? "none yet" : `${digest}     from Pulumi.${document.stack}.yaml`;
}

const capacityProviders: Readonly<Record<string, string>> = { FARGATE: "Fargate", FARGATE_SPOT: "Fargate Spot" };

function describeCapacity(service: Inputs): string {
    const names = service.list("capacityProviderStrategies").map((strategy) => strategy.text("capacityProvider") ?? "");
    return names.map((name) => capacityProviders[name] ?? name).join(" + ");
}

/** The subnets of a new VPC are unknown before it exists. */
function describePlaces(service: Inputs, vpc: Inputs): string | undefined {
    const zones = countZones(vpc);
    const subnets = service.object("networkConfiguration").texts("subnets")?.length ?? 0;
    return zones === undefined ? (subnets === 0 ? undefined : `${subnets} subnets`) : `${zones} zones`;
}

function describeDeployment(service: Inputs): string {
    const configuration = service.object("deploymentConfiguration");
    const strategy = configuration.text("strategy") ?? "ROLLING";
    const minimum = service.text("deploymentMinimumHealthyPercent");
    return [
        ...(strategy === "ROLLING"
            ? [
                  `rolling ${minimum}–${service.text("deploymentMaximumPercent")} %`,
                  service.object("deploymentCircuitBreaker").flag("rollback") ? "rolls back on failure" : "no rollback",
              ]
            : describeShift(strategy, configuration)),
        service.flag("waitForSteadyState") ? "ends when ECS is steady" : "fails unless the release serves",
    ].join(", ");
}

/** `canary 10 % for 5 min`, `bakes 10 min`, and where ECS waits for a person. */
function describeShift(strategy: string, configuration: Inputs): string[] {
    const [canary, linear] = [configuration.object("canaryConfiguration"), configuration.object("linearConfiguration")];
    const [percent, step] = [canary.text("canaryPercent"), linear.text("stepPercent")];
    const steps =
        percent !== undefined
            ? ` ${percent} % for ${canary.text("canaryBakeTimeInMinutes")} min`
            : step !== undefined
              ? ` ${step} % every ${linear.text("stepBakeTimeInMinutes")} min`
              : "";
    const stages = configuration.list("lifecycleHooks").flatMap((hook) => hook.texts("lifecycleStages") ?? []);
    return [
        `${strategy.toLowerCase().replace("_", "/")}${steps}`,
        `bakes ${configuration.text("bakeTimeInMinutes")} min`,
        ...(stages.length === 0 ? [] : [`waits for approval at ${stages.join(" and ")}`]),
    ];
}
