import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { ecrRepository } from "../shared/ecr-repository";
import { stacksIn } from "../../config/stack-file";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output } from "../shared/output";
import { checkAccount, openStack, type StackContext } from "../shared/stack-context";
import { readImage, type Image } from "./image";
import { withLocalImage } from "./local-image";
import { checkImage, type Broken, type ContainerPlan } from "./promises";
import { readPushedImage } from "./pushed-image";

interface Options {
    readonly stack: string;
    readonly json: boolean;
}

export function imageCheck(context: CommandContext): Command {
    return new Command("image:check")
        .argument("[what]", "stack, whose pushed image is read, or an image that Docker has on this machine", "staging")
        .option("--stack <stack>", "stack whose file a local image is compared with", "staging")
        .option("--json", "one JSON document on stdout", false)
        .action(async (what: string, { stack: name, json }: Options) => {
            const output = new Output(context.streams, json);
            const isStack = existsSync(join(context.folder, `Pulumi.${what}.yaml`));
            const stack = openStack(context, isStack ? what : name);
            const image = await (isStack ? readStackImage(stack) : readLocalImage(context.folder, what));
            const broken = checkImage(image, toPlan(stack));
            const reference = isStack ? `${stack.serviceRef.repository}@${stack.config.image.digest ?? ""}` : what;
            output.document({ image: reference, stack: stack.name, ...broken });
            output.lines(...formatLines(broken, output));
            if (broken.errors.length > 0) {
                const count = broken.errors.length === 1 ? "1 promise" : `${broken.errors.length} promises`;
                throw new CommandError(`${reference} breaks ${count} to ${stack.file}`);
            }
            output.lines(`${reference} keeps its promises to ${stack.file}`);
        });
}

/** @throws where the stack's file names no image, or its registry has it not */
async function readStackImage(stack: StackContext): Promise<Image> {
    const { image, service, project } = stack.config;
    if (image.digest === undefined) {
        throw new CommandError(
            `${stack.file} has no ${project}:image.digest: build the image, and name it instead of the stack`,
            exitCodes.usage,
        );
    }
    await checkAccount(stack);
    return readImage(await readPushedImage(await ecrRepository(stack), image.digest, service.architecture));
}

/** @throws where Docker does not have it; a name that may be a stack's is told to be none */
async function readLocalImage(folder: string, name: string): Promise<Image> {
    try {
        return await withLocalImage(name, readImage);
    } catch (error) {
        if (error instanceof CommandError && error.exitCode === exitCodes.usage && /^[\w-]+$/.test(name)) {
            const stacks = stacksIn(folder).join(", ");
            throw new CommandError(`${error.message} (${name} is none of the stacks either: ${stacks})`, exitCodes.usage);
        }
        throw error;
    }
}

function toPlan({ config: { project, service } }: StackContext): ContainerPlan {
    return {
        project,
        architecture: service.architecture,
        port: service.port,
        user: service.user,
        writablePaths: service.writablePaths,
        readonlyRootFilesystem: service.readonlyRootFilesystem,
        healthCommand: service.healthCheck.command,
        entryPoint: service.entryPoint,
        command: service.command,
        maxTasks: service.tasks.max,
    };
}

function formatLines({ errors, warnings }: Broken, output: Output): string[] {
    return [
        ...errors.map((error) => `  ${output.paint.red("✖")} ${error}`),
        ...warnings.map((warning) => output.warning(warning)),
    ];
}
