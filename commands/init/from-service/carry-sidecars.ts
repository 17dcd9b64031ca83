import type { ContainerDescription } from "../../../aws/ecs-description";
import { sidecar } from "../../../config/sections/service-sidecars";
import { isSet, type Carry } from "./carry";
import { carriedFields, isEmptyVolume } from "./carry-task";
import type { LiveService } from "./live-service";
import { isSecretName } from "../../shared/secret-name";
import { isSecretValue } from "../../shared/secret-value";
import { withoutSecrets } from "./without-secrets";

/** The containers beside the one that serves, each by the digest that runs; one whose digest is not known is left behind. */
export function carrySidecars(live: LiveService, carry: Carry): void {
    const { taskDefinition, container, image } = live;
    for (const [at, other] of (taskDefinition.containerDefinitions ?? []).entries()) {
        if (other.name !== container.name) {
            const digest = image.sidecarDigests.get(other.name ?? "");
            carrySidecar(other, digest, live, carry, `taskDefinition.containerDefinitions[${at}]`);
        }
    }
    const waits = toConditions(container.dependsOn);
    carry.key("service.dependsOn", isSet(waits) ? waits : undefined, `container.${container.name ?? ""}.dependsOn`);
}

function carrySidecar(
    other: ContainerDescription,
    digest: string | undefined,
    live: LiveService,
    carry: Carry,
    at: string,
): void {
    const { name = "", image = "" } = other;
    const what = `${name} (${image.replace(/@sha256:.*/, "")})`;
    if (other.firelensConfiguration !== undefined) {
        carry.leave(at, `${what} routes the logs: the program's containers write to CloudWatch`);
        return;
    }
    if (digest === undefined && !image.includes("@sha256:")) {
        carry.leave(at, `${what}: which version it is could not be read; name it by digest in service.sidecars`);
        return;
    }
    const value = toSidecar(other, digest, live, carry, at);
    const checked = sidecar.safeParse(value);
    if (!checked.success) {
        const [issue] = checked.error.issues;
        carry.leave(at, `${what}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
        return;
    }
    carry.key(`service.sidecars.${name}`, value, at);
    carry.leaveRest(at, other, carriedFields, () => "no key of a sidecar says this");
}

/** Values by key of `service.sidecars`; what is not set is the key's default. */
function toSidecar(
    other: ContainerDescription,
    digest: string | undefined,
    { taskDefinition: { volumes = [] } }: LiveService,
    carry: Carry,
    at: string,
): object {
    const image = other.image ?? "";
    const mounts = other.mountPoints ?? [];
    const empty = mounts.filter(({ sourceVolume }) => isEmptyVolume(volumes.find(({ name }) => name === sourceVolume)));
    for (const { sourceVolume = "", containerPath = "" } of mounts.filter((each) => !empty.includes(each))) {
        carry.leave(`${at}.mountPoints[${containerPath}]`, `the volume ${sourceVolume} is not carried over`);
    }
    const commandOf = (field: string, words: readonly string[] | undefined) => {
        const instead = "set it in service.sidecars, and let it read the secret from its secrets";
        const kept = withoutSecrets(words, carry, `${at}.${field}`, instead);
        return kept?.length === 0 ? undefined : kept;
    };
    const check = other.healthCheck;
    const checkCommand = commandOf("healthCheck.command", check?.command);
    const memory = other.memory ?? other.memoryReservation;
    return withoutUnset({
        image: image.includes("@sha256:") || digest === undefined ? image : `${image}@${digest}`,
        essential: other.essential === false ? undefined : true,
        cpu: other.cpu === 0 ? undefined : other.cpu,
        memoryMiB: memory === 0 ? undefined : memory,
        command: commandOf("command", other.command),
        entryPoint: commandOf("entryPoint", other.entryPoint),
        user: other.user,
        readonlyRootFilesystem: other.readonlyRootFilesystem === true ? undefined : false,
        writablePaths: empty.length === 0 ? undefined : empty.map(({ containerPath }) => containerPath),
        environment: toEnvironment(other, carry, at),
        secrets: toSecrets(other),
        healthCheck:
            check === undefined || checkCommand === undefined
                ? undefined
                : withoutUnset({
                      command: checkCommand,
                      intervalSeconds: check.interval,
                      timeoutSeconds: check.timeout,
                      retries: check.retries,
                      startPeriodSeconds: check.startPeriod,
                  }),
        dependsOn: isSet(toConditions(other.dependsOn)) ? toConditions(other.dependsOn) : undefined,
        ports: other.portMappings?.length === 0 ? undefined : other.portMappings?.map(({ containerPort }) => containerPort),
        stopTimeoutSeconds: other.stopTimeout,
    });
}

function toConditions(dependsOn: ContainerDescription["dependsOn"]): Readonly<Record<string, string | undefined>> {
    return Object.fromEntries((dependsOn ?? []).map(({ containerName = "", condition }) => [containerName, condition]));
}

function toEnvironment({ environment = [] }: ContainerDescription, carry: Carry, at: string): object | undefined {
    const isPlain = ({ name = "", value = "" }: { readonly name?: string | undefined; readonly value?: string | undefined }) =>
        !isSecretName(name) && !isSecretValue(value);
    for (const { name = "" } of environment.filter((each) => !isPlain(each))) {
        carry.leave(
            `${at}.environment.${name}`,
            "looks like a secret: its value is not written down; name a parameter in its secrets",
        );
    }
    const values = environment.filter(isPlain).map(({ name = "", value = "" }) => [name, value] as const);
    return values.length === 0 ? undefined : Object.fromEntries(values);
}

/** A parameter that is named without a path is one at the root, which a stack file names by its ARN alone. */
function toSecrets({ secrets = [] }: ContainerDescription): object | undefined {
    return secrets.length === 0
        ? undefined
        : Object.fromEntries(secrets.map(({ name = "", valueFrom = "" }) => [name, valueFrom]));
}

function withoutUnset(fields: Readonly<Record<string, unknown>>): object {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
