import type { Control } from "../control";
import { judgeContainers, taskDefinition, type Container } from "../containers";

/** Keys that FSBP names, and names that secrets commonly have. */
const secretName =
    /^(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|ECS_ENGINE_AUTH_DATA)$|PASSWORD|PASSWD|SECRET|PRIVATE_?KEY|API_?KEY|(?:^|_)TOKEN$/i;

const parameterOrSecret =
    /^arn:[\w-]+:(?:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+|secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@:-]+)$/;

/** What every container of a task must be like. */
export const containerControls: readonly Control[] = [
    about({
        id: "ECS.4",
        title: "containers are not privileged",
        alsoKnownAs: ["CKV_AWS_334", "ecs_task_definitions_no_privileged_containers"],
        level: "mandatory",
        holds: ({ privileged }) => privileged !== true,
        reason: () => "is privileged",
    }),
    about({
        id: "ECS.5",
        title: "root file systems are read-only",
        alsoKnownAs: ["CKV_AWS_336", "ecs_task_definitions_containers_readonly_access"],
        level: "advisory",
        holds: ({ readonlyRootFilesystem }) => readonlyRootFilesystem === true,
        reason: () => "may write to its root file system",
    }),
    about({
        id: "ECS.8",
        title: "no secret is in a container's environment",
        alsoKnownAs: ["ecs_task_definitions_no_environment_secrets", "AwsSolutions-ECS2"],
        level: "mandatory",
        holds: (container) => secretsIn(container).length === 0,
        reason: (container) => `has ${secretsIn(container).join(", ")} in plain text`,
    }),
    about({
        id: "ECS.9",
        title: "containers have a log driver that does not block them",
        alsoKnownAs: ["ecs_task_definitions_logging_enabled", "ecs_task_definitions_logging_block_mode", "AwsSolutions-ECS7"],
        level: "mandatory",
        holds: ({ logConfiguration: { logDriver, options } = {} }) => logDriver !== undefined && options?.mode === "non-blocking",
        reason: ({ logConfiguration }) => (logConfiguration === undefined ? "logs nothing" : "waits for its log driver"),
    }),
    about({
        id: "ECS.20",
        title: "containers run as a user other than root",
        alsoKnownAs: ["ecs-task-definition-linux-user-non-root"],
        level: "advisory",
        holds: ({ user }) => user !== undefined && !/^(?:root|0)(?::|$)/.test(user),
        reason: ({ user }) => (user === undefined ? "runs as the image's user, which is not known" : `runs as ${user}`),
    }),
    about({
        id: "OWN.1",
        title: "every image runs by digest",
        alsoKnownAs: [],
        level: "mandatory",
        holds: ({ image = "" }) => /@sha256:[0-9a-f]{64}$/.test(image),
        reason: ({ image = "" }) => `runs ${image}`,
    }),
    about({
        id: "OWN.2",
        title: "a container's secret is the ARN of a parameter or secret",
        alsoKnownAs: [],
        level: "mandatory",
        holds: (container) => valuesIn(container).length === 0,
        reason: (container) => `has no ARN for ${valuesIn(container).join(", ")}`,
    }),
];

type ContainerControl = Omit<Control, "types" | "check"> & {
    readonly holds: (container: Container) => boolean;
    readonly reason: (container: Container) => string;
};

function about({ holds, reason, ...control }: ContainerControl): Control {
    return { ...control, types: [taskDefinition], check: (resource) => judgeContainers(resource, holds, reason) };
}

function secretsIn({ environment = [] }: Container): string[] {
    return environment.map(({ name }) => name).filter((name) => secretName.test(name));
}

function valuesIn({ secrets = [] }: Container): string[] {
    return secrets.filter(({ valueFrom }) => !parameterOrSecret.test(valueFrom)).map(({ name }) => name);
}
