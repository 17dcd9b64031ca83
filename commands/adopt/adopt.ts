import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { parseDocument } from "yaml";
import type { LiveAccount } from "../../adoption/account";
import { checkPreview, type PreviewSteps } from "../../adoption/check";
import { countImports, fillImportFile, type ImportFile } from "../../adoption/import-file";
import { adoptCommand, type AdoptCommand } from "../../adoption/command";
import { moveSteps } from "../../adoption/move";
import { planAdoption, type Plan } from "../../adoption/plan";
import { fileSteps, importSteps, previewConfig } from "../../adoption/steps";
import { findCluster } from "../../aws/ecs-cluster";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output } from "../shared/output";
import { checkAccount, openStack, type StackContext } from "../shared/stack-context";
import { writeNamedFile } from "../shared/write-file";
import { answersHealthCheck } from "./answers-health-check";
import { checkLines } from "./check-lines";
import { planLines } from "./plan-lines";
import { readAccount } from "./read-account";
import { readDocument, readSteps } from "./read-document";
import { readTraffic } from "./read-traffic";

interface Options {
    readonly json: boolean;
    readonly inPlace: boolean;
    readonly cluster?: string;
    readonly service?: string;
    readonly yesDeleteLogs: boolean;
    readonly importFile?: string;
    readonly write: boolean;
    readonly check?: string;
}

export function adopt(context: CommandContext): Command {
    return new Command("adopt")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--in-place", "take over what serves, instead of making a second balancer and service beside it", false)
        .option("--cluster <name>", "the cluster of what serves today, where the stack's is another")
        .option("--service <name>", "the service that serves today, where the cluster has several")
        .option("--yes-delete-logs", "log lines may be deleted that are older than the stack keeps them", false)
        .option("--import-file <file>", "what `pulumi preview --import-file` wrote: shows it filled in")
        .option(
            "--write",
            "write the filled import file over it; without one, the configuration that the engine makes one with",
            false,
        )
        .option("--check <file>", "what `pulumi preview --json` wrote after the import: says what the update would do")
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, options: Options) => {
            const output = new Output(context.streams, options.json);
            if (options.check !== undefined) {
                check(output, readSteps(context, options.check));
                return;
            }
            await plan(context, output, name, options);
        });
}

function check(output: Output, steps: PreviewSteps): void {
    const checked = checkPreview(steps);
    output.document(checked);
    output.lines(...checkLines(checked, output));
    if (checked.findings.length > 0) {
        throw new CommandError("don't run this update: it would take something from what serves");
    }
}

async function plan(context: CommandContext, output: Output, name: string, options: Options): Promise<void> {
    const { cluster, service, yesDeleteLogs: deleteLogs } = options;
    const asked: AdoptCommand = { stack: name, way: options.inPlace ? "in place" : "side by side", cluster, service, deleteLogs };
    const stack = openStack(context, name);
    if (stack.config.loadBalancer.existing !== undefined) {
        throw new CommandError(
            `${name} has a rule of a shared load balancer, which is made and not taken over: deploy it beside what serves, under a host ` +
                "name of its own, and move the name once it serves",
            exitCodes.usage,
        );
    }
    const file = options.importFile === undefined ? undefined : (readDocument(context, options.importFile) as ImportFile);
    await checkAccount(stack);
    await checkCluster(stack, cluster);
    const account = await readAccount(stack, cluster ?? stack.config.names.cluster);
    const document = await preview(context.folder, name);
    const unprobed = planAdoption(document, account, asked);
    const answers = options.inPlace ? await answersHealthCheck(stack, unprobed.serving) : undefined;
    const planned = planAdoption(document, account, { ...asked, answersHealthCheck: answers });
    const traffic = await readTraffic(stack, account, context.clock.date());

    const isReady = planned.settings.length === 0 && planned.refusals.length === 0;
    const filled = file && fillImportFile(file, planned.rows);
    const importFile = options.importFile ?? "import.json";
    const command = { ...asked, ...planned.named };
    const steps = {
        file: filled === undefined ? fileSteps(command, importFile) : [],
        import: importSteps(command, importFile),
        move: moveSteps(document, planned, account, command),
    };
    output.document({ stack: name, ready: isReady, ...planned, account, traffic, steps, importFile: filled });
    output.lines(...planLines(stack, account, planned, { traffic, steps, filled }, output));
    requireSeen(account);
    requireReady(planned, command);
    if (options.write) {
        output.lines("", filled === undefined ? writePreviewConfig(context, stack) : writeFilled(context, importFile, filled));
    }
}

/** @throws {CommandError} for a cluster that is named and does not exist: nothing would be found in it */
async function checkCluster({ clients }: StackContext, name: string | undefined): Promise<void> {
    const find = async () => name === undefined || (await findCluster(clients, name)) !== undefined;
    if ((await undefinedIfUnanswered(find, [])) === false) {
        throw new CommandError(`--cluster: there is no cluster ${name ?? ""} in ${clients.region}`, exitCodes.usage);
    }
}

/** @throws {CommandError} where something could not be seen: what the plan says of the rest may be wrong then, too */
function requireSeen({ unseen }: LiveAccount): void {
    if (unseen.length > 0) {
        throw new CommandError("the plan is not complete, as some of it could not be seen: nothing is written", exitCodes.aws);
    }
}

/** @throws {CommandError} while something is to be set, or the way is refused: nothing is to be imported then */
function requireReady({ settings, refusals, way }: Plan, command: AdoptCommand): void {
    if (refusals.length > 0) {
        throw new CommandError(
            way === "in place"
                ? "in place is refused, as the order can't be kept: go side by side"
                : "what serves is not clear: say it, and run this again",
        );
    }
    if (settings.length > 0) {
        throw new CommandError(`set these keys first, then run ${adoptCommand(command)}`);
    }
}

function writeFilled({ folder }: CommandContext, file: string, filled: ImportFile): string {
    writeNamedFile(resolve(folder, file), `${JSON.stringify(filled, null, 4)}\n`);
    return `wrote ${file}: ${countImports(filled)} to import`;
}

/** The engine writes no import file while the preflight refuses names that exist, which is what an import is for. */
function writePreviewConfig({ folder }: CommandContext, { file, config }: StackContext): string {
    const document = parseDocument(readFileSync(resolve(folder, file), "utf8"));
    document.setIn(["config", `${config.project}:deployment`, "preflight"], false);
    writeFileSync(resolve(folder, previewConfig), document.toString());
    return `wrote ${previewConfig}: ${file} without its preflight`;
}

/** The program with the stack's file, as after an update: what AWS would choose is a placeholder. */
function preview(folder: string, stack: string) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see commands/cli.ts
    const { offlinePreview } = require("../../preview/offline") as typeof import("../../preview/offline");
    return offlinePreview(folder, stack, "update");
}
