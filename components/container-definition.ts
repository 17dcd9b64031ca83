import { createHash } from "node:crypto";
import { toReleaseId } from "../aws/image-digest";
import { defaultMatcher, toCodeRanges } from "../aws/success-codes";

/** Arguments of {@link toContainerRelease}. */
export interface ContainerArgs {
    /** Name of the container. */
    readonly container: string;

    /** Image, by digest: `<repository>@sha256:…`. */
    readonly image: string;

    /** Port that the application listens on. */
    readonly port: number;

    /** The health endpoint, which the container checks itself. */
    readonly health: {
        /** Port on the loopback address. */
        readonly port: number;

        /** Path, with a query where it needs one. */
        readonly path: string;

        /** Status codes that say it is healthy. */
        readonly matcher: string;
    };

    /** Seconds after the start in which failing checks don't count. */
    readonly healthCheckStartPeriodSeconds: number;

    /** Seconds between SIGTERM and SIGKILL. */
    readonly stopTimeoutSeconds: number;

    /** Seconds of silence after which the load balancer closes a connection. */
    readonly idleTimeoutSeconds: number;

    /** Log group that the container writes to. */
    readonly logGroup: string;

    /** Region of the log group. */
    readonly region: string;

    /** Variables, and the ARNs of their SSM parameters. */
    readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];

    /** What is another one with another value of a parameter, by variable: a new value is a new release, as tasks read it only at their start. */
    readonly parameterLabels: Readonly<Record<string, string>>;
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

/** Variables that every container gets from the program. ECS refuses a secret of the same name. */
export const ownVariables = ["CONFIG_ID", "HOSTNAME", "KEEP_ALIVE_TIMEOUT", "NODE_ENV", "PORT", "RELEASE_ID"] as const;

type OwnVariable = (typeof ownVariables)[number];

/** User and group `nextjs` of the image. */
const user = "1001:1001";

/**
 * The container definition of one release. Defaults of ECS are written out, lists are sorted and keys
 * in a fixed order, so that a second preview is empty.
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

function containerDefinition(args: ContainerArgs, ids: Readonly<Partial<Record<OwnVariable, string>>>) {
    const environment: Readonly<Partial<Record<OwnVariable, string>>> = {
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
        dockerLabels: toDockerLabels(args.parameterLabels),
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
 * By node, as slim images have no curl. Every 30 s: a process more often is too much for a quarter of a vCPU, and the
 * load balancer decides about traffic.
 */
function containerHealthCheck({ health, healthCheckStartPeriodSeconds }: ContainerArgs) {
    const url = `"http://127.0.0.1:${health.port}${health.path}"`;
    // A redirect is an answer where the matcher accepts it, so that it isn't followed.
    const [asked, isHealthy] =
        health.matcher === defaultMatcher
            ? [url, "r.ok"]
            : [
                  `${url},{redirect:"manual"}`,
                  `${JSON.stringify(toCodeRanges(health.matcher))}.some(([a,b])=>r.status>=a&&r.status<=b)`,
              ];
    const script = `fetch(${asked}).then(r=>process.exit(${isHealthy}?0:1),()=>process.exit(1))`;
    return {
        command: ["CMD", "node", "-e", script],
        interval: 30,
        timeout: 10,
        retries: 3,
        startPeriod: healthCheckStartPeriodSeconds,
    };
}

/** A preview shows by name which parameter changed. Labels of the container, as a resource has at most 50 tags. */
function toDockerLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
    const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, label]) => [`spotter.parameter.${name}`, label]));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
    return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
