import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { probe } from "../../deployment/probe";

const host = "spotter.example";

describe("the health probe", () => {
    const servers: Server[] = [];

    afterEach(() => {
        for (const server of servers.splice(0)) {
            server.closeAllConnections();
            server.close();
        }
    });

    async function listen(server: Server): Promise<string> {
        servers.push(server);
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    const over = (loadBalancerDns: string, protocol: "http" | "https" = "http") => ({
        protocol,
        loadBalancerDns,
        host,
        path: "/api/health",
    });
    const answering = (listener: RequestListener) => listen(createServer(listener));

    it("asks the load balancer for the domain's health path, and reads the release", async () => {
        const address = await answering(({ url, headers }, response) => {
            response
                .writeHead(url === "/api/health" && headers.host === host ? 200 : 400, { "x-release-id": "111111111111" })
                .end();
        });
        assert.deepEqual(await probe(over(address)), { status: 200, releaseId: "111111111111" });
    });

    it("reads the release from another header, whatever the case of its name", async () => {
        const address = await answering((_, response) => void response.writeHead(200, { "X-Version": "222222222222" }).end());
        assert.equal((await probe({ ...over(address), releaseHeader: "x-VERSION" })).releaseId, "222222222222");
        assert.equal((await probe(over(address))).releaseId, undefined);
    });

    it("asks for the query, too", async () => {
        const address = await answering(({ url }, response) => void response.writeHead(url === "/h?a=1&b=2" ? 204 : 400).end());
        assert.equal((await probe({ ...over(address), path: "/h?a=1&b=2" })).status, 204);
    });

    it("tells the status without a release", async () => {
        const address = await answering((_, response) => void response.writeHead(503).end());
        assert.deepEqual(await probe(over(address)), { status: 503, releaseId: undefined });
    });

    it("follows no redirect", async () => {
        let asked = 0;
        const address = await answering((_, response) => {
            asked += 1;
            response.writeHead(301, { location: "/elsewhere" }).end();
        });
        assert.equal((await probe(over(address))).status, 301);
        assert.equal(asked, 1);
    });

    it("does not wait for a body", async () => {
        const address = await answering((_, response) => {
            response.writeHead(200, { "content-length": "1000000" });
            response.write("the rest never comes");
        });
        assert.equal((await probe(over(address))).status, 200);
    });

    it("gives up on an endpoint that does not answer in time", async () => {
        const address = await answering(() => undefined);
        assert.deepEqual(await probe(over(address), { timeoutSeconds: 0.05 }), { status: 0, error: "no answer within 0.05 s" });
    });

    it("ends when it is told to", async () => {
        const stop = new AbortController();
        const address = await answering(() => stop.abort());
        assert.deepEqual(await probe(over(address), { signal: stop.signal }), { status: 0, error: "interrupted" });
    });

    it("says that a connection was reset", async () => {
        const address = await answering(({ socket }) => void socket.destroy());
        assert.equal((await probe(over(address))).error, "connection reset");
    });

    it("says that nothing listens", async () => {
        const address = await answering(() => undefined);
        await new Promise((closed) => servers.splice(0)[0]?.close(closed));
        assert.deepEqual(await probe(over(address)), { status: 0, error: "connection refused" });
    });

    it("says that the name does not resolve", async () => {
        const error = "the name spotter.invalid does not resolve";
        assert.deepEqual(await probe(over("spotter.invalid")), { status: 0, error, isUnconnected: true });
    });

    it("says what is wrong with the target, instead of throwing", async () => {
        assert.equal((await probe(over("not a name"))).status, 0);
    });

    describe("over TLS", () => {
        const folder = mkdtempSync(join(tmpdir(), "spotter-tls-"));
        let tls: { key: string; cert: string };

        before(function () {
            const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
            const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
            const options = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
            try {
                execFileSync("openssl", ["req", ...options, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
            } catch {
                console.log("      skipped: there is no openssl to make a certificate with");
                this.skip();
            }
            tls = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
        });

        after(() => rmSync(folder, { recursive: true, force: true }));

        it("asks for the domain by SNI, and takes the domain's certificate from the load balancer's address", async () => {
            let asked: unknown;
            const server = createTlsServer(tls, ({ socket }, response) => {
                asked = "servername" in socket ? socket.servername : undefined;
                response.writeHead(200, { "x-release-id": "222222222222" }).end();
            });
            const address = await listen(server);
            const answer = await probe(over(address, "https"), { ca: tls.cert });
            assert.deepEqual(answer, { status: 200, releaseId: "222222222222" });
            assert.equal(asked, host);
        });

        it("does not accept the certificate of another name", async () => {
            const address = await listen(createTlsServer(tls, (_, response) => void response.end()));
            const { status, error } = await probe({ ...over(address, "https"), host: "other.example" }, { ca: tls.cert });
            assert.equal(status, 0);
            assert.match(error ?? "", /^certificate not accepted: .*other\.example/);
        });

        it("does not accept a certificate that nobody vouches for", async () => {
            const address = await listen(createTlsServer(tls, (_, response) => void response.end()));
            assert.match((await probe(over(address, "https"))).error ?? "", /^certificate not accepted: /);
        });
    });
});
