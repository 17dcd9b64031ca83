import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { readImage, type Image, type ImageConfig } from "../../../commands/image-check/image";
import type { ContainerPlan } from "../../../commands/image-check/promises";

/** A file of a layer: a text, a link that leads to `->`, or a folder where the path ends with a slash. */
export interface Entry {
    readonly text?: string;
    readonly "->"?: string;

    /** A link's target that is left at what is none. */
    readonly left?: string;
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
    maxTasks: 6,
};

/** Archive of a layer, as registries have it. */
export function packLayer(layer: LayerFiles): Uint8Array {
    const blocks = Object.entries(layer).flatMap(([path, { text = "", "->": target, left, mode = 0o644, owner = 0 }]) => {
        const type = target !== undefined ? "SymbolicLink" : path.endsWith("/") ? "Directory" : "File";
        const content = Buffer.from(type === "File" ? text : "");
        const header = new Header({ path, type, size: content.length, mode, uid: owner, gid: owner, linkpath: target ?? left });
        const block = Buffer.alloc(512);
        header.encode(block);
        return [block, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
    });
    return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** Reads an image of these layers, the lowest first. */
export function madeImage(layers: readonly LayerFiles[], config: ImageConfig, bytes = 80_000_000): Promise<Image> {
    return readImage({
        config,
        bytes,
        isCompressed: true,
        layers: () => layers.map((layer) => Readable.from([packLayer(layer)]) as AsyncIterable<Uint8Array>),
    });
}
