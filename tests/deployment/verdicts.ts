import { initialState, reduce, type DeploymentState } from "../../deployment/state";
import type { IntendedRelease, Verdict } from "../../deployment/api";
import type { Snapshot } from "../../deployment/snapshot";
import { decideVerdict } from "../../deployment/verdict";
import { at, deployment, exited, intent, snapshot } from "./builders";

export function stateAfter(snapshots: readonly Snapshot[], release: IntendedRelease = intent): DeploymentState {
    return snapshots.reduce((state, next) => reduce(state, next, release), initialState(at(0)));
}

/** The verdict after the last of the snapshots. */
export function after(snapshots: readonly Snapshot[], release: IntendedRelease = intent): Verdict | "keep watching" {
    const latest = Math.max(...snapshots.map((each) => each.at));
    return decideVerdict(stateAfter(snapshots, release), release, latest);
}

export function outcome(snapshots: readonly Snapshot[], release?: IntendedRelease): string {
    const verdict = after(snapshots, release);
    return verdict === "keep watching" ? verdict : verdict.outcome;
}

export function line(snapshots: readonly Snapshot[], release?: IntendedRelease): string {
    const verdict = after(snapshots, release);
    return verdict === "keep watching" ? verdict : verdict.line;
}

export const begun = snapshot(1);
export const failed = deployment(7, {
    status: "ACTIVE",
    rolloutState: "FAILED",
    failedTasks: 3,
    rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
});
export const back = (rolloutState: string) =>
    deployment(6, {
        id: "ecs-svc/back",
        rolloutState,
        createdAt: at(90),
        rolloutStateReason:
            rolloutState === "COMPLETED"
                ? "ECS deployment completed."
                : "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/6.",
    });
export const crash = { tasks: [exited("1", 1)], logs: ["Error: boom"] };
export const advice = "read the log /ecs/spotter-app; run the same image locally (docs/operations.md#run-the-image-locally)";
