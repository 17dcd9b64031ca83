import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { server } from "./build";
import { nodeOfImage } from "./node-of-image";

export type Variables = Readonly<Record<string, string>>;

/** How a process of the application ended. */
export interface Ending {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** A server of the application, as the image runs it: `node server.js` with nothing in its environment but `variables`. */
export class Application {
    public readonly url: string;
    readonly #child: ChildProcess;
    readonly #ending: Promise<Ending>;
    #stdout = "";
    #stderr = "";

    private constructor(node: string, script: string, port: string, variables: Variables) {
        this.url = `http://localhost:${port}`;
        const env = { PORT: port, HOSTNAME: "0.0.0.0", NODE_ENV: "production", NEXTAUTH_URL: this.url, ...variables };
        this.#child = spawn(node, [script], { env, stdio: ["ignore", "pipe", "pipe"] });
        this.#child.stdout?.on("data", (chunk: Buffer) => (this.#stdout += chunk.toString()));
        this.#child.stderr?.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
        this.#ending = once(this.#child, "close").then(([code]) => {
            return { code: code as number | null, stdout: this.#stdout, stderr: this.#stderr };
        });
    }

    /** Starts a server and waits until it answers. */
    public static async start(variables: Variables): Promise<Application> {
        const application = await Application.launch(variables);
        const deadline = Date.now() + 20_000;
        while (!(await application.#answers())) {
            if (application.#child.exitCode !== null || Date.now() > deadline) {
                application.#child.kill("SIGKILL");
                throw new Error(`the application does not answer: ${application.output}`);
            }
            await delay(50);
        }
        return application;
    }

    /** Starts a server of which nothing is expected, such as one that refuses to start. */
    public static async launch(variables: Variables): Promise<Application> {
        return new Application(await nodeOfImage(), await server(), variables.PORT ?? String(await freePort()), variables);
    }

    public get output(): string {
        return this.#stdout + this.#stderr;
    }

    public get ended(): Promise<Ending> {
        return this.#ending;
    }

    /** What ECS does with a task. */
    public stop(): Promise<Ending> {
        this.#child.kill("SIGTERM");
        return this.#ending;
    }

    async #answers(): Promise<boolean> {
        return fetch(`${this.url}/api/health`).then(
            ({ ok }) => ok,
            () => false,
        );
    }
}

const folders: string[] = [];
process.once("exit", () => {
    for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true });
    }
});

/** Variables of a single machine that keeps its data in a folder of its own, which goes when the tests end. */
export function singleMachine(): Variables {
    const folder = mkdtempSync(join(tmpdir(), "kinex-fit-"));
    folders.push(folder);
    return { AUTH_SECRET: "a secret of the tests, of 32 letters", DATABASE_URL: `file:${join(folder, "data", "test.db")}` };
}

export async function freePort(): Promise<number> {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as AddressInfo;
    await new Promise((closed) => probe.close(closed));
    return port;
}
