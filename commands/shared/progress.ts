import type * as Listr2 from "listr2" with { "resolution-mode": "import" };
import type { Output } from "./output";

/** A step of a command, as a list of tasks shows it. */
export interface Step {
    readonly title: string;

    /** Returns how the step ended, which replaces its title. */
    readonly run: (report: (line: string) => void) => Promise<string>;
}

/** Runs steps one after the other, until one fails. What it failed with is the caller's to show: it is thrown. */
export async function runSteps(output: Output, steps: readonly Step[]): Promise<void> {
    const listr = await import("listr2");
    const { Listr } = listr;
    const tasks = steps.map(({ title, run }) => ({
        title,
        task: async (_: unknown, task: { title: string; output: string }) => {
            task.title = await run((line) => (task.output = line));
        },
    }));
    const options = { concurrent: false, exitOnError: true, registerSignalListeners: false } as const;
    switch (output.mode) {
        case "json":
            await new Listr(tasks, { ...options, renderer: "silent" }).run();
            return;
        case "plain": {
            const logger = plainLogger(listr, output);
            await new Listr(tasks, { ...options, renderer: "simple", rendererOptions: { logger } }).run();
            return;
        }
        case "terminal": {
            const lasting = tasks.map((task) => ({ ...task, rendererOptions: { persistentOutput: true, outputBar: 5 } }));
            const rendererOptions = { showErrorMessage: false, collapseErrors: false };
            await new Listr(lasting, { ...options, renderer: "default", rendererOptions }).run();
            return;
        }
    }
}

/** How a line of a log begins, by what happened. */
const marks: Readonly<Partial<Record<string, string>>> = { COMPLETED: "✔", FAILED: "✖", OUTPUT: "›" };

/** One line for what happened, without colours; the start of a step is not logged. */
function plainLogger({ ListrLogger }: typeof Listr2, output: Output): Listr2.ListrLogger {
    return new (class extends ListrLogger {
        public override log(level: string, message: string | string[]): void {
            const mark = marks[level];
            if (mark !== undefined) {
                output.lines(`${mark} ${[message].flat().join(" ")}`);
            }
        }
    })();
}
