import * as assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { main } from "../../commands/cli";
import { run, type CommandDefinition, type CommandContext } from "../../commands/shared/context";
import { Interruption } from "../../commands/shared/interruption";
import { stackTags } from "../../aws/tags";
import { createClients } from "../../aws/clients";
import type { Findings, IntendedRelease, PlannedRelease, Verdict } from "../../deployment/api";
import { systemClock } from "../../deployment/clock";
import { exampleCatalogue, exampleFolder } from "../support/own";
import { findRefused, statementsFor, type DeliveryRole } from "../support/role-calls";
import { Account, accountId, digestOf, noon, type Revision } from "./aws";

/** Value of every parameter: it must not appear in any output, error or file. */
export const canary = "canary-9f3e1b";

/** What a command did. */
export interface Result {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
}

/**
 * Runs commands on a project in a temporary folder, against an account in which release 3 runs after 1 and 2, and release
 * 2 was the last one to succeed before it.
 */
export class Trial {
    public account = new Account();
    public folder = "";

    /** What the verdict says, and about what it was asked. */
    public verdict: (release: IntendedRelease, say: (line: string) => void) => Promise<Verdict> = serves;
    public readonly judged: IntendedRelease[] = [];

    /** What the preflight finds, and about what it was asked. */
    public findings: Findings = { errors: [], warnings: [] };
    public readonly planned: PlannedRelease[] = [];

    /** What is typed at the prompt. */
    public typed: Readonly<Record<string, string>> = {};

    /** What a test puts in place of a part of the context. */
    public context: Partial<CommandContext> = {};

    /** Role of delivery that must be allowed all that is asked. */
    public role: DeliveryRole = "deploy";
    public controller = new AbortController();
    private readonly written: string[] = [];
    private readonly environment = { ...process.env };

    /** Registers the hooks of mocha around each test. */
    public constructor() {
        beforeEach(() => this.open());
        afterEach(() => this.close());
    }

    /** Runs one command. */
    public run(define: CommandDefinition, ...args: readonly string[]): Promise<Result> {
        return this.collect((context) => run(define, args, context));
    }

    /** Runs the program that has all commands. */
    public main(program: typeof main, ...args: readonly string[]): Promise<Result> {
        return this.collect((context) => program(args, context));
    }

    private async collect(start: (context: CommandContext) => Promise<number>): Promise<Result> {
        const [stdout, stderr]: string[][] = [[], []];
        const note = (to: string[] | undefined) => (text: string) => {
            to?.push(text);
            this.written.push(text);
        };
        const exitCode = await start({
            folder: this.folder,
            streams: { stdout: note(stdout), stderr: note(stderr), isTerminal: false, colors: false },
            api: {
                parameterVersions: (_, names) => Promise.resolve(Object.fromEntries(names.map((name) => [name, 1]))),
                preflight: (release) => {
                    this.planned.push(release);
                    return Promise.resolve(this.findings);
                },
                verdict: (release, say) => {
                    this.judged.push(release);
                    return this.verdict(release, say);
                },
            },
            clients: ({ account, registry }) => createClients({ region: account.region, registryRegion: registry?.region }),
            clock: systemClock,
            interruption: new Interruption(this.controller.signal),
            prompts: {
                isTerminal: false,
                hidden: (names) =>
                    Promise.resolve(
                        new Map(names.flatMap((name) => (this.typed[name] === undefined ? [] : [[name, this.typed[name]]]))),
                    ),
                line: ({ message }) => Promise.reject(new Error(`asked without a terminal: ${message}`)),
                confirm: (message) => Promise.reject(new Error(`asked without a terminal: ${message}`)),
                select: (message) => Promise.reject(new Error(`asked without a terminal: ${message}`)),
            },
            ...this.context,
        });
        return { exitCode, stdout: (stdout ?? []).join(""), stderr: (stderr ?? []).join("") };
    }

    /** The document of `--json`: one, and nothing beside it. */
    public async document(define: CommandDefinition, ...args: readonly string[]): Promise<Record<string, unknown>> {
        const { stdout } = await this.run(define, ...args, "--json");
        return JSON.parse(stdout) as Record<string, unknown>;
    }

    /** Keeps what a child process wrote, to be searched for values. */
    public note(...texts: readonly string[]): void {
        this.written.push(...texts);
    }

    public read(file: string): string {
        return readFileSync(join(this.folder, file), "utf8");
    }

    public write(file: string, text: string): void {
        writeFileSync(join(this.folder, file), text);
    }

    private async open(): Promise<void> {
        this.account = accountWithReleases();
        await this.account.start();
        this.folder = mkdtempSync(join(tmpdir(), "spotter-commands-"));
        writeTestProject(this.folder);
        this.verdict = serves;
        this.judged.length = 0;
        this.typed = {};
        this.context = {};
        this.findings = { errors: [], warnings: [] };
        this.planned.length = 0;
        this.controller = new AbortController();
        Object.assign(process.env, this.account.environment);
        for (const name of ["AWS_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN"]) {
            Reflect.deleteProperty(process.env, name);
        }
    }

