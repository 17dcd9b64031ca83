import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Debian's `docker-registry`: the reference implementation of the distribution API. */
export class DockerRegistry {
    private constructor(
        public readonly url: string,
        private readonly folder: string,
        private readonly child: ChildProcess,
    ) {}

    public static isInstalled(): boolean {
        return spawnSync("docker-registry", ["--version"]).status === 0;
    }

    /** Starts a registry with a storage of its own. */
    public static async start(): Promise<DockerRegistry> {
        const folder = mkdtempSync(join(tmpdir(), "spotter-registry-"));
        const port = await freePort();
        writeFileSync(
            join(folder, "config.yml"),
            `version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: ${folder}/data } }\n` +
                `http: { addr: "127.0.0.1:${port}", secret: test }\n`,
        );
        const child = spawn("docker-registry", ["serve", join(folder, "config.yml")], { stdio: "ignore" });
        const registry = new DockerRegistry(`http://127.0.0.1:${port}`, folder, child);
        for (let attempt = 0; attempt < 100; attempt += 1) {
            if ((await fetch(`${registry.url}/v2/`).catch(() => undefined))?.ok === true) {
                return registry;
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        registry.stop();
        throw new Error("docker-registry does not answer");
    }

    public stop(): void {
        this.child.kill();
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** Pushes an index with an image for each platform, and returns its digest. */
    public async pushIndex(repository: string, platforms: readonly string[]): Promise<string> {
        const manifests: object[] = [];
        for (const architecture of platforms) {
            const { digest, size } = await this.pushImage(repository, architecture);
            manifests.push({ mediaType: imageType, digest, size, platform: { os: "linux", architecture } });
        }
        return (await this.pushManifest(repository, indexType, { schemaVersion: 2, mediaType: indexType, manifests })).digest;
    }

    /** Pushes an image of a configuration and two layers, one of them larger than a buffer. */
    public async pushImage(repository: string, architecture: string): Promise<Blob> {
        const config = await this.pushBlob(repository, Buffer.from(JSON.stringify({ os: "linux", architecture })));
        const small = await this.pushBlob(repository, Buffer.from(`layer of ${architecture}`));
        const large = await this.pushBlob(repository, Buffer.alloc(3_000_000, architecture));
        const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";
        return this.pushManifest(repository, imageType, {
            schemaVersion: 2,
            mediaType: imageType,
            config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
            layers: [small, large].map((layer) => ({ mediaType: layerType, ...layer })),
        });
    }

    /** Bytes of a manifest and its type; undefined where there is none. */
    public async manifest(repository: string, digest: string): Promise<{ type: string | null; text: string } | undefined> {
        const answer = await fetch(`${this.url}/v2/${repository}/manifests/${digest}`, {
            headers: { accept: `${indexType}, ${imageType}` },
        });
        return answer.ok ? { type: answer.headers.get("content-type"), text: await answer.text() } : undefined;
    }

    public async pushManifest(repository: string, type: string, manifest: object): Promise<Blob> {
        const text = JSON.stringify(manifest, null, 3); // a copy must not format it anew
        const blob = blobOf(Buffer.from(text));
        await this.ask(`${repository}/manifests/${blob.digest}`, {
            method: "PUT",
            headers: { "content-type": type },
            body: text,
        });
        return blob;
    }

    public async pushBlob(repository: string, bytes: Buffer): Promise<Blob> {
        const blob = blobOf(bytes);
        const begun = await this.ask(`${repository}/blobs/uploads/`, { method: "POST" });
        const end = new URL(begun.headers.get("location") ?? "", this.url);
        end.searchParams.set("digest", blob.digest);
        await this.ask(end, {
            method: "PUT",
            body: new Uint8Array(bytes),
            headers: { "content-type": "application/octet-stream" },
        });
        return blob;
    }

    private async ask(path: string | URL, init: RequestInit): Promise<Response> {
        const answer = await fetch(new URL(path, `${this.url}/v2/`), init);
        if (!answer.ok) {
            throw new Error(`${init.method ?? ""} ${String(path)}: ${answer.status} ${await answer.text()}`);
        }
        return answer;
    }
}

interface Blob {
    readonly digest: string;
    readonly size: number;
}

const indexType = "application/vnd.oci.image.index.v1+json";
const imageType = "application/vnd.oci.image.manifest.v1+json";

function blobOf(bytes: Buffer): Blob {
    return { digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`, size: bytes.length };
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}
