import type { Clients } from "./clients";
import { pages } from "./pages";

/** What changes the number of a service's tasks. */
export interface ServiceScaling {
    readonly min: number;
    readonly max: number;

    /** Names of its policies and of its scheduled actions. */
    readonly policies: readonly string[];
    readonly scheduledActions: readonly string[];
}

/** A service, by the names that its scaling is found by. */
interface ScaledService {
    readonly cluster: string;
    readonly service: string;
}

const place = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;

/** Fewest and most tasks that something scales the service to; undefined where nothing scales it. */
export async function findScaledRange(
    clients: Clients,
    { cluster, service }: ScaledService,
): Promise<Pick<ServiceScaling, "min" | "max"> | undefined> {
    const scaling = await clients.autoscaling();
    const ResourceIds = [`service/${cluster}/${service}`];
    const { ScalableTargets: [target] = [] } = await scaling.describeScalableTargets({ ...place, ResourceIds });
    return target && { min: target.MinCapacity ?? 0, max: target.MaxCapacity ?? 0 };
}

/** Undefined where nothing scales the service. */
export async function findServiceScaling(clients: Clients, service: ScaledService): Promise<ServiceScaling | undefined> {
    const range = await findScaledRange(clients, service);
    if (range === undefined) {
        return undefined;
    }
    const scaling = await clients.autoscaling();
    const [policies, scheduledActions]: [string[], string[]] = [[], []];
    const ofService = { ...place, ResourceId: `service/${service.cluster}/${service.service}` };
    for await (const page of pages((NextToken) => scaling.describeScalingPolicies({ ...ofService, NextToken }))) {
        policies.push(...(page.ScalingPolicies ?? []).map(({ PolicyName = "" }) => PolicyName));
    }
    for await (const page of pages((NextToken) => scaling.describeScheduledActions({ ...ofService, NextToken }))) {
        scheduledActions.push(...(page.ScheduledActions ?? []).map(({ ScheduledActionName = "" }) => ScheduledActionName));
    }
    return { ...range, policies, scheduledActions };
}
