import { Command } from "commander";
import type { Findings } from "../../deployment/api";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";
import { Output } from "../shared/output";
import { openStack, type StackContext } from "../shared/stack-context";
import { planRelease } from "./plan-release";

export function verify(context: CommandContext): Command {
    return new Command("verify")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, { json }: { readonly json: boolean }) => {
            const output = new Output(context.streams, json);
            const stack = openStack(context, name);
            const findings = await findProblems(context, stack);
            output.document({ stack: name, ...findings });
            output.lines(...formatLines(findings, output));
            if (findings.errors.length > 0) {
                throw new CommandError(`${name} is not ready to deploy: ${count(findings.errors)} would fail the deployment`);
            }
            output.lines(`${name} is ready to deploy`);
        });
}

async function findProblems({ api }: CommandContext, stack: StackContext): Promise<Findings> {
    const { release, errors: before, unchecked } = await planRelease(api, stack);
    const { errors, warnings, ...lists } = await api.preflight(release);
    const all = [...warnings, ...unchecked.map((what) => `not checked: ${what}`)];
    return { errors: [...before, ...errors], warnings: all, ...lists };
}

function formatLines({ errors, warnings }: Findings, output: Output): string[] {
    return [
        ...errors.map((error) => `  ${output.paint.red("✖")} ${error}`),
        ...warnings.map((warning) => output.warning(warning)),
    ];
}

function count({ length }: readonly string[]): string {
    return length === 1 ? "1 finding" : `${length} findings`;
}
