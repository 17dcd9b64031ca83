import type { Carry } from "./carry";
import type { LiveService } from "./live-service";

/** Fields of a container that others speak of, or that the program sets to the same. */
const readElsewhere = [
    "cpu",
    "environment",
    "environmentFiles",
    "essential",
    "healthCheck",
    "image",
    "linuxParameters",
    "logConfiguration",
    "memory",
    "memoryReservation",
    "mountPoints",
    "name",
    "portMappings",
    "readonlyRootFilesystem",
    "secrets",
    "stopTimeout",
    "user",
    "versionConsistency", // the program names an image by its digest
];

/** Why some fields can't be carried; of every other one it is said that there is no key. */
const reasons: Readonly<Record<string, string>> = {
    command: "the image's own command runs: make it the image's CMD",
    entryPoint: "the image's own entry point runs: make it the image's ENTRYPOINT",
    workingDirectory: "the image's own working directory is taken: make it the image's WORKDIR",
    privileged: "Fargate runs no privileged container",
    dependsOn: "a task of the program has one container",
    links: "a task of the program has one container",
    repositoryCredentials: "the program pulls from ECR, which needs no password",
    firelensConfiguration: "the program's containers write to CloudWatch",
    dockerLabels: "no key of a stack file sets labels",
};

/** Port, time to stop, log, and how the container is kept in. */
export function carryContainer(live: LiveService, carry: Carry): void {
    const { container, service } = live;
    const at = `container.${container.name ?? ""}`;
    carryPort(live, carry, at);
    carry.key("service.stopTimeoutSeconds", container.stopTimeout, `${at}.stopTimeout`);
    carryHealthCheck(live, carry, at);
    carryLog(live, carry, at);
    if (container.user !== "1001:1001" && container.user !== "1001") {
        carry.leave(`${at}.user`, `${container.user ?? "the image's own user"}: the program's container runs as 1001:1001`);
    }
    if (container.readonlyRootFilesystem !== true) {
        carry.leave(
            `${at}.readonlyRootFilesystem`,
            "the container may write everywhere: the program's writes to /tmp and /app/.next/cache alone",
        );
    }
    for (const { sourceVolume = "", containerPath = "" } of container.mountPoints ?? []) {
        carry.leave(`${at}.mountPoints[${containerPath}]`, `the volume ${sourceVolume} is not carried over`);
    }
    const { capabilities, ...limits } = container.linuxParameters ?? {};
    if ((capabilities?.add ?? []).length > 0) {
        carry.leave(`${at}.linuxParameters.capabilities.add`, `${capabilities?.add?.join(", ") ?? ""}: the program's has none`);
    }
    // The program's container has an init process, too.
    carry.leaveRest(`${at}.linuxParameters`, limits, ["initProcessEnabled"], () => "no key of a stack file says this");
    for (const { value = "" } of container.environmentFiles ?? []) {
        carry.leave(`${at}.environmentFiles`, `${value}: its variables are not read; add them to the list of variables`);
    }
    carry.leaveRest(at, container, readElsewhere, (field) => reasons[field] ?? "no key of a stack file says this");
    if (service.enableExecuteCommand === true) {
        carry.leave("service.enableExecuteCommand", "no shell in a task is offered: a session is root and reads every secret");
    }
}

function carryPort({ service, container }: LiveService, carry: Carry, at: string): void {
    const mappings = container.portMappings ?? [];
    const target = service.loadBalancers?.find(({ containerName }) => containerName === container.name)?.containerPort;
    const port = target ?? mappings[0]?.containerPort;
    carry.key("service.port", port, `${at}.portMappings`);
    for (const mapping of mappings.filter(({ containerPort }) => containerPort !== port)) {
        carry.leave(`${at}.portMappings`, `${mapping.containerPort ?? ""}: the program's container has one port`);
    }
}

function carryHealthCheck({ container: { healthCheck } }: LiveService, carry: Carry, at: string): void {
    if (healthCheck === undefined) {
        carry.leave(`${at}.healthCheck`, "none: the program's container asks the health path itself, by node, every 30 s");
        return;
    }
    carry.key("service.healthCheckStartPeriodSeconds", healthCheck.startPeriod, `${at}.healthCheck.startPeriod`);
    carry.leave(
        `${at}.healthCheck.command`,
        `${(healthCheck.command ?? []).join(" ")}: the program's container asks the health path by node`,
    );
}

function carryLog({ container: { logConfiguration }, logGroup, account }: LiveService, carry: Carry, at: string): void {
    const { logDriver, options = {} } = logConfiguration ?? {};
    if (logDriver !== "awslogs") {
        carry.leave(`${at}.logConfiguration`, `${logDriver ?? "none"}: the program's container writes to CloudWatch (awslogs)`);
        return;
    }
    const region = options["awslogs-region"];
    if (region !== undefined && region !== account.region) {
        carry.leave(`${at}.logConfiguration.options.awslogs-region`, `${region}: the program logs to the stack's own region`);
    }
    if (logGroup?.retentionDays !== undefined) {
        carry.key("logs.retentionDays", logGroup.retentionDays, `logGroup.${logGroup.name}.retentionInDays`);
    } else if (logGroup !== undefined) {
        carry.leave(
            `logGroup.${logGroup.name}.retentionInDays`,
            "lines are kept for ever: the new log group keeps them for the profile's days, and the old one stays",
        );
    }
    for (const option of ["awslogs-multiline-pattern", "awslogs-datetime-format"]) {
        if (options[option] !== undefined) {
            carry.leave(`${at}.logConfiguration.options.${option}`, "every line of the program's log is an event of its own");
        }
    }
}
