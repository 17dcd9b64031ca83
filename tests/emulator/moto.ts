import { spawn, type ChildProcess } from "node:child_process";
import { installPython } from "../support/installed-tool";

/** Fields that the tests need came with 5.2. */
const requirement = "moto[server]>=5.2,<6";

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
        const python = await installPython("moto-5.2", requirement);
        const child = spawn(python, ["-m", "moto.server", "-H", host, "-p", "0"], {
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
