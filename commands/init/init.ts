import { isAbsolute, join, normalize, sep } from "node:path";
import { Command, Option } from "commander";
import { catalogueFileSchema, stackFileSchema } from "../../config/json-schema";
import { readStack } from "../../config/read-stack";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output } from "../shared/output";
import { findAnswers, questions, type Answers } from "./answers";
import {
    catalogueFile,
    catalogueSchemaFile,
    catalogueText,
    defaultFolder,
    prodFile,
    stagingFile,
    withProjectName,
} from "./project-files";
import { readEnvNames, toVariables, type NewVariable } from "./variables";
import { readIfPresent, tryFiles, writeFiles, type Files } from "./write-files";

interface Options extends Partial<Answers> {
    readonly secret: readonly string[];
    readonly plain: readonly string[];
    readonly folder: string;
    readonly digest?: string;
    readonly force: boolean;
}

const projectFile = "Pulumi.yaml";
const stackSchemaFile = "config/stack.schema.json";
const stacks = ["staging", "prod"] as const;

export function init(context: CommandContext): Command {
    const command = new Command("init");
    for (const { flags, description } of questions) {
        command.option(flags, description);
    }
    return command
        .addOption(list("--secret <names...>", "variables that are secret, although their name does not say so"))
        .addOption(list("--plain <names...>", "variables that are no secret, although their name says so"))
        .option("--folder <folder>", "the application's folder, with its Dockerfile and the list of its variables", defaultFolder)
        .option("--digest <digest>", "an image that is built elsewhere: staging runs it instead of building")
        .option("--force", "replace the stack files and the list of variables", false)
        .action((options: Options) => create(context, options));
}

function list(flags: string, description: string): Option {
    return new Option(flags, description).default([], "none");
}

async function create(context: CommandContext, options: Options): Promise<void> {
    const { folder: root, streams } = context;
    const output = new Output(streams, false);
    const application = { folder: options.folder, digest: options.digest };
    if (!isInside(options.folder)) {
        throw new CommandError(`--folder must be a folder inside the project, got ${options.folder}`, exitCodes.usage);
    }
    const project = readProjectFile(root);
    await checkExisting(context, catalogueFile(options.folder), options.force);
    const answers = await findAnswers(pickAnswers(options), context);
    const { names, leftOut } = answers.from === "none" ? { names: [], leftOut: [] } : readEnvNames(root, answers.from);
    const variables = await findVariables(context, names, options);

    const files: Files = {
        [projectFile]: withProjectName(project, answers.project),
        "Pulumi.staging.yaml": stagingFile(answers, application, variables),
        "Pulumi.prod.yaml": prodFile(answers, application, variables),
        [catalogueFile(options.folder)]: catalogueText(variables),
    };
    const all = { ...files, ...checkFiles(files, options.folder) };
    context.interruption.meaning = "interrupted: the files were written";
    writeFiles(root, all);

    output.lines(
        ...Object.keys(all).map((file) => `wrote ${file}`),
        `${variables.length} variables, secret: ${variables.flatMap(({ name, secret }) => (secret ? [name] : [])).join(", ") || "none"}`,
        ...(leftOut.length === 0 ? [] : [`left out, as the program sets them: ${leftOut.join(", ")}`]),
        "",
        "Next: npm run preview",
    );
}

function isInside(folder: string): boolean {
    const path = normalize(folder);
    return !isAbsolute(path) && path.split(sep)[0] !== "..";
}

function pickAnswers(options: Options): Partial<Answers> {
    return Object.fromEntries(questions.flatMap(({ key }) => (options[key] === undefined ? [] : [[key, options[key]]])));
}

function readProjectFile(root: string): string {
    const text = readIfPresent(join(root, projectFile));
    if (text === undefined) {
        throw new CommandError(`there is no ${projectFile} here: run init in a copy of the repository`, exitCodes.usage);
    }
    return text;
}

/** Before the questions, so that they are not answered in vain. */
async function checkExisting({ folder, prompts }: CommandContext, catalogue: string, force: boolean): Promise<void> {
    const existing = [...stacks.map((stack) => `Pulumi.${stack}.yaml`), catalogue].filter(
        (file) => readIfPresent(join(folder, file)) !== undefined,
    );
    if (existing.length === 0 || force || (prompts.isTerminal && (await prompts.confirm(`Replace ${existing.join(", ")}?`)))) {
        return;
    }
    throw new CommandError(`${existing.join(", ")} would be replaced: --force replaces them`, exitCodes.usage);
}

async function findVariables(
    { prompts }: CommandContext,
    names: readonly string[],
    { secret, plain }: Options,
): Promise<NewVariable[]> {
    const guessed = toVariables(names, secret, plain);
    if (!prompts.isTerminal || names.length === 0) {
        return guessed;
    }
    const proposed = guessed.filter((variable) => variable.secret).map(({ name }) => name);
    const chosen = await prompts.select("Which of the variables are secret?", names, proposed);
    return names.map((name) => ({ name, secret: chosen.includes(name) }));
}

/**
 * Reads the files as every other command does.
 *
 * @returns the JSON schemas for editors; that of the stack files names the project and its variables
 * @throws {ConfigError} with everything that is wrong
 */
function checkFiles(files: Files, applicationFolder: string): Files {
    const schemas: Record<string, string> = {};
    tryFiles(files, (folder) => {
        for (const { project, config } of stacks.map((stack) => readStack(folder, stack))) {
            schemas[stackSchemaFile] = toJson(stackFileSchema(project, config.catalogue));
        }
    });
    return { ...schemas, [catalogueSchemaFile(applicationFolder)]: toJson(catalogueFileSchema()) };
}

function toJson(schema: object): string {
    return `${JSON.stringify(schema, null, 4)}\n`;
}
