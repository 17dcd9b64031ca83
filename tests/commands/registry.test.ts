import * as assert from "node:assert/strict";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { callRegistry, readBlob, type RemoteRepository } from "../../commands/shared/registry";
import { CommandError, exitCodes } from "../../commands/shared/errors";

describe("a registry", () => {
    let server: Server;
    let repository: RemoteRepository;
    let host = "";
    let answer: (response: ServerResponse) => void;
    let timeouts: number[];
    const timeout = AbortSignal.timeout.bind(AbortSignal);

    before(async () => {
        server = createServer((request, response) => {
            request.on("error", () => undefined).resume();
            answer(response);
        }).listen(0, "127.0.0.1");
        await new Promise((resolve) => server.once("listening", resolve));
        host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
        repository = { registry: `http://${host}`, name: "shop" };
    });
    after(() => server.close());
    beforeEach(() => {
        timeouts = [];
        AbortSignal.timeout = (milliseconds) => {
            timeouts.push(milliseconds);
            return new AbortController().signal;
        };
    });
    afterEach(() => (AbortSignal.timeout = timeout));

    const whole = (response: ServerResponse) => response.end("some bytes");
    const cut = (response: ServerResponse) => {
        response.writeHead(200, { "content-length": 100 });
        response.write("some bytes", () => response.destroy());
    };
    const read = async (digest: string) => text(Readable.from(readBlob(repository, digest)));
    const upload = (body: AsyncIterable<Uint8Array>) =>
        callRegistry(repository, "blobs/uploads/1", { method: "PATCH", body, expected: [200] });
    async function* bytes(): AsyncGenerator<Uint8Array, void> {
        yield await Promise.resolve(Buffer.from("some bytes"));
    }

    it("has 30 s for all that it answers, and no limit for the bytes of a blob, either way", async () => {
        answer = whole;
        await callRegistry(repository, "manifests/1", { expected: [200] });
        await callRegistry(repository, "blobs/1", { method: "HEAD", expected: [200] });
        await callRegistry(repository, "manifests/1", { method: "PUT", body: "{}", expected: [200] });
        assert.deepEqual(timeouts, [30_000, 30_000, 30_000]);
        assert.equal(await read("sha256:1"), "some bytes");
        await upload(bytes());
        assert.equal(timeouts.length, 3);
    });

    it("that is silent, or stops within an answer, is given up", async () => {
        AbortSignal.timeout = () => timeout(20);
        for (const silence of [() => undefined, (response: ServerResponse) => void response.write("{")]) {
            answer = silence;
            await assert.rejects(callRegistry(repository, "manifests/1", { expected: [200] }), {
                message: `${host} did not answer GET (nothing within 30 s)`,
                exitCode: exitCodes.aws,
            });
        }
    });

    it("whose answer breaks off ends a command as any question to AWS does, and in one line", async () => {
        answer = cut;
        const failed = { message: `${host} did not answer GET (UND_ERR_SOCKET)`, exitCode: exitCodes.aws };
        await assert.rejects(callRegistry(repository, "manifests/1", { expected: [200] }), failed);
        await assert.rejects(read("sha256:1"), failed);
    });

    it("that gives no blob says why", async () => {
        answer = (response) => response.writeHead(404).end('{"errors":[{"code":"BLOB_UNKNOWN"}]}');
        await assert.rejects(read("sha256:1"), {
            message: `${host} refused GET blobs/sha256:1 of shop: 404 BLOB_UNKNOWN`,
            exitCode: exitCodes.aws,
        });
    });

    it("is not blamed for the bytes that another one does not give", async () => {
        answer = () => undefined;
        const other = new CommandError("the other did not answer", exitCodes.aws);
        async function* failing(): AsyncGenerator<Uint8Array, void> {
            await Promise.resolve();
            throw other;
        }
        await assert.rejects(upload(failing()), other);
    });
});
