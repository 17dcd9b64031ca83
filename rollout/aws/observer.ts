import type { IntendedRelease } from "../release";
import type { Observer } from "../observer";
import type { Clients } from "./clients";
import { AwsError, orNothing } from "./errors";
import { probe } from "./probe";
import { taskDefinitionsOf } from "./service-revisions";
import { revisionsIn, serviceDeploymentOf, serviceStateOf, targetOf, taskOf } from "./translate";

/** Lines of a log that are worth reading before the end of a process. */
const lastLines = 20;

/** Tasks that one call describes at most. */
const tasksAtOnce = 100;

/** Reads a roll-out over the SDK. Calls in flight end when the signal aborts. */
export function observerOf(clients: Clients, release: IntendedRelease, abortSignal?: AbortSignal): Observer {
    const { cluster, service, container, logGroup } = release.target;
    const options = { abortSignal };
    /** A service revision never changes: each is asked for once. */
    const taskDefinitions = new Map<string, string>();

    return {
        service: () =>
            orNothing(async () => {
                const ecs = await clients.ecs();
                const { services = [] } = await ecs.describeServices({ cluster, services: [service] }, options);
                return services[0] && serviceStateOf(services[0]);
            }),

        deployment: () =>
            orNothing(async () => {
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
                const unknown = revisionsIn(deployment).filter((revision) => !taskDefinitions.has(revision));
                for (const [revision, taskDefinition] of await taskDefinitionsOf(clients, unknown, abortSignal)) {
                    taskDefinitions.set(revision, taskDefinition);
                }
                return serviceDeploymentOf(deployment, taskDefinitions);
            }),

        tasks: async (which) => {
            const ecs = await clients.ecs();
            const desiredStatus = which === "running" ? "RUNNING" : "STOPPED";
            const { taskArns = [] } =
                (await orNothing(() =>
                    ecs.listTasks({ cluster, serviceName: service, desiredStatus, maxResults: tasksAtOnce }, options),
                )) ?? {};
            if (taskArns.length === 0) {
                return [];
            }
            const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: taskArns }, options);
            return tasks.map(taskOf);
        },

        targets: async () => {
            const elb = await clients.elb();
            const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth(
                { TargetGroupArn: release.targetGroupArn },
                options,
            );
            return TargetHealthDescriptions.map(targetOf);
        },

        logs: async ({ arn }) => {
            const logs = await clients.logs();
            const logStreamName = `ecs/${container}/${arn.slice(arn.lastIndexOf("/") + 1)}`;
            const { events = [] } =
                (await orNothing(() =>
                    logs.getLogEvents({ logGroupName: logGroup, logStreamName, limit: lastLines, startFromHead: false }, options),
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
