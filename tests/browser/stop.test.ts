import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Application, singleMachine } from "./application";
import { prepareOrSkip } from "./prerequisites";

describe("the stop of the application", function () {
    before(prepareOrSkip);

    const machine = singleMachine();
    after(machine.remove);

    it("finishes requests in flight after SIGTERM, takes no new ones, and ends with 143", async () => {
        const application = await Application.start({ ...machine.variables, KEEP_ALIVE_TIMEOUT: "65000" });
        assert.equal((await register(application.url, "first")).status, 204); // from now on the store is open
        // Registering hashes a password, which takes a while: with a quarter of a processor more than a second.
        const answers = ["ada", "bob", "eve", "joe"].map((name) => register(application.url, name));
        await delay(100);
        const asked = Date.now();
        const ending = application.stop();
        await delay(50);
        const late = await outcomeOfConnecting(application.url);
        assert.deepEqual(
            (await Promise.all(answers)).map(({ status }) => status),
            [204, 204, 204, 204],
        );
        assert.equal(late, "ECONNREFUSED");
        assert.equal((await ending).code, 143);
        assert.ok(Date.now() - asked < 10_000, "it waited for the connections of the answered requests");
    });

    it("is not delayed by a silent connection that is kept alive", async () => {
        const application = await Application.start({ ...machine.variables, KEEP_ALIVE_TIMEOUT: "65000" });
        const socket = connect(Number(new URL(application.url).port), "127.0.0.1").setEncoding("utf8");
        socket.write("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const [head] = (await once(socket, "data")) as [string];
        assert.match(head, /^keep-alive: timeout=65\r$/im);
        const asked = Date.now();
        assert.equal((await application.stop()).code, 143);
        assert.ok(Date.now() - asked < 5000);
        socket.destroy();
    });
});

function register(url: string, name: string): Promise<Response> {
    const body = new URLSearchParams({ name, email: `${name}@example.com`, password: "correct horse battery" });
    return fetch(`${url}/api/register`, { method: "POST", body, headers: { origin: url } });
}

/** A connection of its own, as `fetch` would use one that it has. */
function outcomeOfConnecting(url: string): Promise<string> {
    return new Promise((resolve) => {
        const socket = connect(Number(new URL(url).port), "127.0.0.1");
        socket.on("connect", () => resolve("connected")).on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
        socket.on("close", () => socket.destroy());
    });
}
