import type { TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export interface Target {
    /** Private address of the task. */
    readonly id: string;
    readonly port: number;

    /** `initial`, `healthy`, `unhealthy`, `unused`, `draining`, `unavailable`. */
    readonly state: string;

    /** For example `Target.ResponseCodeMismatch`, `Target.Timeout`, `Target.FailedHealthChecks`. */
    readonly reason: string;

    /** For example `Health checks failed with these codes: [404]`. */
    readonly description: string;
}

export function toTarget({ Target: target, TargetHealth: health }: TargetHealthDescription): Target {
    return {
        id: target?.Id ?? "",
        port: target?.Port ?? 0,
        state: health?.State ?? "",
        reason: health?.Reason ?? "",
        description: health?.Description ?? "",
    };
}
