import { gzipSync } from "node:zlib";
import { packTar, type TarEntry } from "modern-tar";
import { readImage, type Image, type ImageConfig } from "../../../commands/image-check/image";
import type { ContainerPlan } from "../../../commands/image-check/promises";

/** A file of a layer: a text, a link that leads to `->`, or a folder where the path ends with a slash. */
export interface Entry {
    readonly text?: string;
    readonly "->"?: string;
    readonly mode?: number;
    readonly owner?: number;
}

export type LayerFiles = Readonly<Record<string, Entry>>;

/** An image that keeps every promise: Debian's links, node, and what Next.js writes. */
export const goodLayers: readonly LayerFiles[] = [
    {
        "usr/": {},
        bin: { "->": "usr/bin" },
        "usr/bin/dash": { mode: 0o755 },
        "usr/bin/sh": { "->": "dash" },
        "usr/local/bin/node": { mode: 0o755 },
        "tmp/": { mode: 0o1777 },
        "etc/ssl/certs/ca.pem": { text: "-----BEGIN CERTIFICATE-----" },
    },
    {
        "app/server.js": { text: "listen" },
        "app/.next/cache/": { owner: 1001, mode: 0o755 },
        "app/node_modules/tls/test/key.pem": { text: "-----BEGIN PRIVATE KEY-----" },
        "app/node_modules/tls/index.js.map": {},
    },
];

export const goodConfig: ImageConfig & { readonly config: NonNullable<ImageConfig["config"]> } = {
    os: "linux",
    architecture: "amd64",
    config: {
        User: "1001:1001",
        Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=production"],
        Cmd: ["node", "server.js"],
        ExposedPorts: { "3000/tcp": {} },
        Volumes: { "/tmp": {}, "/app/.next/cache": {} },
        WorkingDir: "/app",
    },
    history: [{ created_by: "RUN |1 NODE_VERSION=24 /bin/sh -c npm ci" }],
};

export const goodPlan: ContainerPlan = {
    project: "spotter",
    architecture: "X86_64",
    port: 3000,
    user: "1001:1001",
    writablePaths: ["/tmp", "/app/.next/cache"],
    readonlyRootFilesystem: true,
    healthCommand: undefined,
    entryPoint: undefined,
    command: undefined,
};

/** Archive of a layer, as registries have it. */
export async function packLayer(layer: LayerFiles): Promise<Uint8Array> {
    const entries = Object.entries(layer).map(([name, { text = "", "->": linkname, mode = 0o644, owner = 0 }]): TarEntry => {
        const type = linkname !== undefined ? "symlink" : name.endsWith("/") ? "directory" : "file";
        const size = type === "file" ? Buffer.byteLength(text) : 0;
        const header = {
            name,
            type,
            size,
            mode,
            uid: owner,
            gid: owner,
            ...(linkname === undefined ? {} : { linkname }),
        } as const;
        return type === "file" ? { header, body: text } : { header };
    });
    return new Uint8Array(gzipSync(await packTar(entries)));
}

/** Reads an image of these layers, the lowest first. */
export async function madeImage(layers: readonly LayerFiles[], config: ImageConfig, bytes = 80_000_000): Promise<Image> {
    const archives = await Promise.all(layers.map(packLayer));
    return readImage({
        config,
        bytes,
        isCompressed: true,
        layers: async function* () {
            for (const archive of archives) {
                await Promise.resolve();
                yield new Response(archive as BodyInit).body as ReadableStream<Uint8Array>;
            }
        },
    });
}
