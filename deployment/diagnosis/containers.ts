import { sidecarStreamPrefix } from "../../aws/log-streams";
import type { Task } from "../../aws/ecs";
import type { Diagnosis, IntendedRelease } from "../api";

type Container = Task["containers"][number];
type Of = Pick<IntendedRelease, "serviceRef" | "sidecars">;

/** Exit codes of a container that was told to stop: it ended itself in time, or by SIGTERM, or was killed. */
const stoppedCodes: readonly (number | undefined)[] = [0, 143, 137, undefined];

/**
 * The container that a task stopped for: the application's, unless a sidecar of the stack has failed and the application was
 * only stopped with it, or never ran. Containers that AWS adds, for example GuardDuty's agent, have nothing to do with the
 * release.
 */
export function failedContainer({ containers, lastStatus }: Task, { serviceRef, sidecars = [] }: Of): Container | undefined {
    const application = containers.find(({ name }) => name === serviceRef.container);
    if (lastStatus !== "STOPPED" || sidecars.length === 0 || (application !== undefined && hasFailed(application))) {
        return application;
    }
    const own = containers.filter(({ name }) => sidecars.some((sidecar) => sidecar.name === name));
    const essential = own.filter(({ name }) => sidecars.some((sidecar) => sidecar.name === name && sidecar.essential));
    const neverRan = application === undefined || application.exitCode === undefined;
    return (
        essential.find(hasFailed) ??
        // What is not essential ends no task, but may keep one from starting.
        (neverRan ? own.find(hasFailed) : undefined) ??
        // The application was told to stop: something else has ended the task.
        (application?.exitCode === 143 ? essential.find(({ exitCode }) => exitCode === 0) : undefined) ??
        application
    );
}

/** The name of the container that a task stopped for, where it is not the application's. */
export function failedSidecar(task: Task, of: Of): string | undefined {
    const name = failedContainer(task, of)?.name;
    return name === of.serviceRef.container ? undefined : name;
}

/** A diagnosis of a sidecar's failure, which says so. */
export function ofSidecar(diagnosis: Diagnosis, name: string, { serviceRef }: Of): Diagnosis {
    const isOwn =
        /^(process-exit|out-of-memory|container-health|cannot-start|wrong-architecture|image-not-found|image-invalid|pull-denied)$/.test(
            diagnosis.id,
        );
    const advice = `check service.sidecars.${name}, and its log: the streams ${sidecarStreamPrefix}/${name}/ of ${serviceRef.logGroup}`;
    return { ...diagnosis, cause: `sidecar ${name}: ${diagnosis.cause}`, ...(isOwn ? { advice } : {}) };
}

/** A reason of its own, a failed health check, or an exit code that says something. */
function hasFailed({ exitCode, reason, healthStatus }: Container): boolean {
    return reason !== "" || healthStatus === "UNHEALTHY" || !stoppedCodes.includes(exitCode);
}
