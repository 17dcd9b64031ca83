import { shiftingStrategies, type ShiftingStrategyKey } from "../../aws/deployment-strategies";
import type { StackConfig } from "../../config/sections";
import { profileDefaults } from "../../config/sections";
import type { Phase } from "../../deployment/api";
import { describeSeconds } from "../../deployment/recorded-seconds";
import { expectedSeconds, phases, waitingSeconds, type DeploymentSettings } from "../../deployment/phases";
import type { PreviewDocument } from "../../preview/document";
import { findContainer, readMainInputs } from "../../preview/resource-queries";
import type { Inputs } from "../../resources/inputs";
import type { Note } from "../../review/comparison/words";
import { describeMeasured, type Measured } from "./measured";

/** How long a release of a stack should take, by the same estimates that a verdict is compared with. */
export interface ReleaseTime {
    readonly totalSeconds: number;
    readonly phases: Readonly<Record<Phase, number>>;

    /** Of all that, what ECS waits by itself while it moves requests from one release to another. */
    readonly waitingSeconds: number;

    /** Settings that cost more time than their profile's default, and how much. */
    readonly costs: readonly { readonly setting: string; readonly value: number; readonly seconds: number }[];

    /** What the verdicts of the last releases measured. @default - AWS was not asked */
    readonly measured?: Measured;
}

/** Settings of a service behind a load balancer, which a preview has. */
type ServedSettings = DeploymentSettings & Required<Pick<DeploymentSettings, "loadBalancer">>;

/** Less is not worth a word. */
const minCostSeconds = 10;

/**
 * Predicts how long the next release takes until it serves alone. Undefined where there is no service.
 *
 * @param profile whose defaults a setting's cost is compared with
 * @param measured what stands beside it
 */
export function predictRelease(
    document: PreviewDocument,
    profile: StackConfig["profile"],
    measured?: Measured,
): ReleaseTime | undefined {
    const settings = readSettings(document);
    if (settings === undefined) {
        return undefined;
    }
    const expected = expectedSeconds(settings);
    const total = sum(expected);
    const costs = variants(settings, profile).map(({ setting, value, usual }) => ({
        setting,
        value,
        seconds: total - sum(expectedSeconds(usual)),
    }));
    return {
        totalSeconds: total,
        phases: expected,
        waitingSeconds: waitingSeconds(settings),
        costs: costs.filter(({ seconds }) => seconds >= minCostSeconds),
        ...(measured === undefined ? {} : { measured }),
    };
}

/** `about 2 min 12 s: schedule 25 s · …`, and what settings cost. */
export function describeRelease({ totalSeconds, phases: taken, waitingSeconds: waiting, costs }: ReleaseTime): string {
    const waits = waiting > 0 ? ` (ECS waits for ${describeSeconds(waiting)} of it)` : "";
    const parts = phases.map((phase) => `${phase} ${taken[phase]}${phase === "drain" ? waits : ""}`);
    const dear = costs.map(({ setting, value, seconds }) => `; ${setting} ${value} costs ${describeSeconds(seconds)}`);
    return `about ${describeSeconds(totalSeconds)}: ${parts.join(" · ")}${dear.join("")}`;
}

/** What a change does to the time of a release; nothing where there is no service. */
export function compareReleases(before: ReleaseTime | undefined, after: ReleaseTime | undefined): Note[] {
    if (after === undefined) {
        return [];
    }
    const now = describeSeconds(after.totalSeconds);
    const { measured } = after;
    const took: Note[] = measured === undefined ? [] : [{ name: "Measured", text: describeMeasured(measured), items: [] }];
    if (before === undefined || before.totalSeconds === after.totalSeconds) {
        return [{ name: "Release", text: `takes about ${now}${before === undefined ? "" : ", as before"}`, items: [] }, ...took];
    }
    const changed = phases.filter((phase) => before.phases[phase] !== after.phases[phase]);
    return [
        {
            name: "Release",
            text: `takes about ${describeSeconds(before.totalSeconds)} ▸ ${now}`,
            items: changed.map((phase) => `${phase} ${before.phases[phase]} ▸ ${after.phases[phase]} s`),
        },
        ...took,
    ];
}

