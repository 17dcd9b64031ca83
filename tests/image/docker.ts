import { execFile, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** What a command of Docker did. */
export interface Ended {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** A client of Docker that reaches a daemon and builds with BuildKit. */
export interface Docker {
    readonly path: string;

    /** Runs a command, whatever it ends with. */
    try(...args: readonly string[]): Promise<Ended>;

    /**
     * Runs a command.
     *
     * @returns what it wrote on stdout, without white space at the ends
     * @throws with what it wrote on stderr, unless it succeeds
     */
    run(...args: readonly string[]): Promise<string>;
}

/** Clients before 23 build with BuildKit if told so, later ones by their plugin. */
export const environment: NodeJS.ProcessEnv = { ...process.env, DOCKER_BUILDKIT: "1", COMPOSE_DOCKER_CLI_BUILD: "1" };

/** The first client on PATH that can do it, or why there is none. Several may be there, not all of them with BuildKit. */
export const docker: Docker | string = findDocker();

/** Tests that need Docker: where there is none, each of them is counted as pending, with the reason in the title. */
export function describeWithDocker(title: string, tests: (docker: Docker) => void): void {
    if (typeof docker === "string") {
        const nowhere: Docker = { path: "", try: () => Promise.reject(new Error()), run: () => Promise.reject(new Error()) };
        describe.skip(`${title} (skipped: ${docker})`, () => tests(nowhere));
    } else {
        const found = docker;
        describe(title, () => tests(found));
    }
}

function findDocker(): Docker | string {
    const clients = onPath("docker");
    if (clients.length === 0) {
        return "no docker on PATH";
    }
    const reaching = clients.filter((path) => asked(path, "version", "--format", "{{.Server.Version}}") !== undefined);
    if (reaching.length === 0) {
        return "no Docker daemon answers";
    }
    const path = reaching.find((client) => buildsWithBuildKit(client));
    if (path === undefined) {
        return "no docker on PATH builds with BuildKit";
    }
    environment.PATH = `${dirname(path)}${delimiter}${environment.PATH ?? ""}`; // docker-compose takes the first one
    return clientOf(path);
}

function buildsWithBuildKit(path: string): boolean {
    const major = Number.parseInt(asked(path, "version", "--format", "{{.Client.Version}}") ?? "", 10);
    return (major >= 18 && major < 23) || asked(path, "buildx", "version") !== undefined;
}

function asked(path: string, ...args: readonly string[]): string | undefined {
    const { status, stdout } = spawnSync(path, args, { encoding: "utf8", timeout: 20_000 });
    return status === 0 ? stdout.trim() : undefined;
}

/** Every program of a name that PATH leads to, first come first. */
export function onPath(command: string): string[] {
    return (process.env.PATH ?? "")
        .split(delimiter)
        .map((folder) => join(folder, command))
        .filter((path) => {
            try {
                accessSync(path, constants.X_OK);
                return true;
            } catch {
                return false;
            }
        });
}

function clientOf(path: string): Docker {
    const attempt = (...args: readonly string[]) => ended(path, args);
    return {
        path,
        try: attempt,
        run: async (...args) => {
            const { exitCode, stdout, stderr } = await attempt(...args);
            if (exitCode !== 0) {
                throw new Error(`docker ${args.join(" ")} ended with ${exitCode}:\n${stderr.slice(-4_000)}`);
            }
            return stdout.trim();
        },
    };
}

/** Runs any command with the environment that builds need. */
export function ended(path: string, args: readonly string[], cwd = process.cwd()): Promise<Ended> {
    return new Promise((resolve) => {
        execFile(path, args, { cwd, env: environment, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
            resolve({ exitCode: error === null ? 0 : typeof error.code === "number" ? error.code : 255, stdout, stderr });
        });
    });
}
