import type { ContainerDefinition, TaskDefinition } from "../../aws/ecs";

type Scalar = string | number | undefined;

/** Set by the program from the image and the rest: they differ whenever anything does. */
const derived = ["RELEASE_ID", "CONFIG_ID"];

/**
 * How a task definition differs from another, apart from the image: what the next `up` would bring back after a rollback. Variables by name only: a revision that was registered by hand may hold anything.
 */
export function diffTaskDefinitions(from: TaskDefinition, to: TaskDefinition, container: string): string[] {
    const [before, after] = [from, to].map(({ containers }) => findContainer(containers, container));
    const scalars: readonly (readonly [string, Scalar, Scalar])[] = [
        ["cpu", from.cpu, to.cpu],
        ["memory", from.memoryMiB, to.memoryMiB],
        ["architecture", from.architecture, to.architecture],
        ["task role", from.taskRoleArn, to.taskRoleArn],
        ["execution role", from.executionRoleArn, to.executionRoleArn],
        ["port", before?.port, after?.port],
        ["user", before?.user, after?.user],
        ["stop timeout", before?.stopTimeoutSeconds, after?.stopTimeoutSeconds],
    ];
    const whole: readonly (readonly [string, unknown, unknown])[] = [
        ["volumes", from.volumes, to.volumes],
        ["command", [before?.entryPoint, before?.command], [after?.entryPoint, after?.command]],
        ["health check", before?.healthCheck, after?.healthCheck],
        ["log configuration", before?.logConfiguration, after?.logConfiguration],
        ["mount points", before?.mountPoints, after?.mountPoints],
    ];
    return [
        ...scalars.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${what} ${shown(b)} instead of ${shown(a)}`),
        ...named("variable", before?.environment, after?.environment),
        ...named("parameter", before?.secrets, after?.secrets),
        ...whole.filter(([, a, b]) => canonical(a) !== canonical(b)).map(([what]) => `${what} changed`),
        ...named("sidecar", sidecarsOf(from, container), sidecarsOf(to, container)),
    ];
}

/** SSM parameters that a task definition names, by their ARN or name. */
export function parametersIn({ containers }: TaskDefinition): string[] {
    const values = containers.flatMap(({ secrets }) => [...secrets.values()]);
    return [...new Set(values.filter((from) => !from.includes(":secretsmanager:")).map(parameterName))].sort();
}

function parameterName(valueFrom: string): string {
    return valueFrom.startsWith("arn:") ? `/${valueFrom.replace(/^.*?:parameter\//, "")}` : valueFrom;
}

function findContainer(definitions: readonly ContainerDefinition[], container: string): ContainerDefinition | undefined {
    return definitions.find(({ name }) => name === container) ?? definitions[0];
}

/** The other containers by name, each as one text. */
function sidecarsOf({ containers }: TaskDefinition, container: string): Pairs {
    const application = findContainer(containers, container);
    const others = containers.filter((each) => each !== application);
    return new Map(
        others.map(({ environment, secrets, ...rest }) => [
            rest.name,
            canonical({ ...rest, environment: [...environment], secrets: [...secrets] }),
        ]),
    );
}

type Pairs = ReadonlyMap<string, string>;

function named(what: string, had: Pairs = new Map(), has: Pairs = new Map()): string[] {
    const names = [...new Set([...had.keys(), ...has.keys()])].filter((name) => !derived.includes(name)).sort();
    return names
        .filter((name) => had.get(name) !== has.get(name))
        .map((name) => `${what} ${name} ${!had.has(name) ? "added" : has.has(name) ? "changed" : "removed"}`);
}

function shown(value: Scalar): string {
    return String(value ?? "none");
}

/** ECS answers with keys in any order, and with empty lists for what was left out. */
function canonical(value: unknown): string {
    const isNothing = (item: unknown) => item === undefined || (Array.isArray(item) && item.every((one) => one === undefined));
    return JSON.stringify(isNothing(value) ? null : value, (_, item: unknown) =>
        typeof item === "object" && item !== null && !Array.isArray(item)
            ? Object.fromEntries(
                  Object.entries(item)
                      .filter(([, inner]) => !isNothing(inner))
                      .sort(([a], [b]) => (a < b ? -1 : 1)),
              )
            : item,
    );
}
