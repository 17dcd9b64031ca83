import { join, posix } from "node:path";
import { isScalar, parseDocument } from "yaml";
import { defaultNames } from "../../config/names";
import type { ProfileName } from "../../config/profiles";
import { CommandError, exitCodes } from "../shared/errors";
import type { Answers } from "./answers";
import type { NewVariable } from "./variables";
import { readIfPresent } from "./write-files";

/** Where the application's image comes from. */
export interface Application {
    /** Folder with the Dockerfile and the catalogue, relative to the project. */
    readonly folder: string;

    /** `sha256:…` of an image that is built elsewhere; without one, staging builds `folder`. */
    readonly digest?: string;
}

export const defaultFolder = "app";

/** What tells an editor which schema a stack file has. */
export const schemaLine = "# yaml-language-server: $schema=./config/stack.schema.json";

/** Where the project's name is. */
export const projectFile = "Pulumi.yaml";

/** @throws {CommandError} outside a project */
export function readProjectFile(root: string): string {
    const text = readIfPresent(join(root, projectFile));
    if (text === undefined) {
        throw new CommandError(`there is no ${projectFile} here: run init in a copy of the repository`, exitCodes.usage);
    }
    return text;
}

/** `Pulumi.yaml` under another name. Everything else, comments among it, stays as it is. */
export function withProjectName(text: string, name: string): string {
    const node = parseDocument(text).get("name", true);
    if (!isScalar(node) || node.range == null) {
        throw new Error("Pulumi.yaml has no name");
    }
    const [start, end] = node.range;
    return text.slice(0, start) + name + text.slice(end);
}

/** `Pulumi.staging.yaml`: only what differs from the profile, each key with its reason. */
export function stagingFile(answers: Answers, application: Application, variables: readonly NewVariable[]): string {
    const reason =
        application.digest === undefined
            ? "    # Builds what it runs. Production runs a digest that was tried here: npm run promote -- staging prod"
            : "    # An image that is built elsewhere and pushed to the repository of this stack.";
    return stackFile("staging", answers, [
        reason,
        ...image(answers, application),
        ...parameters("staging", answers, application.folder, variables),
    ]);
}

/**
 * `Pulumi.pr.yaml`, which a review stack's own file is a copy of. It shares the repository of staging and the secrets, and has
 * everything else to itself, so that a destroy leaves nothing.
 */
export function reviewFile(answers: Answers, application: Application, variables: readonly NewVariable[]): string {
    const { project } = answers;
    const { folder } = application;
    const secrets = variables.filter(({ secret }) => secret).map(({ name }) => name);
    const catalogue = folder === defaultFolder ? [] : [`        catalogue: ${quote(catalogueFile(folder))}`];
    const external =
        secrets.length === 0
            ? []
            : [
                  "        external: # made once, for all review stacks; no value enters Pulumi",
                  ...secrets.map((name) => `            ${name}: /${project}-review/${name}`),
              ];
    const keys = [...catalogue, ...external];
    return stackFile("dev", answers, [
        `    ${project}:names:`,
        `        repository: ${defaultNames(project, "staging").repository} # shared with staging`,
        `    ${project}:repository:`,
        "        existing: true",
        ...image(answers, application),
        ...(keys.length === 0 ? [] : [`    ${project}:parameters:`, ...keys]),
    ]);
}

function image({ project }: Answers, { folder, digest }: Application): readonly string[] {
    return [
        `    ${project}:image:`,
        digest === undefined ? `        build: { context: ${quote(folder)} }` : `        digest: ${digest}`,
    ];
}

/** `Pulumi.prod.yaml`, which has no image until one is promoted. */
export function prodFile(answers: Answers, { folder }: Application, variables: readonly NewVariable[]): string {
    const { project, domain, zone } = answers;
    return stackFile("prod", answers, [
        ...(domain === "none"
            ? [
                  "    # Without a domain the load balancer serves HTTP only:",
                  `    # ${project}:domain: { name: www.example.com, zone: example.com }`,
              ]
            : [
                  `    ${project}:domain:`,
                  `        name: ${quote(domain)}`,
                  `        zone: ${quote(zone ?? "")} # hosted zone for the records and the certificate's validation`,
              ]),
        "    # The image is written by: npm run promote -- staging prod",
        ...parameters("prod", answers, folder, variables),
    ]);
}

function stackFile(profile: ProfileName, answers: Answers, sections: readonly string[]): string {
    const { project, account, region, port, healthPath } = answers;
    return `${[
        schemaLine,
        "config:",
        `    aws:region: ${quote(region)}`,
        `    aws:allowedAccountIds: ["${account}"] # credentials of any other account are refused`,
        `    ${project}:profile: ${profile}`,
        ...(port === "3000"
            ? []
            : [`    ${project}:service:`, `        port: ${Number(port)} # what the application listens on, by PORT`]),
        ...(healthPath === "/api/health"
            ? []
            : [
                  `    ${project}:loadBalancer:`,
                  "        healthCheck:",
                  `            path: ${quote(healthPath)} # must answer 200 without asking any dependency`,
              ]),
        ...sections,
    ].join("\n")}\n`;
}

function parameters(stack: string, { project }: Answers, folder: string, variables: readonly NewVariable[]): readonly string[] {
    const catalogue = folder === defaultFolder ? [] : [`        catalogue: ${quote(catalogueFile(folder))}`];
    const external =
        variables.length === 0
            ? []
            : [`        external: all # set with \`npm run parameters -- ${stack} push\`; no value enters Pulumi`];
    const keys = [...catalogue, ...external];
    return keys.length === 0 ? [] : [`    ${project}:parameters:`, ...keys];
}

/** The catalogue's path, relative to the project. */
export function catalogueFile(folder: string): string {
    return posix.join(folder, "parameters.json");
}

/** Beside the catalogue, so that it comes and goes with the application's folder. */
export function catalogueSchemaFile(folder: string): string {
    return posix.join(folder, "parameters.schema.json");
}

/** The catalogue of an application. */
export function catalogueText(variables: readonly NewVariable[]): string {
    const document = {
        $schema: "./parameters.schema.json",
        variables: variables.map(({ name, secret, required, derivedFrom }) => ({
            name,
            ...(secret ? { secret } : {}),
            ...(required === true ? { required } : {}),
            ...(derivedFrom === undefined ? {} : { derivedFrom }),
        })),
    };
    return `${JSON.stringify(document, null, 4)}\n`;
}

/** JSON's strings are YAML's, too. */
function quote(text: string): string {
    return /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
        ? text
        : JSON.stringify(text);
}
