import { existsSync } from "node:fs";
import { join } from "node:path";
import { formats, type TextFormat } from "../../aws/formats";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";

/** What `init` must know, from options or from the person at the terminal. */
export interface Answers {
    readonly project: string;
    readonly account: string;
    readonly region: string;

    /** Host name of production, or `none`. */
    readonly domain: string;

    /** Route 53 hosted zone of the domain. */
    readonly zone?: string;
    readonly port: string;
    readonly healthPath: string;

    /** Env file with the names of the variables, or `none`. */
    readonly from: string;
}

/** A question, and the option that answers it. */
export interface InitQuestion {
    readonly key: keyof Answers;
    readonly flags: string;
    readonly description: string;

    /** Taken where no one can be asked. Without one the option must be given. */
    readonly fallback?: (folder: string) => string;

    /** Proposed at the terminal. */
    readonly proposal?: (given: Partial<Answers>) => string | undefined;

    /** Legal answers. Everything else is for the configuration's own rules to refuse. */
    readonly legal?: TextFormat;
    readonly isAsked?: (given: Partial<Answers>) => boolean;
}

const envExample = ".env.example";

/** In the order in which they are asked. */
export const questions: readonly InitQuestion[] = [
    {
        key: "project",
        flags: "--project <name>",
        description: "name of the project, which its keys and its resources' names begin with",
        legal: { pattern: /^[a-z][a-z0-9-]{0,38}$/, allowed: "lower-case letters, digits and hyphens, first a letter" },
    },
    {
        key: "account",
        flags: "--account <id>",
        description: "AWS account of both stacks",
        legal: formats.accountId,
    },
    {
        key: "region",
        flags: "--region <region>",
        description: "AWS region of both stacks",
        proposal: () => "us-east-1",
        legal: formats.region,
    },
    {
        key: "domain",
        flags: "--domain <name>",
        description: "host name of production, or none for plain HTTP",
        proposal: () => "none",
        legal: { pattern: /^\S+$/, allowed: "a host name, or none" },
    },
    {
        key: "zone",
        flags: "--zone <name>",
        description: "Route 53 hosted zone of the domain",
        proposal: ({ domain }) => domain?.split(".").slice(-2).join("."),
        legal: { pattern: /^\S+\.\S+$/, allowed: "a zone like example.com" },
        isAsked: ({ domain }) => domain !== "none",
    },
    {
        key: "port",
        flags: "--port <number>",
        description: "port that the application listens on",
        fallback: () => "3000",
        legal: { pattern: /^\d+$/, allowed: "a number" },
    },
    {
        key: "healthPath",
        flags: "--health-path <path>",
        description: "path that answers 200 while the application lives",
        fallback: () => "/api/health",
        legal: { pattern: /^\/\S*$/, allowed: "a path that begins with /" },
    },
    {
        key: "from",
        flags: "--from <file>",
        description: "env file to take the variables' names from, or none; its values are not read",
        fallback: (folder) => (existsSync(join(folder, envExample)) ? envExample : "none"),
    },
];

/**
 * Completes the answers that the options give.
 *
 * @throws {CommandError} that names every option which is missing, where no one can be asked
 */
export async function findAnswers(given: Partial<Answers>, { folder, prompts }: CommandContext): Promise<Answers> {
    const answers: Partial<Record<keyof Answers, string>> = { ...given };
    const missing: string[] = [];
    for (const { key, flags, description, fallback, proposal, legal, isAsked } of questions) {
        if (answers[key] !== undefined || isAsked?.(answers) === false) {
            continue;
        }
        if (prompts.isTerminal) {
            const initialValue = fallback?.(folder) ?? proposal?.(answers);
            const message = `${description.charAt(0).toUpperCase()}${description.slice(1)}`;
            answers[key] = await prompts.line({ message, initialValue, validate: (answer) => findFault(answer, legal) });
        } else if (fallback === undefined) {
            missing.push(flags);
        } else {
            answers[key] = fallback(folder);
        }
    }
    if (missing.length > 0) {
        throw new CommandError(`without a terminal give ${missing.join(", ")}`, exitCodes.usage);
    }
    const faults = questions.flatMap(({ key, flags, legal }) => {
        const fault = answers[key] === undefined ? undefined : findFault(answers[key], legal);
        return fault === undefined ? [] : [`${flags.split(" ")[0] ?? ""} ${fault}, got ${JSON.stringify(answers[key])}`];
    });
    if (faults.length > 0) {
        throw new CommandError(faults.join("\n"), exitCodes.usage);
    }
    return answers as Answers;
}

function findFault(answer: string, legal: InitQuestion["legal"]): string | undefined {
    return legal === undefined || legal.pattern.test(answer) ? undefined : `must be ${legal.allowed}`;
}
