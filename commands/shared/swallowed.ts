import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command, Option } from "commander";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The line that should have been typed, where npm took options for its own: it does so with all of them unless a lone `--`
 * stands before, and PowerShell loses that in some versions of npm. npm hands what it took to the script as `npm_config_NAME`.
 *
 * npm does the same with its own configuration, so that an option which the user's `.npmrc` sets is not taken for one that was
 * typed, except `--dry-run`, without which a command would write. An environment variable `NPM_CONFIG_NAME` is not handed on.
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
    const options = taken.map(({ option: { long = "", flags, required }, value }) =>
        !required ? long : value === "true" ? flags : `${long} ${quote(value)}`,
    );
    return ["npm run", command.name(), "--", ...describeArguments(command, args), ...options, ...describeRest(rest)].join(" ");
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
    return undefined;
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
