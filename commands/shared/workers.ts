import { workersOf } from "../../config/service-ref";
import { CommandError, exitCodes } from "./errors";
import { openSchedules, type ScheduleContext } from "./schedules";
import type { StackContext } from "./stack-context";

/** A stack as one of its workers sees it: what is asked about the service is asked about the worker then. */
export interface WorkerContext extends StackContext {
    readonly worker: string;
}

/** The workers of a stack, by name. */
export function openWorkers(stack: StackContext): WorkerContext[] {
    return workersOf(stack.config).map(({ name, serviceRef }) => ({ ...stack, serviceRef, worker: name }));
}

/**
 * One of the workers, or the stack itself where none is named.
 *
 * @throws {CommandError} with the workers that there are
 */
export function openNamed(stack: StackContext, name: string | undefined): StackContext {
    const workers = openWorkers(stack);
    const found = name === undefined ? stack : workers.find(({ worker }) => worker === name);
    if (found === undefined) {
        const known = workers.map(({ worker }) => worker).join(", ");
        throw new CommandError(`${stack.file} has no worker ${name} (${known === "" ? "none" : known})`, exitCodes.usage);
    }
    return found;
}

/**
 * One of the workers or schedules, or the stack itself where none is named.
 *
 * @throws {CommandError} with those that there are
 */
export function openPart(stack: StackContext, name: string | undefined): StackContext | ScheduleContext {
    const schedules = openSchedules(stack);
    const found = schedules.find(({ schedule }) => schedule === name);
    if (found !== undefined || schedules.length === 0) {
        return found ?? openNamed(stack, name);
    }
    const workers = openWorkers(stack);
    if (name === undefined || workers.some(({ worker }) => worker === name)) {
        return openNamed(stack, name);
    }
    const known = [...workers.map(({ worker }) => worker), ...schedules.map(({ schedule }) => schedule)].join(", ");
    throw new CommandError(`${stack.file} has no worker or schedule ${name} (${known})`, exitCodes.usage);
}
