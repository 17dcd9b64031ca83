import { createServer, type AddressInfo } from "node:net";
import type { Docker } from "./docker";

/** A container that a test started; it is gone when the test ends. */
export class Container {
    private readonly startedAt = performance.now();

    private constructor(
        private readonly docker: Docker,
        public readonly id: string,
        public readonly origin: string,
    ) {}

    /** @param args flags of `docker run`, the image and its command */
    public static async start(docker: Docker, hostPort: number, args: readonly string[]): Promise<Container> {
        const id = await docker.run("create", ...args);
        const container = new Container(docker, id, `http://localhost:${hostPort}`);
        await docker.run("start", id);
        return container;
    }

    /**
     * Asks the health endpoint until it answers, as a load balancer would if it asked all the time.
     *
     * @returns the answer, and seconds since the start
     * @throws with the log, when the container ends or does not answer within a minute
     */
    public async firstAnswer(): Promise<{ readonly response: Response; readonly seconds: number }> {
        for (;;) {
            const response = await fetch(`${this.origin}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(
                () => undefined,
            );
            const seconds = (performance.now() - this.startedAt) / 1000;
            if (response?.ok === true) {
                return { response, seconds };
            }
            if (seconds > 60 || (await this.state("Running")) !== "true") {
                throw new Error(`does not answer after ${seconds.toFixed(1)} s:\n${await this.log()}`);
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }

    /** What the engine's own health check says, once it says something. */
    public async health(): Promise<string> {
        for (;;) {
            const health = await this.state("Health.Status");
            if (health !== "starting" || performance.now() - this.startedAt > 120_000) {
                return health;
            }
            await new Promise((resolve) => setTimeout(resolve, 500));
        }
    }

    /** A field of the container's state. */
    public state(field: string): Promise<string> {
        return this.docker.run("inspect", "--format", `{{.State.${field}}}`, this.id);
    }

    /** Both streams. */
    public async log(): Promise<string> {
        const { stdout, stderr } = await this.docker.try("logs", this.id);
        return stdout + stderr;
    }

    /** Removes it with its volumes. */
    public async remove(): Promise<void> {
        await this.docker.try("rm", "--force", "--volumes", this.id);
    }
}

export async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}
