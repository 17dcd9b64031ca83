import { posix } from "node:path";
import { pipeline, Readable, type Transform } from "node:stream";
import { text } from "node:stream/consumers";
import * as zlib from "node:zlib";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { looksSecret } from "../../preview/build-context";
import { CommandError } from "../shared/errors";
import type { ImageFile, ImageFiles } from "./image-files";

/** Bytes of a file that are looked at: keys and tokens are short. */
const maxSecretBytes = 64 * 1024;

/**
 * Reads a layer, a tar archive that may be compressed, and puts it over the layers before it.
 *
 * @throws where it is compressed in a way that this Node can't undo
 */
export async function addLayer(files: ImageFiles, layer: ReadableStream<Uint8Array>): Promise<void> {
    const entries: ImageFile[] = [];
    const archive = (await decompress(layer)).pipeThrough(createTarDecoder());
    for await (const entry of archive as unknown as AsyncIterable<ParsedTarEntry>) {
        const file = toFile(entry);
        entries.push(file);
        if (file.type === "file" && (await isSecret(file, entry))) {
            files.addSecret(file.path);
        } else if (!entry.body.locked) {
            await entry.body.cancel();
        }
    }
    files.addLayer(entries);
}

function toFile({ header }: ParsedTarEntry): ImageFile {
    const { name, mode = 0, uid = 0, gid = 0, size, type, linkname } = header;
    return {
        path: posix.resolve("/", name),
        type: type === "symlink" ? "link" : type === "link" ? "file" : type === "file" || type === "directory" ? type : "other",
        mode: mode & 0o7777,
        uid,
        gid,
        size,
        ...(type === "symlink" ? { target: linkname } : {}),
    };
}

/** By name, and where names are often harmless by what is in it. Of packages: their tests have keys, which open nothing. */
async function isSecret({ path, size }: ImageFile, { body }: ParsedTarEntry): Promise<boolean> {
    const name = posix.basename(path);
    const isNpmrc = name === ".npmrc";
    if (path.includes("/node_modules/") || !(isNpmrc || looksSecret(name))) {
        return false;
    }
    if (!isNpmrc && !/\.(?:pem|key)$/.test(name)) {
        return true;
    }
    if (size > maxSecretBytes) {
        return false; // a bundle of certificates
    }
    return (isNpmrc ? /_auth(?:Token)?\s*=|_password\s*=/ : /PRIVATE KEY/).test(await text(Readable.fromWeb(body as never)));
}

/** By the first bytes: what a registry or an engine says of the compression is not always there. */
async function decompress(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
    const reader = stream.getReader();
    const { value: first = new Uint8Array() } = await reader.read();
    const bytes = Readable.from(continued(first, reader), { objectMode: false });
    const decoder = findDecoder(first);
    if (decoder !== undefined) {
        pipeline(bytes, decoder, () => undefined); // the decoder's reader gets the error
    }
    return Readable.toWeb(decoder ?? bytes) as unknown as ReadableStream<Uint8Array>;
}

function findDecoder(first: Uint8Array): Transform | undefined {
    const startsWith = (...magic: readonly number[]) => magic.every((byte, at) => first[at] === byte);
    if (startsWith(0x1f, 0x8b)) {
        return zlib.createGunzip();
    }
    if (!startsWith(0x28, 0xb5, 0x2f, 0xfd)) {
        return undefined;
    }
    if (!("createZstdDecompress" in zlib)) {
        throw new CommandError("the image's layers are compressed with zstd, which needs Node 22.15 or newer");
    }
    return zlib.createZstdDecompress();
}

async function* continued(first: Uint8Array, reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield first;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
        yield next.value;
    }
}
