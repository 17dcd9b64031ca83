import type { ServiceDeployment, ServiceState, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import type { Action } from "../aws/elb-listeners";
import type { TrafficShift } from "./traffic-shift";
import type { LatestHealthResponse } from "./snapshot";

/** What the health endpoint answered once; the watch counts the expected ones in a row. */
export type HealthResponse = Omit<LatestHealthResponse, "consecutive">;

/**
 * Reads a deployment for the watch. The live one is in `aws-source.ts`; it retries nothing beyond what its SDK client
 * does, and its calls end by themselves (the client's timeouts). Its errors may be the SDK's own or `AwsError`.
 *
 * The number behind each method is the API calls that it costs, beside further pages of a list.
 */
export interface DeploymentSource {
    /** DescribeServices, 1. Undefined when ECS knows no such service. */
    service(): Promise<ServiceState | undefined>;

    /** The newest service deployment: ListServiceDeployments, DescribeServiceDeployments, DescribeServiceRevisions, 3. */
    deployment(): Promise<ServiceDeployment | undefined>;

    /** Tasks of the service that run or come up: ListTasks, DescribeTasks, 2. */
    runningTasks(): Promise<readonly Task[]>;

    /**
     * Tasks of the service that are to stop, or have stopped in the last hour: ListTasks, DescribeTasks, 2. There may be
     * hundreds, so that only those are described that are not known.
     */
    stoppedTasks(isKnown: (arn: string) => boolean): Promise<readonly Task[]>;

    /** DescribeTargetHealth of one target group, 1. */
    targets(targetGroupArn: string): Promise<readonly Target[]>;

    /**
     * Last lines (about 200) of one task's container, oldest first: GetLogEvents, 1. Empty when there is no stream.
     *
     * @param sidecar name of the container, unless it is the application's
     */
    logs(task: Task, sidecar?: string): Promise<readonly string[]>;

    /** DescribeRules of one rule: its weights, 1. Undefined where there is no such rule. */
    productionWeights(ruleArn: string): Promise<Action["targetGroups"] | undefined>;

    /**
     * Asks the health endpoint once. What goes wrong is in the response: it never throws. No AWS call.
     *
     * @param header of a request of test traffic
     */
    probe(header?: TrafficShift["testHeader"]): Promise<HealthResponse>;

    /** StopServiceDeployment with ROLLBACK, 1. Harmless when it is already stopping. */
    stopWithRollback(serviceDeploymentArn: string): Promise<void>;
}
