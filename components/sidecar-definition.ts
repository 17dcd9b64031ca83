import { sidecarStreamPrefix } from "../aws/log-streams";
import { awsLogs, byName, toDependencies } from "./container-parts";
import type { SidecarSettings } from "./sidecar-settings";
import { writableVolumes } from "./writable-volumes";

/** Arguments of {@link sidecarDefinition}. */
export interface SidecarArgs {
    /** Name of the container. */
    readonly name: string;

    /** What the stack says of it. */
    readonly settings: SidecarSettings;

    /** Where each of its secrets is kept, as ECS takes it: an ARN. */
    readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];

    /** Log group of all containers. */
    readonly logGroup: string;

    /** Region of the log group. */
    readonly region: string;
}

/** The definition of a container beside the application's: without capabilities, and with streams of its own in the log group. */
export function sidecarDefinition({ name, settings, secrets, logGroup, region }: SidecarArgs) {
    const dependsOn = toDependencies(settings.dependsOn);
    const { command, entryPoint, user, memoryMiB, healthCheck } = settings;
    return {
        name,
        image: settings.image,
        essential: settings.essential,
        cpu: settings.cpu,
        ...(memoryMiB === undefined ? {} : { memory: memoryMiB }),
        ...(entryPoint === undefined ? {} : { entryPoint }),
        ...(command === undefined ? {} : { command }),
        ...(user === undefined ? {} : { user }),
        readonlyRootFilesystem: settings.readonlyRootFilesystem,
        linuxParameters: { capabilities: { add: [], drop: ["ALL"] }, initProcessEnabled: true },
        portMappings: [...settings.ports]
            .sort((a, b) => a - b)
            .map((port) => ({ containerPort: port, hostPort: port, protocol: "tcp" })),
        environment: byName(Object.entries(settings.environment).map(([variable, value]) => ({ name: variable, value }))),
        secrets: byName(secrets),
        mountPoints: writableVolumes(settings.writablePaths, name).map(({ name: sourceVolume, path }) => ({
            sourceVolume,
            containerPath: path,
            readOnly: false,
        })),
        volumesFrom: [],
        systemControls: [],
        ...(dependsOn.length === 0 ? {} : { dependsOn }),
        ...(healthCheck === undefined
            ? {}
            : {
                  healthCheck: {
                      command: healthCheck.command,
                      interval: healthCheck.intervalSeconds,
                      timeout: healthCheck.timeoutSeconds,
                      retries: healthCheck.retries,
                      startPeriod: healthCheck.startPeriodSeconds,
                  },
              }),
        stopTimeout: settings.stopTimeoutSeconds,
        logConfiguration: awsLogs({ logGroup, region, streamPrefix: sidecarStreamPrefix }),
    };
}
