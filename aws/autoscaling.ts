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

/** Undefined where nothing scales the service. */
export async function findServiceScaling(
    clients: Clients,
    { cluster, service }: { readonly cluster: string; readonly service: string },
): Promise<ServiceScaling | undefined> {
    const scaling = await clients.autoscaling();
    const place = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;
    const resource = `service/${cluster}/${service}`;
    const { ScalableTargets: [target] = [] } = await scaling.describeScalableTargets({ ...place, ResourceIds: [resource] });
    if (target === undefined) {
        return undefined;
    }
    const [policies, scheduledActions]: [string[], string[]] = [[], []];
    const ofService = { ...place, ResourceId: resource };
    for await (const page of pages((NextToken) => scaling.describeScalingPolicies({ ...ofService, NextToken }))) {
        policies.push(...(page.ScalingPolicies ?? []).map(({ PolicyName = "" }) => PolicyName));
    }
    for await (const page of pages((NextToken) => scaling.describeScheduledActions({ ...ofService, NextToken }))) {
        scheduledActions.push(...(page.ScheduledActions ?? []).map(({ ScheduledActionName = "" }) => ScheduledActionName));
    }
    return { min: target.MinCapacity ?? 0, max: target.MaxCapacity ?? 0, policies, scheduledActions };
}
