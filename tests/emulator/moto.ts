import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Fields that the tests need came with 5.2. */
const requirement = "moto[server]>=5.2,<6";

/** A virtual environment of its own: together with some other packages moto gets an old botocore, and loses fields. */
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "spotter", "moto-5.2");
const pythonIn = (environment: string) =>
    process.platform === "win32" ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");

const run = promisify(execFile);

/** A moto server, which behaves like AWS for everything but deployments. */
export class Moto {
    private constructor(
        public readonly endpoint: string,
        private readonly child: ChildProcess,
    ) {}

    /**
     * Starts a server; the first time this installs it, which takes about half a minute.
     *
     * @param host address of this machine to listen on; containers reach it by that of their bridge
     * @throws when there is no Python, or no package index to install from
     */
    public static async start(host = "127.0.0.1"): Promise<Moto> {
        await install();
        const child = spawn(pythonIn(folder), ["-m", "moto.server", "-H", host, "-p", "0"], {
            stdio: ["ignore", "ignore", "pipe"],
        });
        const endpoint = await new Promise<string>((resolve, reject) => {
            let said = "";
            child.stderr.on("data", (chunk: Buffer) => {
                said += chunk.toString();
                const address = /Running on (http:\/\/[\d.]+:\d+)/.exec(said)?.[1];
                if (address !== undefined) {
                    resolve(address);
                }
            });
            child.on("error", reject).on("exit", () => reject(new Error(`moto ended: ${said.slice(-300)}`)));
        });
        return new Moto(endpoint, child);
    }

    /** Forgets everything that was made. */
    public async reset(): Promise<void> {
        await fetch(`${this.endpoint}/moto-api/reset`, { method: "POST" });
    }

    public stop(): void {
        this.child.removeAllListeners("exit").kill();
    }
}

/** Made beside its place and then moved there, so that neither a run that broke off nor two at once leave half of it. */
async function install(): Promise<void> {
    if (existsSync(folder)) {
        return;
    }
    const making = `${folder}.${process.pid}`;
    mkdirSync(join(folder, ".."), { recursive: true });
    try {
        await run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", making]);
        const quiet = ["--quiet", "--disable-pip-version-check"];
        await run(pythonIn(making), ["-m", "pip", "install", ...quiet, requirement], { timeout: 120_000 });
        renameSync(making, folder);
    } catch (error) {
        if (!existsSync(folder)) {
            throw error;
        }
    } finally {
        rmSync(making, { recursive: true, force: true });
    }
}
