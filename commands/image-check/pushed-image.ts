import { platformFor, type Architecture } from "../../aws/fargate";
import { acceptedManifests, readManifest, totalBytes } from "../../aws/image-manifest";
import { parseJson } from "../../aws/json";
import { CommandError } from "../shared/errors";
import { callRegistry, readBlob, type RemoteRepository } from "../shared/registry";
import type { ImageConfig, ImageSource } from "./image";

/**
 * Reads an image of a registry.
 *
 * @param architecture the one that is taken of an index
 * @throws {CommandError} where the registry has no such image
 */
export async function readPushedImage(
    repository: RemoteRepository,
    digest: string,
    architecture: Architecture,
): Promise<ImageSource> {
    const headers = { accept: acceptedManifests.join(", ") };
    const { status, text } = await callRegistry(repository, `manifests/${digest}`, { headers, expected: [200, 404] });
    if (status === 404) {
        throw new CommandError(`${digest} is not in ${repository.name} of ${new URL(repository.registry).host}`);
    }
    const content = readManifest(text);
    if (content.kind === "artifact") {
        throw new CommandError(`${digest} is ${content.description}, not a container image`);
    }
    if (content.kind === "index") {
        const wanted = platformFor[architecture];
        const image = content.images.find(({ platform }) => platform === wanted);
        if (image?.digest === undefined) {
            const platforms = content.images.map(({ platform }) => platform ?? "an unknown platform");
            throw new CommandError(`${digest} has no image for ${wanted}, only ${platforms.join(", ") || "an empty index"}`);
        }
        return readPushedImage(repository, image.digest, architecture);
    }
    const { config, layers } = content;
    if (config === undefined) {
        throw new CommandError(`${digest} is no image: its manifest names no configuration`);
    }
    return {
        config: await readConfig(repository, config.digest),
        bytes: totalBytes(layers),
        isCompressed: true,
        layers: () => layers.map((layer) => readBlob(repository, layer.digest)),
    };
}

/** A few kilobytes. */
async function readConfig(repository: RemoteRepository, digest: string): Promise<ImageConfig> {
    const { text } = await callRegistry(repository, `blobs/${digest}`, { expected: [200] });
    const config = parseJson(text);
    if (typeof config !== "object" || config === null) {
        throw new CommandError(`${digest} is no configuration of an image`);
    }
    return config;
}