/** The settings as the resources have them, so that both sides of a comparison are read alike. */
function readSettings(document: PreviewDocument): ServedSettings | undefined {
    const inputs = (type: string) => readMainInputs(document, type);
    const service = inputs("aws:ecs/service:Service");
    const targets = inputs("aws:lb/targetGroup:TargetGroup");
    const health = targets.object("healthCheck");
    const cpu = Number(inputs("aws:ecs/taskDefinition:TaskDefinition").text("cpu"));
    const tasks = service.number("desiredCount");
    if (tasks === undefined || tasks === 0 || !(cpu > 0)) {
        return undefined;
    }
    return {
        service: {
            cpu,
            tasks: { min: tasks },
            minimumHealthyPercent: service.number("deploymentMinimumHealthyPercent") ?? 100,
            maximumPercent: service.number("deploymentMaximumPercent") ?? 200,
            stopTimeoutSeconds: findContainer(inputs)?.number("stopTimeout") ?? 30,
        },
        deployment: readShift(service.object("deploymentConfiguration")),
        loadBalancer: {
            healthCheck: { intervalSeconds: health.number("interval") ?? 30, timeoutSeconds: health.number("timeout") ?? 5 },
            deregistrationDelaySeconds: targets.number("deregistrationDelay") ?? 300,
        },
    };
}

/** How requests are moved, in the words of a stack file. */
function readShift(configuration: Inputs): NonNullable<DeploymentSettings["deployment"]> {
    const [canary, linear] = [configuration.object("canaryConfiguration"), configuration.object("linearConfiguration")];
    const named = Object.entries(shiftingStrategies).find(([, name]) => name === configuration.text("strategy"));
    const stepPercent = linear.number("stepPercent");
    return {
        strategy: (named?.[0] as ShiftingStrategyKey | undefined) ?? "rolling",
        bakeTimeMinutes: Number(configuration.text("bakeTimeInMinutes") ?? 0),
        canary: { bakeTimeMinutes: Number(canary.text("canaryBakeTimeInMinutes") ?? 0) },
        linear:
            stepPercent === undefined
                ? undefined
                : { stepPercent, bakeTimeMinutes: Number(linear.text("stepBakeTimeInMinutes") ?? 0) },
    };
}

/** The same settings with one of them as the profile has it. */
function variants(settings: ServedSettings, profile: StackConfig["profile"]) {
    const { service, loadBalancer } = settings;
    const { healthCheck } = loadBalancer;
    const usual = profileDefaults[profile];
    return [
        {
            setting: "loadBalancer.deregistrationDelaySeconds",
            value: loadBalancer.deregistrationDelaySeconds,
            usual: {
                ...settings,
                loadBalancer: { ...loadBalancer, deregistrationDelaySeconds: usual.loadBalancer.deregistrationDelaySeconds },
            },
        },
        {
            setting: "loadBalancer.healthCheck.intervalSeconds",
            value: healthCheck.intervalSeconds,
            usual: {
                ...settings,
                loadBalancer: {
                    ...loadBalancer,
                    healthCheck: { ...healthCheck, intervalSeconds: usual.loadBalancer.healthCheck.intervalSeconds },
                },
            },
        },
        {
            setting: "service.cpu",
            value: service.cpu,
            usual: { ...settings, service: { ...service, cpu: usual.service.cpu } },
        },
        {
            setting: "service.maximumPercent",
            value: service.maximumPercent,
            usual: { ...settings, service: { ...service, maximumPercent: usual.service.maximumPercent } },
        },
    ];
}

function sum(seconds: Readonly<Record<Phase, number>>): number {
    return phases.reduce((total, phase) => total + seconds[phase], 0);
}
