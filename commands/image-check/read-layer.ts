import { once } from "node:events";
import { posix } from "node:path";
import { Parser, type Header, type ReadEntry } from "tar";
import { CommandError } from "../shared/errors";
import type { ImageFile, ImageFiles } from "./image-files";
import { nextFiles } from "./next-promises";
import { findSecret } from "./secret-file";

/** Bytes of a file of Next.js that are read: an application has a line for each page. */
const maxTextBytes = 4 * 1024 * 1024;

/**
 * Reads a layer, a tar archive that may be compressed, and puts it over the layers before it.
 *
 * @throws {CommandError} where it can't be read: it is no archive, or compressed in a way that this Node can't undo
 */
export async function addLayer(files: ImageFiles, layer: AsyncIterable<Uint8Array>): Promise<void> {
    const entries: ImageFile[] = [];
    const secrets: Promise<string | undefined>[] = [];
    const texts: Promise<[path: string, text: string]>[] = [];
    const parser = new Parser({
        maxDecompressionRatio: Infinity, // a log that was made of zeros is packed a thousandfold, and nothing of it is kept
        onReadEntry: (entry) => {
            const file = toFile(entry);
            entries.push(file);
            if (isOfNext(file)) {
                texts.push(entry.concat().then((content): [string, string] => [file.path, String(content)]));
            } else {
                secrets.push(findSecret(file, entry));
            }
        },
    });
    const failures: unknown[] = [];
    let isEnded = false;
    parser.on("eof", () => (isEnded = true));
    parser.on("error", (error) => failures.push(error));
    parser.on("warn", (code, _message, data) => {
        const { header } = data as { readonly header?: Header };
        if (code === "TAR_BAD_ARCHIVE" && isEnded && entries.length === 0) {
            return; // BuildKit makes a layer of a step that changes nothing: the end of an archive, and nothing before it
        }
        if (code !== "TAR_ENTRY_INVALID" || header?.path === undefined) {
            failures.push(new CommandError(`a layer of the image is no tar archive: ${code}`));
        } else {
            entries.push(toFile(header)); // Docker leaves the target of a link that was before at what removes a file
        }
    });
    const requireWhole = () => {
        if (failures.length > 0) {
            throw failures[0];
        }
    };
    try {
        for await (const chunk of layer) {
            parser.write(Buffer.from(chunk)); // throws where it does not know the compression
            requireWhole();
        }
        const ended = once(parser, "end");
        parser.end();
        await ended;
        requireWhole();
    } catch (error) {
        throw error instanceof CommandError ? error : new CommandError(`a layer of the image can't be read: ${toReason(error)}`);
    }
    for (const path of await Promise.all(secrets)) {
        if (path !== undefined) {
            files.addSecret(path);
        }
    }
    for (const [path, text] of await Promise.all(texts)) {
        files.addText(path, text);
    }
    files.addLayer(entries);
}

function isOfNext({ type, path, size }: ImageFile): boolean {
    return type === "file" && size <= maxTextBytes && nextFiles.some((name) => path.endsWith(`/.next/${name}`));
}

function toReason(error: unknown): string {
    const { message } = error as Error;
    return message.includes("ZstdDecompress") ? `zstd needs Node 22.15, and this is ${process.versions.node}` : message;
}

function toFile({ path = "", type, mode = 0, uid = 0, gid = 0, size = 0, linkpath }: ReadEntry | Header): ImageFile {
    return {
        path: posix.resolve("/", path),
        type:
            type === "SymbolicLink"
                ? "link"
                : type === "Directory"
                  ? "directory"
                  : /^(?:Old|Contiguous)?File$|^Link$/.test(type)
                    ? "file"
                    : "other",
        mode: mode & 0o7777,
        uid,
        gid,
        size,
        ...(type === "SymbolicLink" ? { target: linkpath } : {}),
    };
}
