import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Argument, Command } from "commander";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output, table, formatTime } from "../shared/output";
import { parseEnvFile } from "./env-file";
import { planPush, push } from "./push";
import { currentValues, findProblems, isMissing, listRows, toRow, type Row } from "./state";
import { checkAccount, openStack, type StackContext } from "../shared/stack-context";

type Action = "check" | "push" | "list";

interface Options {
    readonly from?: string;
    readonly dryRun: boolean;
    readonly json: boolean;
}

export function parameters(context: CommandContext): Command {
    return new Command("parameters")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .addArgument(new Argument("<action>", "what to do").choices(["check", "push", "list"]))
        .argument("[names...]", "push: variables to ask for; without any, those that are missing")
        .option("--from <file>", "push: take names and values from an env file")
        .option("--dry-run", "push: show what would be written", false)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, action: Action, names: string[], options: Options) => {
            const output = new Output(context.streams, options.json);
            const stack = openStack(context, name);
            if (action !== "push" && (names.length > 0 || options.from !== undefined || options.dryRun)) {
                throw new CommandError(`${action} takes neither names nor --from nor --dry-run`, exitCodes.usage);
            }
            const fromFile = options.from === undefined ? undefined : readEnv(context.folder, options.from, names);
            await checkAccount(stack);
            const rows = await listRows(stack);
            switch (action) {
                case "list":
                    list(stack, rows, output);
                    return;
                case "check":
                    return check(stack, rows, output);
                case "push":
                    return pushAll(context, stack, rows, fromFile ?? (await ask(context, stack, rows, names)), options, output);
            }
        });
}

function list({ name, config }: StackContext, rows: readonly Row[], output: Output): void {
    const { prefix } = config.parameters;
    const shown = rows.filter(({ from, fact }) => from !== "unused" || fact !== undefined);
    const cells = shown.map(({ name: variable, parameter, from, fact }) => [
        variable,
        parameter === undefined ? "extra" : parameter.secret ? "secret" : "plain",
        from,
        fact === undefined ? "-" : `${fact.type} ${fact.version}`,
        fact === undefined ? "-" : formatTime(fact.modifiedAt),
    ]);
    output.lines(`${prefix} of ${name}`, ...table([["variable", "kind", "from", "in SSM", "modified"], ...cells]));
    output.lines(`${rows.length - shown.length} optional variables are neither used nor in SSM`);
    output.document({
        stack: name,
        prefix,
        parameters: rows.map(({ name: variable, parameter, from, fact }) => ({
            name: variable,
            ...(parameter === undefined ? {} : { secret: parameter.secret, required: parameter.required }),
            from,
            ...fact,
        })),
    });
}

async function check(stack: StackContext, rows: readonly Row[], output: Output): Promise<void> {
    const { prefix } = stack.config.parameters;
    const used = rows
        .filter(({ from, reference, fact }) => from !== "unused" && reference === undefined && fact !== undefined)
        .map(({ name }) => name);
    const values = await currentValues(stack, used);
    const blank = [...(values ?? [])].filter(([, value]) => value.trim() === "").map(([name]) => name);
    const { errors, notes } = findProblems(rows, blank, stack.config);
    const unread = values === undefined ? ["not checked whether any is empty: AWS denied ssm:GetParameters"] : [];
    output.document({ stack: stack.name, prefix, errors, notes: [...notes, ...unread] });
    output.lines(
        ...errors.map((error) => `  ${output.paint.red("✖")} ${error}`),
        ...[...notes, ...unread].map((note) => output.warning(note)),
        ...(errors.length === 0 ? [`${used.length} parameters under ${prefix} are complete and of the right type`] : []),
    );
    if (errors.length > 0) {
        throw new CommandError(`${errors.length === 1 ? "1 finding" : `${errors.length} findings`} under ${prefix}`);
    }
}

/** Asks for values; an empty answer leaves a parameter as it is. */
async function ask(
    context: CommandContext,
    stack: StackContext,
    rows: readonly Row[],
    names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
    const missing = rows.filter(isMissing).map(({ name }) => name);
    const wanted = names.length > 0 ? names : missing;
    const known = (name: string) => rows.find((row) => row.name === name) ?? toRow(stack.config, name);
    const { refusals } = planPush(new Map(wanted.map((name) => [name, "asked for"])), wanted.map(known), undefined, stack.config);
    refuse(refusals); // before a secret is typed in vain
    return wanted.length === 0 ? new Map() : context.prompts.hidden(wanted);
}

async function pushAll(
    { interruption }: CommandContext,
    stack: StackContext,
    rows: readonly Row[],
    given: ReadonlyMap<string, string>,
    { dryRun }: Options,
    output: Output,
): Promise<void> {
    const wanted = [...given.keys()].map((name) => rows.find((row) => row.name === name) ?? toRow(stack.config, name));
    refuse(planPush(given, wanted, undefined, stack.config).refusals);
    const current = await currentValues(
        stack,
        wanted.filter(({ fact }) => fact !== undefined).map(({ name }) => name),
    );
    const { writes, same } = planPush(given, wanted, current, stack.config);

    const verb = dryRun ? "would push" : "pushed";
    const pushed: string[] = [];
    const done = ({ name, type, isNew }: (typeof writes)[number]) => {
        pushed.push(name);
        output.lines(`${verb} ${name} (${type}, ${isNew ? "new" : current === undefined ? "not compared" : "changed"})`);
    };
    if (dryRun) {
        writes.forEach(done);
    } else if (writes.length > 0) {
        const afterwards = "interrupted: the parameters that are listed above were pushed";
        await interruption.protect(() => push(stack, writes, done), afterwards);
    }
    output.document({
        stack: stack.name,
        [dryRun ? "wouldPush" : "pushed"]: pushed,
        same,
        compared: current !== undefined,
    });
    output.lines(...(same.length > 0 ? [`unchanged: ${same.join(", ")}`] : []), ...(given.size === 0 ? ["nothing to push"] : []));
    if (pushed.length > 0 && !dryRun) {
        output.lines(output.warning(`running tasks keep their old values: npm run restart -- ${stack.name}`));
    }
}

function refuse(refusals: readonly string[]): void {
    if (refusals.length > 0) {
        throw new CommandError(`nothing was pushed: ${refusals.join("; ")}`, exitCodes.usage);
    }
}

/** @param names only these, where there are any */
function readEnv(folder: string, file: string, names: readonly string[]): ReadonlyMap<string, string> {
    let text: string;
    try {
        text = readFileSync(resolve(folder, file), "utf8");
    } catch (error) {
        throw new CommandError(`${file} can't be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`, exitCodes.usage);
    }
    const { entries, strangeLines } = parseEnvFile(text);
    const [line] = strangeLines;
    if (line !== undefined) {
        const why = "not shown: it may be a secret";
        refuse([`line ${line} of ${file} is not NAME=value (${why}); quote values of several lines`]);
    }
    const absent = names.filter((name) => !entries.some((entry) => entry.name === name));
    if (absent.length > 0) {
        throw new CommandError(`${file} has no ${absent.join(", ")}`, exitCodes.usage);
    }
    const wanted = entries
        .filter(({ name }) => names.length === 0 || names.includes(name))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    refuse(wanted.flatMap((entry) => ("problem" in entry ? [`${entry.name} ${entry.problem}`] : [])));
    return new Map(wanted.flatMap((entry) => ("value" in entry ? [[entry.name, entry.value] as const] : [])));
}
