import type { IntendedRelease } from "./api";
import type { DeploymentSource } from "./source";
import type { Clients } from "../aws/clients";
import { describeService, findNewestServiceDeployment, listTasks, stopWithRollback, type ServiceRevision } from "../aws/ecs";
import { describeTargets } from "../aws/elb";
import { describeWeights } from "../aws/elb-listeners";
import { readLastLines, toLogStream } from "../aws/logs";
import { probe } from "./probe";

/** Lines of a log that are read: an error stands before its stack, causes and properties. */
const maxLogLines = 200;

/** Reads a deployment over the SDK. Calls in flight end when the signal aborts. */
export function createDeploymentSource(clients: Clients, release: IntendedRelease, signal?: AbortSignal): DeploymentSource {
    const { serviceRef } = release;
    const revisions = new Map<string, ServiceRevision>();
    return {
        service: () => describeService(clients, serviceRef, signal),
        deployment: () => findNewestServiceDeployment(clients, serviceRef, revisions, signal),
        runningTasks: () => listTasks(clients, serviceRef, "RUNNING", { abortSignal: signal }),
        stoppedTasks: (isKnown) => listTasks(clients, serviceRef, "STOPPED", { isKnown, abortSignal: signal }),
        targets: (targetGroupArn) => describeTargets(clients, targetGroupArn, signal),
        logs: ({ arn }, sidecar) => readLastLines(clients, toLogStream(serviceRef, arn, sidecar), maxLogLines, signal),
        productionWeights: (ruleArn) => describeWeights(clients, ruleArn, signal),
        probe: (header) =>
            release.probe === undefined ? Promise.resolve({ status: 0 }) : probe(release.probe, { header, signal }),
        stopWithRollback: (serviceDeploymentArn) => stopWithRollback(clients, serviceDeploymentArn, signal),
    };
}
