import type { IntendedRelease } from "../api";
import type { ShiftingStrategy } from "../traffic-shift";
import { rolling } from "./rolling";
import { shifting } from "./shifting";
import type { DeploymentStrategy } from "./strategy";

const strategies: Readonly<Record<ShiftingStrategy, DeploymentStrategy>> = {
    BLUE_GREEN: shifting("BLUE_GREEN"),
    CANARY: shifting("CANARY"),
    LINEAR: shifting("LINEAR"),
};

/** How ECS moves the service to a release. */
export function selectStrategy({ trafficShift }: Pick<IntendedRelease, "trafficShift">): DeploymentStrategy {
    return trafficShift === undefined ? rolling : strategies[trafficShift.strategy];
}
