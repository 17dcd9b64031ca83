import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command, Option } from "commander";
import { distance } from "fastest-levenshtein";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The line that should have been typed, where npm took options for its own: it does so with all of them unless a lone `--`
 * stands before, and PowerShell loses that in some versions of npm. npm hands what it took to the script as `npm_config_NAME`.
 *
 * npm does the same with its own configuration, so that an option which the user's `.npmrc` sets is not taken for one that was
 * typed, except `--dry-run`, without which a command would write. An environment variable `NPM_CONFIG_NAME` is not handed on.
 * One that is written a little wrong is taken for the option that it looks like: the command itself would have refused it.
 * `--only` of `drill` can't be told: npm knows it, deprecates it, and hands nothing on.
 *
 * @param all what the command got
 * @returns undefined where nothing was taken
 */
export function findIntendedLine(command: Command, all: readonly string[], env: Environment): string | undefined {
    const end = all.indexOf("--");
    const [args, rest] = end < 0 ? [all, []] : [all.slice(0, end), all.slice(end)];
    const isGiven = ({ long, short }: Option) =>
        args.some((arg) => arg === long || arg === short || arg.startsWith(`${long ?? ""}=`));
    const taken = command.options.flatMap((option) => {
        const value = takenValue(option, env);
        return value === undefined || isGiven(option) ? [] : [{ option, value }];
    });
    if (taken.length === 0 || args.some((arg) => arg === "--help" || arg === "-h")) {
        return undefined;
    }
    const { own, lost } = tellApart(command, args, taken);
    const options = taken.map(({ option: { long = "", flags, required }, value }) => {
        const text = value === "true" ? lost : value;
        return !required ? long : text === undefined ? flags : `${long} ${quote(text)}`;
    });
    return ["npm run", command.name(), "--", ...describeArguments(command, own), ...options, ...describeRest(rest)].join(" ");
}

/** npm hands on `true` for an option whose value stands behind a blank, and the value as one argument more. */
function tellApart(
    { registeredArguments }: Command,
    args: readonly string[],
    taken: readonly { readonly option: Option; readonly value: string }[],
): { readonly own: readonly string[]; readonly lost?: string } {
    const valued = taken.filter(({ option: { required }, value }) => required && value === "true");
    const last = args.filter((arg) => !arg.startsWith("-")).length - 1;
    const argument = registeredArguments[last];
    const isOneMore =
        argument !== undefined && !argument.required && !argument.variadic && args.at(-1)?.startsWith("-") === false;
    return valued.length === 1 && isOneMore ? { own: args.slice(0, -1), lost: args.at(-1) } : { own: args };
}

/** What npm makes of an option: a name that it takes for an abbreviation or for a shorthand of its own. */
const otherNames: Readonly<Record<string, { readonly name: string; readonly value?: string }>> = {
    to: { name: "token-description" },
    verbose: { name: "loglevel", value: "verbose" },
};

/** The text that npm handed on for an option, or undefined. npm hands on an empty one for false. */
function takenValue({ long = "", negate, required }: Option, env: Environment): string | undefined {
    const own = long.replace(negate ? /^--no-/ : /^--/, "");
    for (const { name, value: expected } of [
        { name: own, value: undefined },
        ...(otherNames[own] === undefined ? [] : [otherNames[own]]),
    ]) {
        const value = env[`npm_config_${name.replaceAll("-", "_")}`];
        const isTaken = required ? value !== undefined && value !== "" : value === (expected ?? (negate ? "" : "true"));
        if (isTaken && (name === "dry-run" || !isConfigured(name, env))) {
            return value;
        }
    }
    return Object.entries(env).find(([key, value]) => {
        const name = /^npm_config_(.+)$/.exec(key)?.[1]?.replaceAll("_", "-") ?? "";
        return value !== undefined && value !== "" && looksLike(name, [own, long.slice(2)]) && !isConfigured(name, env);
    })?.[1];
}

/** Names of npm's own that look like an option of a command. */
const namesOfNpm = ["omit", "usage"];

function looksLike(name: string, options: readonly string[]): boolean {
    const letters = (text: string) => text.replaceAll("-", "");
    return options.some((option) => {
        const maxDistance = letters(option).length > 4 ? 2 : 1;
        return name !== option && !namesOfNpm.includes(name) && distance(letters(name), letters(option)) <= maxDistance;
    });
}

/** It stands in a file of npm's configuration. Nothing else of these files is kept: they may hold tokens. */
function isConfigured(
    name: string,
    { npm_config_userconfig, npm_config_globalconfig, npm_config_local_prefix }: Environment,
): boolean {
    const files = [
        npm_config_userconfig,
        npm_config_globalconfig,
        npm_config_local_prefix && join(npm_config_local_prefix, ".npmrc"),
    ];
    const line = new RegExp(`^\\s*"?(?:no-)?${name}"?\\s*(?:=|$)`, "m");
    return files.some((file) => {
        try {
            return file !== undefined && file !== "" && line.test(readFileSync(file, "utf8"));
        } catch {
            return false; // most people have none
        }
    });
}

/** What else was typed. Beyond a command's first arguments only names of variables are shown: a value may have got there. */
function describeArguments({ registeredArguments }: Command, args: readonly string[]): string[] {
    const fixed = registeredArguments.filter(({ variadic }) => !variadic).length;
    return args.filter((arg, at) => at < fixed || arg.startsWith("-") || /^[A-Z][A-Z0-9_]{1,63}$/.test(arg)).map(quote);
}

/** Of a command to run only what is run: its arguments may hold a secret. */
function describeRest([dashes, program, ...args]: readonly string[]): string[] {
    return dashes === undefined || program === undefined ? [] : [dashes, quote(program), ...(args.length === 0 ? [] : ["…"])];
}

function quote(text: string): string {
    return /^[\w.@:/=+-]+$/.test(text) ? text : JSON.stringify(text);
}
