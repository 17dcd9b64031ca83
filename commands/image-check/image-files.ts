import { posix } from "node:path";

/** A file as a layer has it. */
export interface ImageFile {
    /** Absolute, as the container sees it. */
    readonly path: string;
    readonly type: "file" | "directory" | "link" | "other";

    /** Permissions, without the type: `0o755`. */
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;

    /** Bytes. */
    readonly size: number;

    /** Where a link leads, as it is written. */
    readonly target?: string;
}

/** What is secret in an image, and whether a later layer hides it. */
export interface SecretFile {
    readonly path: string;
    readonly isHidden: boolean;
}

/** A file of a layer is removed by an empty one of this name beside it: https://github.com/opencontainers/image-spec/blob/main/layer.md */
const whiteout = ".wh.";
const opaque = ".wh..wh..opq";

/** No chain of links that is meant to be followed is longer; Linux follows 40. */
const maxLinks = 40;

/** The file system of an image: its layers, the lowest first, one over the other. */
export class ImageFiles {
    private readonly files = new Map<string, ImageFile>();
    private readonly secretPaths = new Set<string>();
    private readonly texts = new Map<string, string>();

    /** Puts a layer over those before it. */
    public addLayer(layer: readonly ImageFile[]): void {
        for (const { path } of layer) {
            const [folder, name] = [posix.dirname(path), posix.basename(path)];
            if (name === opaque) {
                this.removeBelow(folder);
            } else if (name.startsWith(whiteout)) {
                const removed = posix.join(folder, name.slice(whiteout.length));
                this.files.delete(removed);
                this.removeBelow(removed);
            }
        }
        for (const file of layer) {
            if (!posix.basename(file.path).startsWith(whiteout)) {
                this.files.set(file.path, file);
            }
        }
    }

    /** Notes that a layer has a secret, which stays in the image whatever the layers above it do. */
    public addSecret(path: string): void {
        this.secretPaths.add(path);
    }

    /** Keeps what a file says, of the highest layer that has it. */
    public addText(path: string, text: string): void {
        this.texts.set(path, text);
    }

    /** What a visible file says, if that was kept. */
    public textOf(path: string): string | undefined {
        return this.files.has(path) ? this.texts.get(path) : undefined;
    }

    public get secrets(): SecretFile[] {
        return [...this.secretPaths].sort().map((path) => ({ path, isHidden: !this.files.has(path) }));
    }

    /** Paths of all files that are visible. */
    public get paths(): string[] {
        return [...this.files.keys()];
    }

    /** What a path leads to, through links in any part of it; undefined where it leads nowhere. */
    public find(path: string): ImageFile | undefined {
        let rest = posix.normalize(path).split("/").filter(Boolean);
        let at = "/";
        let links = 0;
        while (rest.length > 0) {
            const [name = "", ...others] = rest;
            rest = others;
            const next = posix.join(at, name);
            const file = this.files.get(next);
            if (file?.type !== "link") {
                at = next;
                continue;
            }
            links += 1;
            if (links > maxLinks) {
                return undefined;
            }
            const leads = posix.resolve(at, file.target ?? "");
            rest = [...leads.split("/").filter(Boolean), ...rest];
            at = "/";
        }
        return this.files.get(at);
    }

    private removeBelow(folder: string): void {
        for (const path of this.files.keys()) {
            if (path.startsWith(`${folder}/`)) {
                this.files.delete(path);
            }
        }
    }
}
