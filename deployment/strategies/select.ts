import type { IntendedRelease } from "../api";
import { rolling } from "./rolling";
import type { DeploymentStrategy } from "./strategy";

/** How ECS moves the service to a release. */
export function selectStrategy({ strategy = rolling }: Pick<IntendedRelease, "strategy">): DeploymentStrategy {
    return strategy;
}