    private close(): void {
        this.account.stop();
        const statements = this.account.accountId === accountId ? statementsFor(this.folder, this.role) : undefined;
        const refused = statements === undefined ? [] : findRefused(statements, this.account);
        const files = readdirSync(this.folder).filter((file) => file.startsWith("Pulumi."));
        const kept = files.map((file) => this.read(file));
        rmSync(this.folder, { recursive: true });
        for (const name of Object.keys(process.env).filter((key) => !(key in this.environment))) {
            Reflect.deleteProperty(process.env, name);
        }
        Object.assign(process.env, this.environment);
        assert.deepEqual(refused, [], `the role of delivery for ${this.role} may not ask for it`);
        assert.ok(
            ![...this.written.splice(0), ...kept].some((text) => text.includes("canary")),
            "a value of a parameter came out",
        );
    }
}

/** A stack file with comments that must stay. */
export const stackFile = `config:
    aws:region: us-east-1
    aws:allowedAccountIds: ["${accountId}"] # nobody's
    spotter:profile: staging
    # What runs.
    spotter:image:
        digest: ${digestOf(3)} # from the last promotion
        commit: "3333333"
    spotter:parameters:
        external: [AUTH_SECRET, STRIPE_SECRET_KEY, GOOGLE_CLIENT_ID]
        values: { SUPPORT_EMAIL: help@example.com }
`;

/** Makes a folder the project of the stack `test`. */
export function writeTestProject(folder: string): void {
    const project = "name: spotter\nruntime: nodejs\nconfig:\n    profile:\n        type: string\n";
    writeFileSync(join(folder, "Pulumi.yaml"), project);
    writeFileSync(join(folder, "Pulumi.test.yaml"), stackFile);
    mkdirSync(join(folder, "app"));
    copyFileSync(join(exampleFolder, exampleCatalogue.file), join(folder, "app", "parameters.json"));
}

export const serves = ({ releaseId }: IntendedRelease, say: (line: string) => void): Promise<Verdict> => {
    say("pull 18 s");
    return Promise.resolve({ outcome: "SUCCEEDED", seconds: { pull: 18 }, line: `release ${releaseId} serves` });
};

export const fails = ({ releaseId }: IntendedRelease): Promise<Verdict> =>
    Promise.resolve({
        outcome: "ROLLED_BACK",
        seconds: {},
        line: `release ${releaseId} was rolled back: out of memory ▸ exit code 137 ▸ raise spotter:service.memoryMiB`,
        diagnosis: {
            id: "out-of-memory",
            cause: "out of memory",
            evidence: "exit code 137",
            advice: "raise spotter:service.memoryMiB",
        },
    });

/** A revision of a release, as the program tags it. */
export function revision(number: number, release: number, verdict?: string, more: Partial<Revision> = {}): Revision {
    return {
        number,
        image: `${accountId}.dkr.ecr.us-east-1.amazonaws.com/spotter-test@${digestOf(release)}`,
        tags: {
            ...stackTags("spotter", "test"),
            "spotter:release": String(release).repeat(12),
            "spotter:config": "c".repeat(12),
            "spotter:commit": String(release).repeat(7),
            ...(verdict === undefined ? {} : { "spotter:verdict": verdict, "spotter:verdict-at": "2026-11-24T12:02:00.000Z" }),
        },
        secrets: ["AUTH_SECRET", "GOOGLE_CLIENT_ID"],
        environment: { RELEASE_ID: String(release), PORT: "3000" },
        ...more,
    };
}

function accountWithReleases(): Account {
    const account = new Account();
    account.revisions = [revision(1, 1, "SUCCEEDED"), revision(2, 2, "SUCCEEDED"), revision(3, 3, "SUCCEEDED")];
    account.attempts = [3, 2, 1].map((number) => ({ revision: number, status: "SUCCESSFUL" }));
    account.deployments = [{ revision: 3, status: "PRIMARY", state: "COMPLETED" }];
    account.images = new Set([1, 2, 3].map(digestOf));
    account.targets = [
        { id: "10.0.0.1", state: "healthy" },
        { id: "10.0.0.2", state: "healthy" },
    ];
    account.events = [{ at: noon, message: "(service spotter-web) has reached a steady state." }];
    const stored = (type: string, version = 1) => ({ type, version, value: canary, modifiedAt: noon - 1000 });
    account.parameters = new Map([
        ["AUTH_SECRET", stored("SecureString", 3)],
        ["STRIPE_SECRET_KEY", stored("SecureString")],
        ["GOOGLE_CLIENT_ID", stored("String")],
    ]);
    return account;
}
