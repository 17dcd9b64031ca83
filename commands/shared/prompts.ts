import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Option } from "@clack/prompts" with { "resolution-mode": "import" };
import { CommandError, exitCodes } from "./errors";

/** A line that is asked for. */
export interface Question {
    readonly message: string;
    readonly initialValue?: string;

    /** Why an answer is refused; undefined for one that is accepted. */
    readonly validate?: (answer: string) => string | undefined;
}

/** What a command asks the person at the terminal. Ctrl-C ends the command with 130. */
export interface Prompts {
    /** Whether there is anyone to ask. */
    readonly isTerminal: boolean;

    /**
     * Asks for secret values one after the other, without showing them; an empty answer leaves that one out. Without a
     * terminal the one value that is asked for is all of stdin.
     */
    hidden(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
    line(question: Question): Promise<string>;

    /** Asks for a yes; Enter alone is a no. */
    confirm(message: string): Promise<boolean>;

    /** Which of some values apply; `selected` are the ones proposed. */
    select(message: string, values: readonly string[], selected: readonly string[]): Promise<readonly string[]>;
}

/** @param output where questions go: not stdout, which `--json` keeps for its document */
export function createPrompts(input: Readable & { readonly isTTY?: boolean }, output: Writable): Prompts {
    const clack = () => import("@clack/prompts");
    const streams = { input, output };
    return {
        isTerminal: input.isTTY === true,
        async hidden(names) {
            if (input.isTTY !== true) {
                return new Map([[requireOne(names), (await text(input)).replace(/\r?\n$/, "")]]);
            }
            const { password } = await clack();
            const values = new Map<string, string>();
            for (const name of names) {
                const value = answered<string | undefined>(
                    await password({ message: `${name} (hidden, empty to skip)`, mask: "", ...streams }),
                );
                if (value !== undefined && value !== "") {
                    values.set(name, value);
                }
            }
            return values;
        },
        async line({ message, initialValue, validate }) {
            const checked = validate && ((answer: string | undefined) => validate(answer ?? ""));
            return answered<string>(await (await clack()).text({ message, initialValue, validate: checked, ...streams }));
        },
        async confirm(message) {
            return answered<boolean>(await (await clack()).confirm({ message, initialValue: false, ...streams }));
        },
        async select(message, values, selected) {
            const options: readonly Option<string>[] = values.map((value) => ({ value }));
            const { multiselect } = await clack();
            return answered<readonly string[]>(
                await multiselect({ message, options, initialValues: selected, required: false, ...streams }),
            );
        },
    };
}

// Some machines give a terminal without a width, in which each character of a question would be a line.
if (process.stderr.isTTY && process.stderr.columns === 0) {
    process.stderr.columns = 80;
}

export const processPrompts = createPrompts(process.stdin, process.stderr);

/** In raw mode the terminal turns Ctrl-C into no signal: it arrives as a symbol. */
function answered<T>(answer: T | symbol): T {
    if (typeof answer === "symbol") {
        throw new CommandError("interrupted: nothing was changed", exitCodes.interrupted);
    }
    return answer;
}

function requireOne([name, ...more]: readonly string[]): string {
    if (name === undefined || more.length > 0) {
        throw new CommandError("without a terminal give one name and its value on stdin, or --from FILE", exitCodes.usage);
    }
    return name;
}
