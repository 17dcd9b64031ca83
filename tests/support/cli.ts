import { spawn } from "node:child_process";
import {
    accessSync,
    constants,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { parseDocument } from "yaml";

/** What a command did. */
export interface Run {
    readonly exitCode: number | null;
    readonly stdout: string;

    /** Both streams, as they came. */
    readonly output: string;

    /** Seconds from the program's start to the CLI's end; undefined where no program ran. */
    readonly programSeconds?: number;
}

/** What the CLI is made of, where programs are in TypeScript. */
const commands = ["pulumi", "pulumi-language-nodejs"];

/** Tests that need the CLI: where it is not on PATH, each of them is counted as pending, with the reason in the title. */
export function describeWithCli(title: string, tests: () => void): void {
    const missing = commands.filter((command) => !isOnPath(command));
    if (missing.length === 0) {
        describe(title, tests);
    } else {
        describe.skip(`${title} (skipped: ${missing.join(" and ")} not on PATH)`, tests);
    }
}

function isOnPath(command: string): boolean {
    return (process.env.PATH ?? "").split(delimiter).some((folder) => {
        try {
            accessSync(join(folder, command), constants.X_OK);
            return true;
        } catch {
            return false;
        }
    });
}

/**
 * A copy of the project in a temporary folder, as the CLI rewrites stack files, with a file backend beside it. Nothing
 * of the caller's environment reaches the CLI: neither credentials nor a login.
 */
export class Workspace {
    /** What the CLI wrote so far, with every command. */
    public readonly runs: { readonly args: readonly string[]; readonly output: string }[] = [];

    private home = "";
    private env: NodeJS.ProcessEnv = {};

    /** @param program folder of the Pulumi project below the copy */
    constructor(private readonly program = ".") {}

    /** Folder of the Pulumi project. */
    public get folder(): string {
        return join(this.home, "project", this.program);
    }

    /**
     * @param providers what `PULUMI_DEBUG_PROVIDERS` is: providers that run already, and their ports
     * @param environment what the program needs to ask AWS; without it nothing can be asked
     */
    public open(providers: string, environment: NodeJS.ProcessEnv = {}): void {
        this.home = mkdtempSync(join(tmpdir(), "spotter-engine-"));
        const [copy, state] = [join(this.home, "project"), join(this.home, "state")];
        cpSync(process.cwd(), copy, { recursive: true, filter: (path) => !leftBehind.includes(basename(path)) });
        symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
        mkdirSync(state);
        this.env = {
            PATH: process.env.PATH,
            HOME: this.home,
            PULUMI_HOME: join(this.home, "pulumi"),
            PULUMI_BACKEND_URL: `file://${state}`,
            PULUMI_CONFIG_PASSPHRASE: "passphrase",
            PULUMI_DEBUG_PROVIDERS: providers,
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "unmapped-stacks.cjs"))}`,
            NODE_COMPILE_CACHE: join(process.cwd(), "node_modules", ".cache", "engine"), // Node has it from 22.1 on
            STARTED_FILE: join(this.home, "started"),
            ...environment,
        };
    }

    public close(): void {
        if (this.home !== "") {
            rmSync(this.home, { recursive: true, force: true });
        }
    }

    /** Runs the CLI without anybody at the keyboard. */
    public pulumi(...args: readonly string[]): Promise<Run> {
        return this.run(args);
    }

    /** Runs the CLI, and presses Ctrl-C once it has written something: as in a terminal, all its processes get the signal. */
    public interrupted(when: RegExp, ...args: readonly string[]): Promise<Run> {
        return this.run(args, when);
    }

    private async run(args: readonly string[], interruptAt?: RegExp): Promise<Run> {
        const started = join(this.home, "started");
        rmSync(started, { force: true });
        const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
            cwd: this.folder,
            env: this.env,
            stdio: ["ignore", "pipe", "pipe"],
            detached: interruptAt !== undefined, // a group of its own
            timeout: 540_000, // shorter than a test's, so that none is left behind
        });
        const [stdout, both]: Buffer[][] = [[], []];
        const textOf = (chunks: Buffer[] = []) => Buffer.concat(chunks).toString();
        child.stdout.on("data", (chunk: Buffer) => [stdout, both].forEach((chunks) => chunks?.push(chunk)));
        child.stderr.on("data", (chunk: Buffer) => both?.push(chunk));
        let isInterrupted = false;
        child.stdout.on("data", () => {
            if (interruptAt?.test(textOf(both)) === true && !isInterrupted) {
                isInterrupted = true;
                process.kill(-(child.pid ?? NaN), "SIGINT");
            }
        });
        const exitCode = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
        this.runs.push({ args, output: textOf(both) });
        const times = existsSync(started) ? { programSeconds: (Date.now() - Number(readFileSync(started, "utf8"))) / 1000 } : {};
        return { exitCode, stdout: textOf(stdout), output: textOf(both), ...times };
    }

    /**
     * Runs the CLI, for what is not tested itself.
     *
     * @throws with all that it wrote, unless it succeeds
     */
    public async succeed(...args: readonly string[]): Promise<string> {
        const { exitCode, stdout, output } = await this.pulumi(...args);
        if (exitCode !== 0) {
            throw new Error(`pulumi ${args.join(" ")} ended with ${exitCode}:\n${output}`);
        }
        return stdout;
    }

    /** What the state of the stack has, beside the stack itself, as `type::name`. */
    public async stateKeys(): Promise<string[]> {
        const { deployment } = JSON.parse(await this.succeed("stack", "export")) as Export;
        return (deployment.resources ?? []).map(({ urn }) => keyOfUrn(urn)).filter((key) => !key.startsWith("pulumi:pulumi:"));
    }

    /** Gives the stack a state, as `pulumi stack export` writes it. */
    public async importState(exported: string): Promise<void> {
        const file = join(this.home, "import.json");
        writeFileSync(file, exported);
        await this.succeed("stack", "import", "--file", file);
    }

    /** Files of the backend: checkpoints, their backups and the history. */
    public stateFiles(): string[] {
        const entries = readdirSync(join(this.home, "state"), { recursive: true, withFileTypes: true });
        return entries
            .filter((entry) => entry.isFile())
            .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
    }

    /** Writes a key into a stack's file, or removes it. */
    public configure(stack: string, key: string, value: unknown): void {
        const document = parseDocument(this.stackFile(stack));
        if (value === undefined) {
            document.deleteIn(["config", key]);
        } else {
            document.setIn(["config", key], value);
        }
        writeFileSync(join(this.folder, `Pulumi.${stack}.yaml`), document.toString());
    }

    public stackFile(stack: string): string {
        return readFileSync(join(this.folder, `Pulumi.${stack}.yaml`), "utf8");
    }
}

interface Export {
    readonly deployment: { readonly resources?: readonly { readonly urn: string }[] };
}

/** `type::name` of `urn:pulumi:<stack>::<project>::<types of the parents>$<type>::<name>` */
export function keyOfUrn(urn: string): string {
    const [, , types = "", name = ""] = urn.split("::");
    return `${types.slice(types.lastIndexOf("$") + 1)}::${name}`;
}

/** Not part of a copy. */
const leftBehind = ["node_modules", ".git", ".next"];
