import type { ContainerChange } from "../../aws/ecs-revisions";
import { toReleaseId } from "../../aws/image-digest";

/** A way to fail that a drill plays. */
export interface Scenario {
    readonly name: ScenarioName;

    /** What is deployed: a noun with its article. */
    readonly title: string;

    /** Causes that the verdict may name: what the container does is known, so that there is hardly a choice. */
    readonly causes: readonly string[];

    /** Causes that it may name of an image that was given, of which only the kind of its failure is known. */
    readonly causesOfImage: readonly string[];

    /** Runs in place of the application. @param port that the load balancer asks */
    readonly script: (port: number) => string;
}

export const scenarioNames = ["crash", "unhealthy"] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Of Node alone, in one line each: neither needs a file, and the file system of a task is read-only. */
export const scenarios: readonly Scenario[] = [
    {
        name: "crash",
        title: "a release that does not start",
        causes: ["process-exit"],
        causesOfImage: ["process-exit", "cannot-start", "wrong-architecture", "out-of-memory"],
        script: () => 'throw new Error("drill: this release ends at its start")',
    },
    {
        name: "unhealthy",
        title: "a release whose health check fails",
        // The load balancer's check and the container's own run side by side, and either may be the first to stop a task.
        causes: ["health-error", "container-health"],
        causesOfImage: [
            "health-error",
            "health-redirect",
            "health-not-found",
            "health-refuses",
            "health-status",
            "health-slow",
            "health-unanswered",
            "health-failed",
            "container-health",
            "slow-boot",
            "wrong-port",
        ],
        script: (port) =>
            `require("node:http").createServer((_, response) => response.writeHead(503).end()).listen(${port}, "0.0.0.0"); ` +
            'process.on("SIGTERM", () => process.exit(0)); console.log("drill: every request gets 503")',
    },
];

/** What a drill deploys: the release that serves, with one thing different. */
export interface Variant {
    readonly scenario: Scenario;

    /** `RELEASE_ID` of its tasks. */
    readonly releaseId: string;
    readonly change: Omit<ContainerChange, "container">;
    readonly causes: readonly string[];
}

/**
 * The serving image with another command, else an image that is known to fail.
 *
 * @param serving image that serves, by digest
 * @param digest of an image in the same repository; undefined for the serving one with another command
 */
export function toVariant(
    scenario: Scenario,
    serving: { readonly image: string; readonly port: number },
    digest?: string,
): Variant {
    const releaseId = digest === undefined ? `drill-${scenario.name}` : toReleaseId(digest);
    const environment = { RELEASE_ID: releaseId };
    return digest === undefined
        ? {
              scenario,
              releaseId,
              change: { command: ["node", "-e", scenario.script(serving.port)], environment },
              causes: scenario.causes,
          }
        : {
              scenario,
              releaseId,
              change: { image: serving.image.replace(/@sha256:.*$/, `@${digest}`), environment },
              causes: scenario.causesOfImage,
          };
}
