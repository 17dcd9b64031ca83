import { createHash } from "node:crypto";
import { toReleaseId } from "../aws/image-digest";
import type { DependencyCondition } from "../aws/container-dependencies";
import { streamPrefix } from "../aws/log-streams";
import { awsLogs, byName, toDependencies } from "./container-parts";
import { sidecarDefinition, type SidecarArgs } from "./sidecar-definition";
import { containerHealthCheck, type HealthEndpoint } from "./container-health-check";
import type { ContainerSettings } from "./container-settings";
import { writableVolumes } from "./writable-volumes";

/** Arguments of {@link toContainerRelease}. */
export interface ContainerArgs {
    /** Name of the container. */
    readonly container: string;

    /** Image, by digest: `<repository>@sha256:…`. */
    readonly image: string;

    /** Port that the application listens on. @default - none */
    readonly port?: number;

    /** The health endpoint, which the container checks itself. @default - there is none */
    readonly health?: HealthEndpoint;

    /** Seconds after the start in which failing checks don't count. */
    readonly healthCheckStartPeriodSeconds: number;

    /** What the image needs of its container. */
    readonly settings: ContainerSettings;

    /** Sidecars that the application waits for, and until when. */
    readonly dependsOn: Readonly<Record<string, DependencyCondition>>;

    /** Containers beside the application's. */
    readonly sidecars: readonly SidecarArgs[];

    /** Seconds between SIGTERM and SIGKILL. */
    readonly stopTimeoutSeconds: number;

    /** Seconds of silence after which the load balancer closes a connection. @default - no load balancer has any */
    readonly idleTimeoutSeconds?: number;

    /** Log group that the container writes to. */
    readonly logGroup: string;

    /** Region of the log group. */
    readonly region: string;

    /** Variables, and the ARNs of their SSM parameters. */
    readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];

    /** What is another one with another value of a parameter, by variable: a new value is a new release, as tasks read it only at their start. */
    readonly parameterLabels: Readonly<Record<string, string>>;
}

/** The container definitions of a release, and what identifies it. */
export interface ContainerRelease {
    /** Canonical JSON: the same release is the same text. */
    readonly containerDefinitions: string;

    /** First 12 hex digits of the image's digest. */
    readonly releaseId: string;

    /** Short hash of everything else in the definitions. */
    readonly configId: string;
}

/** Variables that every container gets from the program. ECS refuses a secret of the same name. */
export const ownVariables = ["CONFIG_ID", "HOSTNAME", "KEEP_ALIVE_TIMEOUT", "NODE_ENV", "PORT", "RELEASE_ID"] as const;

type OwnVariable = (typeof ownVariables)[number];

/** Those of them that have the same value in every container. */
export const fixedVariables: Readonly<Partial<Record<OwnVariable, string>>> = {
    NODE_ENV: "production",
    HOSTNAME: "0.0.0.0", // the engine sets it to the container's id, and Next.js would listen on that address only
};

/**
 * The container definitions of one release, the application's first. Defaults of ECS are written out, lists are sorted and keys
 * in a fixed order, so that a second preview is empty.
 */
export function toContainerRelease(args: ContainerArgs): ContainerRelease {
    const releaseId = toReleaseId(args.image);
    const config = { ...containerDefinition(args, {}), image: "" };
    const sidecars = byName(args.sidecars).map(sidecarDefinition);
    const configId = createHash("sha256")
        .update(JSON.stringify(sidecars.length === 0 ? config : [config, ...sidecars]))
        .digest("hex")
        .slice(0, 12);
    const definition = containerDefinition(args, { RELEASE_ID: releaseId, CONFIG_ID: configId });
    return { containerDefinitions: JSON.stringify([definition, ...sidecars]), releaseId, configId };
}

function containerDefinition(args: ContainerArgs, ids: Readonly<Partial<Record<OwnVariable, string>>>) {
    const environment: Readonly<Partial<Record<OwnVariable, string>>> = {
        ...fixedVariables,
        ...(args.port === undefined ? {} : { PORT: String(args.port) }),
        // Milliseconds. A connection that the application closed first is a 502 when the load balancer uses it again.
        ...(args.idleTimeoutSeconds === undefined ? {} : { KEEP_ALIVE_TIMEOUT: String((args.idleTimeoutSeconds + 5) * 1000) }),
        ...ids,
    };
    const { settings, health, healthCheckStartPeriodSeconds: startPeriodSeconds } = args;
    const healthCheck = containerHealthCheck({ command: settings.healthCheck.command, endpoint: health, startPeriodSeconds });
    const dependsOn = toDependencies(args.dependsOn);
    return {
        name: args.container,
        image: args.image,
        essential: true,
        cpu: 0,
        ...(settings.entryPoint === undefined ? {} : { entryPoint: settings.entryPoint }),
        ...(settings.command === undefined ? {} : { command: settings.command }),
        user: settings.user,
        readonlyRootFilesystem: settings.readonlyRootFilesystem,
        linuxParameters: { capabilities: { add: [], drop: ["ALL"] }, initProcessEnabled: true },
        portMappings: args.port === undefined ? [] : [{ containerPort: args.port, hostPort: args.port, protocol: "tcp" }],
        environment: byName(Object.entries(environment).map(([name, value]) => ({ name, value }))),
        secrets: byName(args.secrets),
        dockerLabels: toDockerLabels(args.parameterLabels),
        mountPoints: writableVolumes(settings.writablePaths).map(({ name, path }) => ({
            sourceVolume: name,
            containerPath: path,
            readOnly: false,
        })),
        volumesFrom: [],
        systemControls: [],
        ...(dependsOn.length === 0 ? {} : { dependsOn }),
        ...(healthCheck === undefined ? {} : { healthCheck }),
        stopTimeout: args.stopTimeoutSeconds,
        logConfiguration: awsLogs({ logGroup: args.logGroup, region: args.region, streamPrefix }),
    };
}

/** A preview shows by name which parameter changed. Labels of the container, as a resource has at most 50 tags. */
function toDockerLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
    const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, label]) => [`spotter.parameter.${name}`, label]));
}
