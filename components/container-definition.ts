import { createHash } from "node:crypto";
import { toReleaseId } from "../aws/image-digest";

/** What a container definition is made of. */
export interface ContainerArgs {
    /** Name of the container. */
    readonly container: string;

    /** `<repository>@sha256:…` */
    readonly image: string;

    /** Port that the application listens on. */
    readonly port: number;

    /** Path that the container asks itself to know whether it lives. */
    readonly healthPath: string;

    /** Failing checks don't count before. */
    readonly healthCheckStartPeriodSeconds: number;

    /** Between SIGTERM and SIGKILL. */
    readonly stopTimeoutSeconds: number;

    /** After which the load balancer closes a silent connection. */
    readonly idleTimeoutSeconds: number;

    readonly logGroup: string;
    readonly region: string;

    /** Variables and the ARNs of their SSM parameters. */
    readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];

    /** Versions of their parameters: a value that changed in SSM is a new release, as tasks read it only at their start. */
    readonly versions: Readonly<Record<string, number>>;
}

/** A container definition, and what identifies it. */
export interface ContainerRelease {
    /** Canonical JSON: the same release is the same text. */
    readonly containerDefinitions: string;

    /** First 12 hex digits of the image's digest. */
    readonly releaseId: string;

    /** Short hash of everything else in the definition. */
    readonly configId: string;
}

/**
 * What the application may write, and nothing else. Fargate gives an empty volume the owner of the directory that the
 * image declares with VOLUME.
 */
export const writablePaths: Readonly<Record<string, string>> = { tmp: "/tmp", "next-cache": "/app/.next/cache" };

/** User and group `nextjs` of the image. */
const user = "1001:1001";

/**
 * The container definition of one release. What ECS would fill in by itself is written out, lists are sorted and keys
 * in a fixed order, so that a second preview has nothing to say.
 */
export function toContainerRelease(args: ContainerArgs): ContainerRelease {
    const releaseId = toReleaseId(args.image);
    const config = containerDefinition(args, {});
    const configId = createHash("sha256")
        .update(JSON.stringify({ ...config, image: "" }))
        .digest("hex")
        .slice(0, 12);
    const definition = containerDefinition(args, { RELEASE_ID: releaseId, CONFIG_ID: configId });
    return { containerDefinitions: JSON.stringify([definition]), releaseId, configId };
}

function containerDefinition(args: ContainerArgs, ids: Readonly<Record<string, string>>) {
    const environment = {
        NODE_ENV: "production",
        HOSTNAME: "0.0.0.0", // the engine sets it to the container's id, and Next.js would listen on that address only
        PORT: String(args.port),
        // Milliseconds. A connection that the application closed first is a 502 when the load balancer uses it again.
        KEEP_ALIVE_TIMEOUT: String((args.idleTimeoutSeconds + 5) * 1000),
        ...ids,
    };
    return {
        name: args.container,
        image: args.image,
        essential: true,
        cpu: 0,
        user,
        readonlyRootFilesystem: true,
        linuxParameters: { capabilities: { add: [], drop: ["ALL"] }, initProcessEnabled: true },
        portMappings: [{ containerPort: args.port, hostPort: args.port, protocol: "tcp" }],
        environment: byName(Object.entries(environment).map(([name, value]) => ({ name, value }))),
        secrets: byName(args.secrets),
        dockerLabels: parameterLabels(args.versions),
        mountPoints: Object.entries(writablePaths).map(([sourceVolume, containerPath]) => ({
            sourceVolume,
            containerPath,
            readOnly: false,
        })),
        volumesFrom: [],
        systemControls: [],
        healthCheck: containerHealthCheck(args),
        stopTimeout: args.stopTimeoutSeconds,
        logConfiguration: {
            logDriver: "awslogs",
            options: {
                "awslogs-group": args.logGroup,
                "awslogs-region": args.region,
                "awslogs-stream-prefix": "ecs",
                // A slow CloudWatch must not stop the application; lines that don't fit are lost.
                mode: "non-blocking",
                "max-buffer-size": "25m",
            },
        },
    };
}

/**
 * By node, as slim images have no curl. Every 30 s: a new process more often is too much for a quarter of a CPU, and
 * it is the load balancer that decides about traffic.
 */
function containerHealthCheck({ port, healthPath, healthCheckStartPeriodSeconds }: ContainerArgs) {
    const ask = `fetch("http://127.0.0.1:${port}${healthPath}").then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;
    return {
        command: ["CMD", "node", "-e", ask],
        interval: 30,
        timeout: 10,
        retries: 3,
        startPeriod: healthCheckStartPeriodSeconds,
    };
}

/** Labels of the container, as tags are limited to 50: a preview shows by name which parameter changed. */
function parameterLabels(versions: Readonly<Record<string, number>>): Record<string, string> {
    const names = Object.keys(versions).sort();
    return Object.fromEntries(names.map((name) => [`spotter.parameter.${name}`, String(versions[name])]));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
    return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
