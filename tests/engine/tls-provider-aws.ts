import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as forward } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProviderAws } from "../support/provider-aws";
import type { Values } from "../support/wire";

/** AWS whose load balancer speaks TLS, with a certificate for one domain. */
export class TlsProviderAws extends ProviderAws {
    private folder = "";
    private readonly tls = createServer((request, response) => {
        const { method, url, headers } = request;
        const forwarded = forward(`http://${this.address}${url ?? "/"}`, { method, headers }, (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
        });
        request.pipe(forwarded);
    });

    constructor(private readonly domain: string) {
        super();
    }

    /** @throws where there is no `openssl` to make a certificate with */
    public override async start(): Promise<void> {
        await super.start();
        this.folder = mkdtempSync(join(tmpdir(), "spotter-tls-"));
        const [key, certificate] = [join(this.folder, "key.pem"), this.certificate];
        const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
        const subject = ["-subj", `/CN=${this.domain}`, "-addext", `subjectAltName=DNS:${this.domain}`];
        execFileSync("openssl", ["req", ...kind, ...subject, "-keyout", key, "-out", certificate], { stdio: "ignore" });
        this.tls.setSecureContext({ key: readFileSync(key), cert: readFileSync(certificate) });
        this.tls.listen(0, "127.0.0.1");
        await once(this.tls, "listening");
    }

    public override stop(): void {
        super.stop();
        this.tls.closeAllConnections();
        this.tls.close();
        if (this.folder !== "") {
            rmSync(this.folder, { recursive: true, force: true });
        }
    }

    /** Of the load balancer. */
    public get tlsAddress(): string {
        return `127.0.0.1:${(this.tls.address() as AddressInfo).port}`;
    }

    public override remember(type: string, state: Values): Values {
        const known = super.remember(type, state);
        return type === "aws:lb/loadBalancer:LoadBalancer" ? { ...known, dnsName: this.tlsAddress } : known;
    }

    public override get environment(): NodeJS.ProcessEnv {
        return { ...super.environment, NODE_EXTRA_CA_CERTS: this.certificate };
    }

    private get certificate(): string {
        return join(this.folder, "certificate.pem");
    }
}
