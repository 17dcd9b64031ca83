import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type Command = readonly [name: string, key: string, ...rest: (string | number)[]];

/** Counters and times to live, over HTTP as Upstash answers: as much of Redis as rate limits need. */
export class Upstash {
    public readonly counters = new Map<string, { count: number; secondsLeft: number }>();

    private constructor(private readonly server: Server) {}

    public static async start(): Promise<Upstash> {
        const upstash: Upstash = new Upstash(
            createServer((request, response) => {
                void json(request).then((body) => {
                    const commands = body as Command[]; // of /multi-exec or /pipeline
                    response.writeHead(200, { "content-type": "application/json" });
                    response.end(JSON.stringify(commands.map((command) => ({ result: upstash.run(command) }))));
                });
            }),
        );
        await once(upstash.server.listen(0, "127.0.0.1"), "listening");
        return upstash;
    }

    public get variables() {
        const { port } = this.server.address() as AddressInfo;
        return { UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${port}`, UPSTASH_REDIS_REST_TOKEN: "token" };
    }

    public stop(): void {
        this.server.close();
        this.server.closeAllConnections();
    }

    private run([name, key, seconds, onlyNew]: Command): number {
        const counter = this.counters.get(key) ?? { count: 0, secondsLeft: -1 };
        this.counters.set(key, counter);
        switch (name.toLowerCase()) {
            case "incr":
                return ++counter.count;
            case "expire":
                if (onlyNew === undefined || counter.secondsLeft < 0) {
                    counter.secondsLeft = Number(seconds);
                    return 1;
                }
                return 0;
            case "ttl":
                return counter.secondsLeft;
            default:
                throw new Error(`not a command of rate limits: ${name}`);
        }
    }
}
