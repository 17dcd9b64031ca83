import type { Way } from "./plan";

/** What the operator asked for, so that a line to run says it again. */
export interface AdoptCommand {
    readonly stack: string;
    readonly way: Way;

    /** Name of the service, and of its cluster, where they are named. */
    readonly service?: string;
    readonly cluster?: string;
    readonly deleteLogs: boolean;
}

/** The command with the same options. */
export function adoptCommand({ stack, way, service, cluster, deleteLogs }: AdoptCommand, ...more: readonly string[]): string {
    return [
        "npm run adopt --",
        stack,
        ...(way === "in place" ? ["--in-place"] : []),
        ...(cluster === undefined ? [] : ["--cluster", cluster]),
        ...(service === undefined ? [] : ["--service", service]),
        ...(deleteLogs ? ["--yes-delete-logs"] : []),
        ...more,
    ].join(" ");
}
