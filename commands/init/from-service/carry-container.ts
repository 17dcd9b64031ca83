import { ranges } from "../../../aws/ranges";
import { healthCheckRhythm } from "../../../components/container-health-check";
import { carriedFields, isEmptyVolume } from "./carry-task";
import type { Carry } from "./carry";
import { findPort, type LiveService } from "./live-service";
import { withoutSecrets } from "./without-secrets";

/** Fields of a container that others speak of, or that the program sets to the same. */
const readElsewhere = [...carriedFields, "environmentFiles", "linuxParameters"];

/** Why some fields can't be carried; of every other one it is said that there is no key. */
const reasons: Readonly<Record<string, string>> = {
    workingDirectory: "the image's own working directory is taken: make it the image's WORKDIR",
    privileged: "Fargate runs no privileged container",
    links: "containers of a task reach each other on localhost",
    repositoryCredentials: "the program pulls from ECR, which needs no password",
    firelensConfiguration: "the program's containers write to CloudWatch",
    dockerLabels: "no key of a stack file sets labels",
};

/** What the container runs, as whom, what it may write, and how it is asked whether it is well. */
export function carryContainer(live: LiveService, carry: Carry): void {
    const { container, service } = live;
    const at = `container.${container.name ?? ""}`;
    carryPort(live, carry, at);
    carryCommand("service.entryPoint", container.entryPoint, carry, `${at}.entryPoint`);
    carryCommand("service.command", container.command, carry, `${at}.command`);
    carry.key("service.stopTimeoutSeconds", container.stopTimeout, `${at}.stopTimeout`);
    carry.key("service.user", container.user, `${at}.user`);
    if (container.user === undefined) {
        carry.leave(
            `${at}.user`,
            "the image's own user is not known: the stack's is service.user, 1001:1001 unless the key says another",
        );
    }
    carryWritable(live, carry, at);
    carryHealthCheck(live, carry, at);
    carryLog(live, carry, at);
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
    carry.key("service.enableExecuteCommand", service.enableExecuteCommand, "service.enableExecuteCommand");
}

/** Nothing is carried of a command that has no words, or words that must not be written down. */
function carryCommand(key: string, words: readonly string[] | undefined, carry: Carry, at: string): void {
    const kept = withoutSecrets(words, carry, at, `set ${key}, and let it read the secret from a variable`);
    carry.key(key, kept?.length === 0 ? undefined : kept, at);
}

/** A root file system that can be written needs no volume; of one that can't, the empty volumes are what is written. */
function carryWritable({ container, taskDefinition }: LiveService, carry: Carry, at: string): void {
    const isReadOnly = container.readonlyRootFilesystem === true;
    const note = "as it runs now; true is safer, with service.writablePaths for what it writes";
    carry.key("service.readonlyRootFilesystem", isReadOnly, `${at}.readonlyRootFilesystem`, isReadOnly ? undefined : note);
    const mounts = container.mountPoints ?? [];
    const empty = mounts.filter(({ sourceVolume }) =>
        isEmptyVolume(taskDefinition.volumes?.find(({ name }) => name === sourceVolume)),
    );
    carry.key(
        "service.writablePaths",
        empty.flatMap(({ containerPath }) => containerPath ?? []),
        `${at}.mountPoints`,
    );
    for (const { sourceVolume = "", containerPath = "" } of mounts.filter((each) => !empty.includes(each))) {
        carry.leave(`${at}.mountPoints[${containerPath}]`, `the volume ${sourceVolume} is not carried over`);
    }
}

function carryPort(live: LiveService, carry: Carry, at: string): void {
    const mappings = live.container.portMappings ?? [];
    const port = findPort(live);
    if (port !== undefined && port < ranges.containerPort.min) {
        carry.leave(
            `${at}.portMappings`,
            `${port}: a user other than root can't listen below ${ranges.containerPort.min}; the program sets PORT to service.port, which the application must listen on`,
        );
    } else {
        carry.key("service.port", port, `${at}.portMappings`);
    }
    for (const mapping of mappings.filter(({ containerPort }) => containerPort !== port)) {
        carry.leave(`${at}.portMappings`, `${mapping.containerPort ?? ""}: the program's container has one port`);
    }
}

function carryHealthCheck({ container: { healthCheck } }: LiveService, carry: Carry, from: string): void {
    const at = `${from}.healthCheck`;
    if (healthCheck === undefined) {
        carry.key("service.healthCheck.command", "none", at, "the load balancer's check alone, as it is now");
        return;
    }
    carryCommand("service.healthCheck.command", healthCheck.command, carry, `${at}.command`);
    carry.key("service.healthCheckStartPeriodSeconds", healthCheck.startPeriod, `${at}.startPeriod`);
    for (const [field, value] of Object.entries(healthCheckRhythm)) {
        const given = healthCheck[field as keyof typeof healthCheckRhythm];
        if (given !== undefined && given !== value) {
            carry.leave(`${at}.${field}`, `${given}: the program's is ${value}`);
        }
    }
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
