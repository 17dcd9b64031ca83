import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "./application";
import { nodeOfImage } from "./node-of-image";

const host = "accounts.google.com";

/**
 * A real OpenID provider under Google's name: the application's own configuration of Google is what is tested. Server and
 * browser are led to it by name, and the server trusts its certificate.
 */
export class Google {
    private constructor(
        private readonly child: ChildProcess,
        private readonly port: number,
        private readonly folder: string,
    ) {}

    /** @param returnTo address of the application, which the provider knows its client by */
    public static async start(returnTo: string): Promise<Google> {
        const folder = mkdtempSync(join(tmpdir(), "openid-provider-"));
        const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
        const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
        const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
        execFileSync("openssl", ["req", ...kind, ...subject, "-keyout", key, "-out", certificate], { stdio: "ignore" });
        const port = await freePort();
        const script = join(__dirname, "openid-provider.mjs");
        const child = spawn(
            await nodeOfImage(),
            [script, String(port), key, certificate, `${returnTo}/api/auth/callback/google`],
            {
                stdio: ["ignore", "pipe", "inherit"],
            },
        );
        await once(child.stdout, "data");
        return new Google(child, port, folder);
    }

    public get variables() {
        return {
            GOOGLE_CLIENT_ID: "kinex-fit",
            GOOGLE_CLIENT_SECRET: "a secret of the tests",
            GOOGLE_IS_AT: String(this.port),
            NODE_EXTRA_CA_CERTS: join(this.folder, "certificate.pem"),
            NODE_OPTIONS: `--import=${pathToFileURL(join(__dirname, "google-is-here.mjs")).href}`,
        };
    }

    /** For the browser, which has no list of certificates to add to. */
    public get chromiumArguments(): string[] {
        return [`--host-resolver-rules=MAP ${host}:443 127.0.0.1:${this.port}`, "--ignore-certificate-errors"];
    }

    public stop(): void {
        this.child.kill();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
