import type { ServiceRef } from "../../aws/service-ref";
import type { IntendedRelease, PlannedRelease } from "../../deployment/api";
import type { Timeline } from "./timeline";

/** A stack as its file would describe it; the account is moto's. */
export const serviceRef: ServiceRef = {
    stack: "test",
    account: { partition: "aws", region: "us-east-1", accountId: "123456789012" },
    cluster: "spotter-test",
    service: "spotter-web",
    taskFamily: "spotter-test",
    container: "spotter-web",
    logGroup: "/ecs/spotter-test",
    repository: "spotter-test",
    parameterPrefix: "/spotter-test",
};

export const plannedRelease: PlannedRelease = {
    serviceRef,
    architecture: "X86_64",
    external: [],
    subnetIds: [],
    maxNewTasks: 4,
};

/** Value of every parameter: it must not appear in any line. */
export const canary = "canary-7d1f0c";

/** First 12 hex digits of each release's digest. */
export const releaseIds = { old: "0".repeat(12), new: "1".repeat(12), other: "2".repeat(12) } as const;

/** The one target group, or the first of two. */
export const targetGroupArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1";

/**
 * The release that ECS was asked for in a time line.
 *
 * @param loadBalancer host and port
 */
export function intendedRelease(timeline: Partial<Timeline> = {}, loadBalancer = "alb.example"): IntendedRelease {
    const { shift, deploymentId, justChanged, timeoutMinutes = 20, maxFailuresOfSameCause = 3, rollbackEarly = false } = timeline;
    return {
        deploymentId,
        justChanged,
        serviceRef,
        taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-test:7",
        releaseId: releaseIds.new,
        targetGroupArn,
        ...(shift === undefined ? {} : { trafficShift: shift }),
        probe: { protocol: "http", loadBalancerDns: loadBalancer, host: "spotter.example", path: "/api/health" },
        secretNames: ["AUTH_SECRET"],
        limits: { timeoutMinutes, maxFailuresOfSameCause, rollbackEarly },
        expectedSeconds: { schedule: 20, pull: 20, start: 15, health: 30, drain: 60 },
    };
}
