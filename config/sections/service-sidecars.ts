import { z } from "zod";
import { dependencyConditions, explainDependencies } from "../../aws/container-dependencies";
import { formats } from "../../aws/formats";
import { imageReference } from "../../aws/image-reference";
import { secretSource } from "../../aws/secret-source";
import type { StackConfig } from "../sections";
import { noneOf, type Rule, type Warning } from "../section";
import { flag, listOf, mapOf, oneOf, section, text, wholeNumber } from "../schema-kit";
import { checkCommand, containerPaths, userId, words } from "./service-container";

const name = text("a container's name: letters, digits, _ and -", /^[A-Za-z0-9][\w-]*$/, 100);
const variableName = text(formats.variableName.allowed, formats.variableName.pattern);
const catalogueName = /^[A-Za-z_]\w*$/;

/** Containers that another one waits for, with when it may start. */
export const dependencies = () => mapOf(name, oneOf(dependencyConditions), "conditions by container");

export const sidecar = section({
    image: text(imageReference.allowed, imageReference.pattern).describe("image, by its digest"),
    essential: flag().default(false).describe("the task ends with it"),
    cpu: wholeNumber(0, 16384).default(0).describe("CPU units that are kept for it"),
    memoryMiB: wholeNumber(6, 122_880)
        .optional()
        .describe("memory that it may use: more stops it")
        .meta({ absent: "the task's" }),
    command: words().optional().describe("replaces the image's `CMD`").meta({ absent: "the image's" }),
    entryPoint: words().optional().describe("replaces the image's `ENTRYPOINT`").meta({ absent: "the image's" }),
    user: userId.optional().describe("user that it runs as").meta({ absent: "the image's" }),
    readonlyRootFilesystem: flag().default(true).describe("it can write to `writablePaths` alone"),
    writablePaths: containerPaths.default([]).describe("what it may write"),
    environment: mapOf(variableName, z.string("must be a text: quote it"), "texts by variable")
        .default({})
        .describe("variables that are no secrets"),
    secrets: mapOf(
        variableName,
        text(
            `a variable of the application, or ${secretSource.allowed}`,
            new RegExp(`${catalogueName.source}|${secretSource.pattern.source}`),
        ),
        "variables of the application, parameters or secrets by variable",
    )
        .default({})
        .describe("variables that ECS reads from SSM or Secrets Manager"),
    healthCheck: section({
        command: checkCommand.describe("command that ends with 0 while it is healthy"),
        intervalSeconds: wholeNumber(5, 300).default(30).describe("between two checks"),
        timeoutSeconds: wholeNumber(2, 60).default(5).describe("for one check"),
        retries: wholeNumber(1, 10).default(3).describe("failed checks until it is unhealthy"),
        startPeriodSeconds: wholeNumber(0, 300).default(0).describe("time after its start in which failed checks don't count"),
    })
        .optional()
        .describe("how it checks itself, for those that wait for it")
        .meta({ absent: "none" }),
    dependsOn: dependencies().default({}).describe("containers that it waits for"),
    ports: listOf(wholeNumber(1, 65535), "ports")
        .default([])
        .describe("ports that it listens on, which other containers reach on localhost"),
    stopTimeoutSeconds: wholeNumber(2, 120).default(30).describe("between SIGTERM and SIGKILL"),
});

/** Containers beside the application's, by name. */
export const sidecars = mapOf(name, sidecar, "sidecars by name");

export type Sidecars = Readonly<Record<string, z.infer<typeof sidecar>>>;

/** Where each secret is kept, if it is no variable of the application. */
export function sidecarSources(given: Sidecars): string[] {
    return Object.values(given).flatMap(({ secrets }) => Object.values(secrets).filter((from) => !catalogueName.test(from)));
}

/** What is kept for all of them. */
export const sumOfSidecars = (given: Sidecars, of: "cpu" | "memoryMiB") =>
    Object.values(given).reduce((total, each) => total + (each[of] ?? 0), 0);

export const sidecarRules: readonly Rule[] = [
    {
        path: "service.sidecars",
        reads: ["names.container"],
        message: "must not have the name of the application's container",
        detail: ({ names }) => names.container,
        holds: ({ service, names }) => service.sidecars[names.container] === undefined,
    },
    {
        path: "service.sidecars",
        reads: ["service.cpu", "service.memoryMiB"],
        message: "must leave CPU and memory of the task to the application",
        detail: ({ service: { sidecars: given, cpu, memoryMiB } }) =>
            `${sumOfSidecars(given, "cpu")} of ${cpu} CPU units, ${sumOfSidecars(given, "memoryMiB")} of ${memoryMiB} MiB`,
        holds: ({ service: { sidecars: given, cpu, memoryMiB } }) =>
            sumOfSidecars(given, "cpu") < cpu && sumOfSidecars(given, "memoryMiB") < memoryMiB,
    },
    {
        path: "service.sidecars",
        reads: ["service.port"],
        message: "must listen on another port each than the application and than one another",
        ...noneOf((config) => usedTwice(portsOf(config))),
    },
    {
        path: "service.sidecars",
        reads: ["parameters"],
        message: "must take secrets from variables that the application gets, or from SSM or Secrets Manager by path or ARN",
        ...noneOf((config) => unknownVariables(config)),
    },
    {
        path: "service.sidecars",
        reads: [],
        message: "must not have a variable both in environment and in secrets",
        ...noneOf(({ service: { sidecars: given } }) => givenTwice(given)),
    },
    {
        path: "service.dependsOn",
        reads: ["service.sidecars", "service.healthCheck.command", "names.container"],
        message: "and the sidecars' own must be possible",
        detail: (config) => explainStart(config) ?? "",
        holds: (config) => explainStart(config) === undefined,
    },
];

export function sidecarWarnings(given: Sidecars): Warning[] {
    return Object.entries(given).flatMap(([container, { user, readonlyRootFilesystem }]) => [
        ...(user !== undefined && /^0(?::|$)/.test(user)
            ? [{ path: `service.sidecars.${container}.user`, message: "it runs as root" }]
            : []),
        ...(readonlyRootFilesystem
            ? []
            : [
                  {
                      path: `service.sidecars.${container}.readonlyRootFilesystem`,
                      message: "off: whoever takes it over can change its files",
                  },
              ]),
    ]);
}

function portsOf({ service: { port, sidecars: given } }: StackConfig): number[] {
    return [port, ...Object.values(given).flatMap(({ ports }) => ports)];
}

function usedTwice(ports: readonly number[]): number[] {
    return ports.filter((port, index) => ports.indexOf(port) !== index);
}

function unknownVariables({ service: { sidecars: given }, parameters: { variables } }: StackConfig): string[] {
    const known = variables.map(({ name: variable }) => variable);
    const asked = Object.values(given).flatMap(({ secrets }) => Object.values(secrets));
    return asked.filter((from) => catalogueName.test(from) && !known.includes(from));
}

function givenTwice(given: Sidecars): string[] {
    return Object.values(given).flatMap(({ environment, secrets }) =>
        Object.keys(environment).filter((variable) => secrets[variable] !== undefined),
    );
}

function explainStart({ service, names }: StackConfig): string | undefined {
    const { sidecars: given, dependsOn, healthCheck } = service;
    const own = { essential: true, isChecked: healthCheck.command !== "none", dependsOn };
    const others = Object.entries(given).map(([container, { essential, healthCheck: check, dependsOn: waits }]) => [
        container,
        { essential, isChecked: check !== undefined, dependsOn: waits },
    ]);
    return explainDependencies({ [names.container]: own, ...(Object.fromEntries(others) as Record<string, typeof own>) });
}
