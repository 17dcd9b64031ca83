import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { Application, singleMachine } from "./application";
import { prepareOrSkip } from "./prerequisites";

/** An hour, in milliseconds: a stop that waited for an open connection would not end within any test. */
const keepAlive = { KEEP_ALIVE_TIMEOUT: "3600000" };

describe("the stop of the application", function () {
    before(prepareOrSkip);

    const machine = singleMachine();

    it("answers every request that was sent before SIGTERM, and does not wait for their connections", async () => {
        const application = await Application.start({ ...machine, ...keepAlive });
        // Each hashes a password, which takes a while; the first opens the store.
        const answers = ["ada", "bob", "eve", "joe"].map((name) => register(application.url, name));
        await delay(50);
        const ending = application.stop();
        assert.deepEqual(
            (await Promise.all(answers)).map(({ status }) => status),
            [204, 204, 204, 204],
        );
        assert.equal((await ending).code, 143);
    });

    it("takes no new connection while it finishes what it has", async () => {
        const application = await Application.start({ ...machine, ...keepAlive });
        const body = bodyOf("grace").toString();
        const socket = open(application.url);
        socket.write(`POST /api/register HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n`);
        socket.write(`Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`);
        socket.write(body.slice(0, 10));
        await delay(500);
        const ending = application.stop();
        await delay(1000);
        assert.equal(await outcomeOfConnecting(application.url), "ECONNREFUSED");
        socket.write(body.slice(10));
        assert.match(await text(socket), /^HTTP\/1\.1 204 /);
        assert.equal((await ending).code, 143);
    });

    it("loses nothing of clients that go on sending, as each answer says that its connection closes", async () => {
        const application = await Application.start({ ...machine, ...keepAlive, RATE_LIMIT_ENABLED: "false" });
        const answers = Array<number>(20).fill(0);
        const clients = answers.map(async (_, client) => {
            const agent = new Agent({ keepAlive: true, maxSockets: 1 });
            for (;;) {
                const asked = request(`${application.url}/sign-in`, { agent }).end();
                const [answer] = (await once(asked, "response")) as [IncomingMessage];
                await text(answer);
                answers[client] = (answers[client] ?? 0) + 1;
                if (answer.headers.connection === "close") {
                    return [answer.statusCode, answer.complete];
                }
            }
        });
        while (Math.min(...answers) < 2) {
            await delay(20);
        }
        const ending = application.stop();
        assert.deepEqual(
            await Promise.all(clients),
            answers.map(() => [200, true]),
        );
        assert.equal((await ending).code, 143);
    });

    it("is not delayed by a silent connection that is kept alive", async () => {
        const application = await Application.start({ ...machine, ...keepAlive });
        const socket = open(application.url).setEncoding("utf8");
        socket.write("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const [head] = (await once(socket, "data")) as [string];
        assert.match(head, /^keep-alive: timeout=3600\r$/im);
        assert.equal((await application.stop()).code, 143);
        socket.destroy();
    });

    const unasked = { nothing: "", "half of a request": "GET /api/health HTTP/1.1\r\nHost: local" };
    for (const [what, sent] of Object.entries(unasked)) {
        it(`is not prevented by a connection that has sent ${what}`, async () => {
            const application = await Application.start({ ...machine, ...keepAlive });
            const socket = open(application.url);
            await once(socket, "connect");
            socket.write(sent);
            await delay(200);
            assert.equal((await application.stop()).code, 143);
            socket.destroy();
        });
    }
});

function register(url: string, name: string): Promise<Response> {
    return fetch(`${url}/api/register`, { method: "POST", body: bodyOf(name), headers: { origin: url } });
}

function bodyOf(name: string): URLSearchParams {
    return new URLSearchParams({ name, email: `${name}@example.com`, password: "correct horse battery" });
}

function open(url: string): Socket {
    return connect(Number(new URL(url).port), "127.0.0.1");
}

function outcomeOfConnecting(url: string): Promise<string> {
    return new Promise((resolve) => {
        const socket = open(url);
        socket.on("connect", () => {
            socket.destroy();
            resolve("connected");
        });
        socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
    });
}
