import { createHash } from "node:crypto";
import { acceptedManifests, manifestTypes, readManifest, type BlobRef } from "../../aws/image-manifest";
import { CommandError } from "../shared/errors";
import { callRegistry, readBlob, type RegistryAnswer, type RemoteRepository } from "../shared/registry";

/** What a copy did. */
export interface Copied {
    /** Bytes that were sent. */
    bytes: number;

    /** Blobs that were sent, mounted from the other repository, or there already. */
    sent: number;
    mounted: number;
    present: number;
}

/** Source, destination, and a callback for progress. */
export interface Copy {
    readonly from: RemoteRepository;
    readonly to: RemoteRepository;
    readonly report: (line: string) => void;
    readonly signal?: AbortSignal;
}

/**
 * Copies an image from one repository to another, byte by byte, so that it keeps its digest. What belongs to a manifest is
 * copied before it: a copy that is interrupted leaves no incomplete image, and the next one continues from there.
 */
export async function copyImage(
    copy: Copy,
    digest: string,
    copied: Copied = { bytes: 0, sent: 0, mounted: 0, present: 0 },
): Promise<Copied> {
    const { from, to, report, signal } = copy;
    const path = `manifests/${digest}`;
    const there = await callRegistry(to, path, { method: "HEAD", headers: accept(), signal, expected: [200, 404] });
    if (there.status === 200) {
        return copied;
    }
    const { status, headers, text } = await callRegistry(from, path, { headers: accept(), signal, expected: [200, 404] });
    if (status === 404) {
        throw new CommandError(`${digest} is not in ${from.name} of ${new URL(from.registry).host}`);
    }
    const found = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    if (found !== digest) {
        throw new CommandError(`${new URL(from.registry).host} answered ${path} with ${found}: nothing was copied of it`);
    }
    const { manifests, config, layers } = readManifest(text);
    for (const child of manifests) {
        await copyImage(copy, child, copied);
    }
    const blobs = [...(config === undefined ? [] : [config]), ...layers];
    for (const [at, blob] of blobs.entries()) {
        report(`${blob.digest.slice(0, 19)}  ${at + 1} of ${blobs.length}, ${Math.ceil(blob.size / 1024)} KiB`);
        await copyBlob(copy, blob, copied);
    }
    await callRegistry(to, path, {
        method: "PUT",
        headers: { "content-type": headers.get("content-type") ?? manifestTypes.ociImage },
        body: text,
        signal,
        expected: [201],
    });
    return copied;
}

async function copyBlob({ from, to, signal }: Copy, { digest, size }: BlobRef, copied: Copied): Promise<void> {
    const there = await callRegistry(to, `blobs/${digest}`, { method: "HEAD", signal, expected: [200, 404] });
    if (there.status === 200) {
        copied.present += 1;
        return;
    }
    const mount = from.registry === to.registry ? `?mount=${digest}&from=${encodeURIComponent(from.name)}` : "";
    const begun = await callRegistry(to, `blobs/uploads/${mount}`, { method: "POST", signal, expected: [201, 202] });
    if (begun.status === 201) {
        copied.mounted += 1;
        return;
    }
    const uploading = await callRegistry(to, uploadLocation(begun, to), {
        method: "PATCH",
        headers: { "content-type": "application/octet-stream" },
        body: readBlob(from, digest, signal),
        signal,
        expected: [202, 201, 204],
    });
    const end = uploadLocation(uploading, to);
    end.searchParams.set("digest", digest);
    await callRegistry(to, end, { method: "PUT", signal, expected: [201] }); // the registry compares the digest
    copied.sent += 1;
    copied.bytes += size;
}

/** Absolute or relative, and with a state that must come back. */
function uploadLocation({ headers }: RegistryAnswer, { registry }: RemoteRepository): URL {
    return new URL(headers.get("location") ?? "", registry);
}

function accept(): { readonly accept: string } {
    return { accept: acceptedManifests.join(", ") };
}
