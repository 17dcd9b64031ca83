import { ImageFiles } from "./image-files";
import { addLayer } from "./read-layer";

/** An image's configuration: https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
    readonly os?: string;
    readonly architecture?: string;
    readonly config?: {
        readonly User?: string;
        readonly Env?: readonly string[] | null;
        readonly Cmd?: readonly string[] | null;
        readonly Entrypoint?: readonly string[] | null;
        readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
        readonly Volumes?: Readonly<Record<string, unknown>> | null;
        readonly WorkingDir?: string;
    };
    readonly history?: readonly { readonly created_by?: string }[];
}

/** Where an image is read from. */
export interface ImageSource {
    readonly config: ImageConfig;

    /** Bytes of what a task has to fetch, or of what lies on this machine. */
    readonly bytes: number;
    readonly isCompressed: boolean;

    /** Archives of the layers, the lowest first. */
    readonly layers: () => Iterable<AsyncIterable<Uint8Array>>;
}

/** An image as it is judged. */
export interface Image extends Omit<ImageSource, "layers"> {
    readonly files: ImageFiles;
}

export async function readImage({ layers, ...source }: ImageSource): Promise<Image> {
    const files = new ImageFiles();
    for (const layer of layers()) {
        await addLayer(files, layer);
    }
    return { ...source, files };
}
