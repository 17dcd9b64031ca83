import type { TargetGroup } from "../aws/elb-target-groups";
import type { PreviewDocument } from "../preview/document";
import type { PlanOptions } from "./plan";
import { inputsOf } from "./serving";

/** The port that requests reach, too. */
const trafficPort = "traffic-port";

/**
 * Why the program's health check can't take the place of the one that there is: it changes before the new tasks run, and ECS
 * would stop the old ones where they don't answer it. Undefined where they do, or it stays the same.
 */
export function findHealthCheckRefusal(
    document: PreviewDocument,
    { healthCheck }: TargetGroup,
    { answersHealthCheck }: Pick<PlanOptions, "answersHealthCheck">,
): string | undefined {
    const wanted = inputsOf(document, "aws:lb/targetGroup:TargetGroup").object("healthCheck");
    const [path = "", matcher = "", port = trafficPort] = ["path", "matcher", "port"].map((key) => wanted.text(key));
    if (healthCheck.port !== port && port !== trafficPort) {
        return (
            `the target group would ask on port ${port} before the new release runs, and not on ${healthCheck.port}; whether the ` +
            "old one listens there can't be asked through the load balancer: leave loadBalancer.healthCheck.port as it is until it serves"
        );
    }
    const isSame =
        healthCheck.port === port &&
        healthCheck.protocol === "HTTP" &&
        healthCheck.path === path &&
        healthCheck.matcher === matcher;
    if (isSame || answersHealthCheck === true) {
        return undefined;
    }
    const why =
        answersHealthCheck === false
            ? `the old one does not answer it with ${matcher}`
            : `whether the old one answers it with ${matcher} is not known`;
    return `the target group would ask for ${path} before the new release runs, and ${why}: deploy a version that does first, as before`;
}
