import type { IntendedRelease } from "./api";
import type { DeploymentSource } from "./source";
import type { Clients } from "../aws/clients";
import { AwsError, undefinedIfMissing } from "../aws/errors";
import { probe } from "./probe";
import { findTaskDefinitions } from "../aws/ecs";
import { serviceRevisionArns, toServiceDeployment, toServiceState, toTask } from "../aws/ecs";
import { toTarget } from "../aws/elb";

/** Lines of a log that are worth reading before the end of a process. */
const maxLogLines = 20;

/** Tasks that one call describes at most. */
const batchSize = 100;

/** Reads a deployment over the SDK. Calls in flight end when the signal aborts. */
export function createDeploymentSource(clients: Clients, release: IntendedRelease, abortSignal?: AbortSignal): DeploymentSource {
    const { cluster, service, container, logGroup } = release.serviceRef;
    const options = { abortSignal };
    /** A service revision never changes: each is asked for once. */
    const taskDefinitions = new Map<string, string>();

    return {
        service: () =>
            undefinedIfMissing(async () => {
                const ecs = await clients.ecs();
                const { services = [] } = await ecs.describeServices({ cluster, services: [service] }, options);
                return services[0] && toServiceState(services[0]);
            }),

        deployment: () =>
            undefinedIfMissing(async () => {
                const ecs = await clients.ecs();
                const listed = await ecs.listServiceDeployments({ cluster, service, maxResults: 1 }, options);
                const arn = listed.serviceDeployments?.[0]?.serviceDeploymentArn;
                if (arn === undefined) {
                    return undefined;
                }
                const { serviceDeployments = [] } = await ecs.describeServiceDeployments(
                    { serviceDeploymentArns: [arn] },
                    options,
                );
                const [deployment] = serviceDeployments;
                if (deployment === undefined) {
                    return undefined;
                }
                const unknown = serviceRevisionArns(deployment).filter((revision) => !taskDefinitions.has(revision));
                for (const [revision, taskDefinition] of await findTaskDefinitions(clients, unknown, abortSignal)) {
                    taskDefinitions.set(revision, taskDefinition);
                }
                return toServiceDeployment(deployment, taskDefinitions);
            }),

        tasks: async (which) => {
            const ecs = await clients.ecs();
            const desiredStatus = which === "running" ? "RUNNING" : "STOPPED";
            const { taskArns = [] } =
                (await undefinedIfMissing(() =>
                    ecs.listTasks({ cluster, serviceName: service, desiredStatus, maxResults: batchSize }, options),
                )) ?? {};
            if (taskArns.length === 0) {
                return [];
            }
            const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: taskArns }, options);
            return tasks.map(toTask);
        },

        targets: async () => {
            const elb = await clients.elb();
            const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth(
                { TargetGroupArn: release.targetGroupArn },
                options,
            );
            return TargetHealthDescriptions.map(toTarget);
        },

        logs: async ({ arn }) => {
            const logs = await clients.logs();
            const logStreamName = `ecs/${container}/${arn.slice(arn.lastIndexOf("/") + 1)}`;
            const { events = [] } =
                (await undefinedIfMissing(() =>
                    logs.getLogEvents(
                        { logGroupName: logGroup, logStreamName, limit: maxLogLines, startFromHead: false },
                        options,
                    ),
                )) ?? {};
            return events.map(({ message = "" }) => message.trimEnd());
        },

        probe: () => probe(release.probe, { signal: abortSignal }),

        stopWithRollback: async (serviceDeploymentArn) => {
            const ecs = await clients.ecs();
            try {
                await ecs.stopServiceDeployment({ serviceDeploymentArn, stopType: "ROLLBACK" }, options);
            } catch (error) {
                // It is stopping, or has ended, already.
                if (!(error instanceof AwsError && error.name === "ConflictException")) {
                    throw error;
                }
            }
        },
    };
}
