import type { IntendedRelease } from "../api";
import { blueGreen } from "./blue-green";
import { rolling } from "./rolling";
import type { DeploymentStrategy } from "./strategy";

/** How ECS moves the service to a release. */
export function selectStrategy({ trafficShift }: Pick<IntendedRelease, "trafficShift">): DeploymentStrategy {
    return trafficShift === undefined ? rolling : blueGreen;
}
