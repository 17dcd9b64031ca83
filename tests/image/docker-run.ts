/** A container as `components/container-definition.ts` writes it, with what is translated here. */
export interface ContainerDefinition {
    readonly user: string;
    readonly readonlyRootFilesystem: boolean;
    readonly linuxParameters: {
        readonly capabilities: { readonly add: readonly string[]; readonly drop: readonly string[] };
        readonly initProcessEnabled: boolean;
    };
    readonly portMappings: readonly { readonly containerPort: number; readonly protocol: string }[];
    readonly environment: readonly { readonly name: string; readonly value: string }[];
    readonly secrets: readonly { readonly name: string }[];
    readonly dockerLabels: Readonly<Record<string, string>>;
    readonly mountPoints: readonly { readonly containerPath: string; readonly readOnly: boolean }[];
    readonly healthCheck: {
        readonly command: readonly string[];
        readonly interval: number;
        readonly timeout: number;
        readonly retries: number;
        readonly startPeriod: number;
    };
    readonly stopTimeout: number;
}

/** What ECS decides, or knows, outside the definition. */
export interface Surroundings {
    /** CPU units of the task. */
    readonly cpu: number;
    readonly memoryMiB: number;

    /** Values of the secrets, which ECS reads from SSM. */
    readonly values: Readonly<Record<string, string>>;

    /** Port of this machine under which the container is reached. */
    readonly hostPort: number;
}

/** Say where a container belongs, or what ECS does with it, and nothing about how it runs. */
const withoutFlag = ["name", "image", "essential", "cpu", "logConfiguration"];

/** Empty in every definition: a value would need a translation. */
const mustBeEmpty = ["volumesFrom", "systemControls"];

const translated: Readonly<
    Record<keyof ContainerDefinition, (definition: ContainerDefinition, context: Surroundings) => string[]>
> = {
    user: ({ user }) => ["--user", user],
    readonlyRootFilesystem: ({ readonlyRootFilesystem }) => (readonlyRootFilesystem ? ["--read-only"] : []),
    linuxParameters: ({ linuxParameters: { capabilities, initProcessEnabled } }) => [
        ...capabilities.drop.map((capability) => `--cap-drop=${capability}`),
        ...capabilities.add.map((capability) => `--cap-add=${capability}`),
        ...(initProcessEnabled ? ["--init"] : []),
    ],
    portMappings: ({ portMappings }, { hostPort }) =>
        portMappings.map(({ containerPort, protocol }) => `--publish=127.0.0.1:${hostPort}:${containerPort}/${protocol}`),
    environment: ({ environment }) => environment.map(({ name, value }) => `--env=${name}=${value}`),
    secrets: ({ secrets }, { values }) => secrets.map(({ name }) => `--env=${name}=${valueOf(values, name)}`),
    // An anonymous volume takes owner and mode from the image, as an empty volume of Fargate does.
    mountPoints: ({ mountPoints }) =>
        mountPoints.map(
            ({ containerPath, readOnly }) => `--mount=type=volume,target=${containerPath}${readOnly ? ",readonly" : ""}`,
        ),
    dockerLabels: ({ dockerLabels }) => Object.entries(dockerLabels).map(([key, value]) => `--label=${key}=${value}`),
    healthCheck: ({ healthCheck }) => [
        `--health-cmd=${shellCommand(healthCheck.command)}`,
        `--health-interval=${healthCheck.interval}s`,
        `--health-timeout=${healthCheck.timeout}s`,
        `--health-retries=${healthCheck.retries}`,
        `--health-start-period=${healthCheck.startPeriod}s`,
    ],
    stopTimeout: ({ stopTimeout }) => [`--stop-timeout=${stopTimeout}`],
};

/**
 * Flags of `docker run` with which a container runs as Fargate would run its definition.
 *
 * @throws for a key without a translation, so that none is forgotten
 */
export function runFlags(definition: ContainerDefinition, context: Surroundings): string[] {
    for (const [key, value] of Object.entries(definition)) {
        const isEmpty = mustBeEmpty.includes(key) && Array.isArray(value) && value.length === 0;
        if (!(key in translated) && !withoutFlag.includes(key) && !isEmpty) {
            throw new Error(`${key} of the container definition has no translation into a flag of docker run`);
        }
    }
    const limits = [`--cpus=${context.cpu / 1024}`, `--memory=${context.memoryMiB}m`, `--memory-swap=${context.memoryMiB}m`];
    return [...limits, ...Object.values(translated).flatMap((flags) => flags(definition, context))];
}

function valueOf(values: Readonly<Record<string, string>>, name: string): string {
    const value = values[name];
    if (value === undefined) {
        throw new Error(`no value for the secret ${name}`);
    }
    return value;
}

/** docker run takes a health check only as a line for a shell. */
function shellCommand([kind, ...words]: readonly string[]): string {
    return kind === "CMD-SHELL" ? words.join(" ") : words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
}
