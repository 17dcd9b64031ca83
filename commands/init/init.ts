import { isAbsolute, join, normalize, sep } from "node:path";
import { Command, Option } from "commander";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output } from "../shared/output";
import { findAnswers, questions, type Answers } from "./answers";
import {
    catalogueFile,
    catalogueText,
    defaultFolder,
    prodFile,
    projectFile,
    readProjectFile,
    reviewFile,
    stagingFile,
    withProjectName,
} from "./project-files";
import { readEnvNames, toVariables, type NewVariable } from "./variables";
import { createFromService, type FromServiceOptions } from "./from-service/from-service";
import { checkFiles } from "./schemas";
import { readIfPresent, writeFiles, type Files } from "./write-files";

interface Options extends Partial<Answers>, FromServiceOptions {
    readonly fromService: boolean;
    readonly digest?: string;
}

const stacks = ["staging", "prod", "pr"] as const;

export function init(context: CommandContext): Command {
    const command = new Command("init").argument("[stack]", "with --from-service, the stack whose file is written");
    for (const { flags, description } of questions) {
        command.option(flags, description);
    }
    return command
        .addOption(list("--secret <names...>", "variables that are secret, although their name does not say so"))
        .addOption(list("--plain <names...>", "variables that are no secret, although their name says so"))
        .option("--folder <folder>", "the application's folder, with its Dockerfile and the list of its variables", defaultFolder)
        .option("--digest <digest>", "an image that is built elsewhere: staging runs it instead of building")
        .option("--from-service", "write one stack's file from an ECS service that runs: AWS is only read", false)
        .option("--cluster <name>", "with --from-service: its cluster")
        .option("--service <name>", "with --from-service: its name")
        .option("--container <name>", "with --from-service: the container that requests reach, where no load balancer says it")
        .option("--profile <name>", "with --from-service: column of defaults, else the stack's name if it is one, else prod")
        .option("--force", "replace the stack files and the list of variables", false)
        .action((stack: string | undefined, options: Options) => start(context, stack, options));
}

/** Options that say nothing about a service that runs, or about one that does not. */
const onlyForService = ["cluster", "service", "container", "profile"] as const;
const onlyForNew = ["project", "account", "zone", "port", "healthPath", "from", "digest"] as const;

function start(context: CommandContext, stack: string | undefined, options: Options): Promise<void> {
    const { fromService, folder } = options;
    if (!isInside(folder)) {
        throw new CommandError(`--folder must be a folder inside the project, got ${folder}`, exitCodes.usage);
    }
    const strangers = (fromService ? onlyForNew : onlyForService).filter((key) => options[key] !== undefined);
    if (strangers.length > 0) {
        const flags = strangers.map((key) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`).join(", ");
        throw new CommandError(`${flags} ${fromService ? "can't be given with" : "needs"} --from-service`, exitCodes.usage);
    }
    if (fromService !== (stack !== undefined)) {
        const message = fromService ? "--from-service needs the name of the stack" : "a stack's name needs --from-service";
        throw new CommandError(`${message}: npm run init -- STACK --from-service`, exitCodes.usage);
    }
    return stack === undefined ? create(context, options) : createFromService(context, stack, options);
}

function list(flags: string, description: string): Option {
    return new Option(flags, description).default([], "none");
}

async function create(context: CommandContext, options: Options): Promise<void> {
    const { folder: root, streams } = context;
    const output = new Output(streams, false);
    const application = { folder: options.folder, digest: options.digest };
    const project = readProjectFile(root);
    await checkExisting(context, catalogueFile(options.folder), options.force);
    const answers = await findAnswers(pickAnswers(options), context);
    const { names, leftOut } = answers.from === "none" ? { names: [], leftOut: [] } : readEnvNames(root, answers.from);
    const variables = await findVariables(context, names, options);

    const files: Files = {
        [projectFile]: withProjectName(project, answers.project),
        "Pulumi.staging.yaml": stagingFile(answers, application, variables),
        "Pulumi.prod.yaml": prodFile(answers, application, variables),
        "Pulumi.pr.yaml": reviewFile(answers, application, variables),
        [catalogueFile(options.folder)]: catalogueText(variables),
    };
    const all = { ...files, ...(await checkFiles(files, stacks, options.folder)) };
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
    corrections: Options,
): Promise<NewVariable[]> {
    const guessed = toVariables(names, corrections);
    if (!prompts.isTerminal || names.length === 0) {
        return guessed;
    }
    const proposed = guessed.filter((variable) => variable.secret).map(({ name }) => name);
    const chosen = await prompts.select("Which of the variables are secret?", names, proposed);
    return names.map((name) => ({ name, secret: chosen.includes(name) }));
}
