import { Readable } from "node:stream";
import { acceptedManifests } from "../../aws/image-manifest";
import { callRegistry, type RemoteRepository } from "../shared/registry";
import { CommandError } from "../shared/errors";
import type { ImageConfig, ImageSource } from "./image";

interface Descriptor {
    readonly digest: string;
    readonly size: number;
    readonly platform?: { readonly os?: string; readonly architecture?: string };
}
interface Manifest {
    readonly manifests?: readonly Descriptor[];
    readonly config?: Descriptor;
    readonly layers?: readonly Descriptor[];
}

/**
 * Reads an image of a registry.
 *
 * @param architecture the one that is taken of an index: `amd64` or `arm64`
 * @throws where the registry has no such image
 */
export async function readPushedImage(repository: RemoteRepository, digest: string, architecture: string): Promise<ImageSource> {
    const headers = { accept: acceptedManifests.join(", ") };
    const answer = await callRegistry(repository, `manifests/${digest}`, { headers, expected: [200, 404] });
    if (answer.status === 404) {
        throw new CommandError(`${digest} is not in ${repository.name} of ${new URL(repository.registry).host}`);
    }
    const { manifests, config, layers = [] } = JSON.parse(await answer.text()) as Manifest;
    if (manifests !== undefined) {
        const image = manifests.find(({ platform }) => platform?.os === "linux" && platform.architecture === architecture);
        if (image === undefined) {
            const platforms = manifests.map(({ platform }) => `${platform?.os ?? "?"}/${platform?.architecture ?? "?"}`);
            throw new CommandError(`${digest} has no image for linux/${architecture}, only ${platforms.join(", ")}`);
        }
        return readPushedImage(repository, image.digest, architecture);
    }
    if (config === undefined) {
        throw new CommandError(`${digest} is no image: its manifest names no configuration`);
    }
    const blob = (blobDigest: string) => callRegistry(repository, `blobs/${blobDigest}`, { expected: [200] });
    return {
        config: (await (await blob(config.digest)).json()) as ImageConfig,
        bytes: layers.reduce((sum, { size }) => sum + size, 0),
        isCompressed: true,
        layers: async function* () {
            for (const layer of layers) {
                const { body } = await blob(layer.digest);
                if (body !== null) {
                    yield Readable.fromWeb(body as never);
                }
            }
        },
    };
}
