import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import type { ContainerDescription } from "../../../aws/ecs-description";
import { findPartition } from "../../../aws/regions";
import { findCallerAccount } from "../../../aws/sts";
import type { CatalogueVariable } from "../../../config/catalogue";
import { profileNames, type ProfileName } from "../../../config/profiles";
import type { CommandContext } from "../../shared/context";
import { CommandError, exitCodes } from "../../shared/errors";
import { Output } from "../../shared/output";
import { catalogueFile, defaultFolder, readProjectFile } from "../project-files";
import { checkCorrected, checkCorrections, type Corrections } from "../variables";
import { readIfPresent, writeFiles } from "../write-files";
import { carryOver } from "./carry-all";
import { fitKeys, type NewStack } from "./fit";
import { mergeCatalogue, readExisting } from "./catalogue";
import { findService } from "./read-service";
import { readSurroundings } from "./read-surroundings";
import { report } from "./report";
import { stackText } from "./stack-text";
import { checkFiles } from "../schemas";

/** Options of `init` that say which service is meant, and what only a person can decide. */
export interface FromServiceOptions extends Corrections {
    readonly cluster?: string;
    readonly service?: string;
    readonly container?: string;
    readonly region?: string;
    readonly profile?: string;
    readonly domain?: string;
    readonly folder: string;
    readonly force: boolean;
}

/**
 * Writes the file of one stack, and the list of variables, from a service that runs. AWS is only read; no value of a
 * parameter or secret is, and none that may be secret is written.
 */
export async function createFromService(context: CommandContext, stack: string, options: FromServiceOptions): Promise<void> {
    const { folder: root, streams } = context;
    const stackFile = `Pulumi.${checkStackName(stack)}.yaml`;
    const profile = toProfile(options.profile ?? stack, options.profile !== undefined);
    const projectFile = readProjectFile(root);
    const project = toProjectName(projectFile);
    const file = catalogueFile(options.folder);
    const existing = readExisting(root, file);
    await checkStackFile(context, stackFile, options.force);
    checkCorrections(options);
    const question = await askForService(context, options);

    const clients = context.clients({ account: { region: question.region }, profile: undefined });
    const accountId = await findCallerAccount(clients);
    const account = { partition: findPartition(question.region), region: question.region, accountId };
    const found = await findService(clients, question);
    checkCorrected(listVariables(found.container), options, `container ${found.container.name ?? ""}`);
    const refusals: string[] = [];
    const live = await readSurroundings(clients, account, question.cluster, found, refusals);

    const { carry, variables, toPush } = carryOver(live, { ...options, existing: existing ?? [] });
    const catalogue = mergeCatalogue(existing, variables);
    await checkCatalogue(context, file, catalogue.added, existing !== undefined && !options.force);
    const newStack: NewStack = {
        project,
        stack,
        profile,
        account,
        catalogue: { file, variables: catalogue.variables },
        catalogueFile: options.folder === defaultFolder ? undefined : file,
    };
    const keys = fitKeys(newStack, carry);
    const origin = `service ${question.service} in cluster ${question.cluster}`;
    const own = {
        [stackFile]: stackText(newStack, keys, origin),
        ...(catalogue.text === undefined ? {} : { [file]: catalogue.text }),
    };
    const read = { "Pulumi.yaml": projectFile, [file]: readIfPresent(join(root, file)) ?? "", ...own };
    const files = { ...own, ...(await checkFiles(read, [stack], options.folder)) };
    context.interruption.meaning = "interrupted: the files were written";
    writeFiles(root, files);
    new Output(streams, false).lines(
        ...report({ origin, account, stack, written: Object.keys(files), keys, leftBehind: carry.leftBehind, toPush, refusals }),
    );
}

function listVariables({ environment = [], secrets = [] }: ContainerDescription): string[] {
    return [...environment, ...secrets].flatMap(({ name }) => name ?? []);
}

function checkStackName(stack: string): string {
    if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack)) {
        throw new CommandError(`a stack's name must be letters, digits and _ . -, got ${JSON.stringify(stack)}`, exitCodes.usage);
    }
    return stack;
}

/** A stack that has a profile's name has that profile; what runs already is taken for production otherwise. */
function toProfile(name: string, isGiven: boolean): ProfileName {
    const found = profileNames.find((each) => each === name);
    if (found === undefined && isGiven) {
        throw new CommandError(`--profile must be one of ${profileNames.join(", ")}, got ${name}`, exitCodes.usage);
    }
    return found ?? "prod";
}

function toProjectName(text: string): string {
    const { name } = parseYaml(text) as { readonly name?: unknown };
    if (typeof name !== "string") {
        throw new CommandError("Pulumi.yaml has no name", exitCodes.usage);
    }
    return name;
}

/** Before AWS is asked. */
async function checkStackFile({ folder, prompts }: CommandContext, file: string, force: boolean): Promise<void> {
    const isThere = readIfPresent(join(folder, file)) !== undefined;
    if (isThere && !force && !(prompts.isTerminal && (await prompts.confirm(`Replace ${file}?`)))) {
        throw new CommandError(`${file} would be replaced: --force replaces it`, exitCodes.usage);
    }
}

/** Rows are only ever added to a list that exists, and that, too, only where it is wanted. */
async function checkCatalogue(
    { prompts }: CommandContext,
    file: string,
    added: readonly CatalogueVariable["name"][],
    mustAsk: boolean,
): Promise<void> {
    if (mustAsk && added.length > 0 && !(prompts.isTerminal && (await prompts.confirm(`Add ${added.join(", ")} to ${file}?`)))) {
        throw new CommandError(
            `${file} has no ${added.join(", ")}: --force adds what is missing, and keeps the rest`,
            exitCodes.usage,
        );
    }
}

interface Question {
    readonly region: string;
    readonly cluster: string;
    readonly service: string;
    readonly container?: string;
}

async function askForService({ prompts }: CommandContext, options: FromServiceOptions): Promise<Question> {
    const region = options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
    const given = { region, cluster: options.cluster, service: options.service };
    const missing = Object.entries(given).flatMap(([key, value]) => (value === undefined || value === "" ? [key] : []));
    if (missing.length > 0 && !prompts.isTerminal) {
        throw new CommandError(`without a terminal give ${missing.map((key) => `--${key} <name>`).join(", ")}`, exitCodes.usage);
    }
    const answers: Record<string, string | undefined> = { ...given };
    for (const key of missing) {
        answers[key] = await prompts.line({
            message: key === "region" ? "AWS region of the service" : `Name of the ${key}`,
            validate: (answer) => (/^[\w-]+$/.test(answer) ? undefined : "must be a name"),
        });
    }
    const { container } = options;
    return { ...(answers as unknown as Question), ...(container === undefined ? {} : { container }) };
}
