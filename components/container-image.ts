import { existsSync } from "node:fs";
import { join } from "node:path";
import { getAuthorizationTokenOutput } from "@pulumi/aws/ecr";
import { Image } from "@pulumi/docker/image";
import * as pulumi from "@pulumi/pulumi";
import { noDigest } from "../aws/image-digest";
import type { ImageRepository } from "./image-repository";

/** Why there is no image to run. */
export interface MissingImage {
    /** Key of the stack file that would change it, without its namespace. */
    readonly key: string;
    readonly message: string;
}

/** How an image is built. */
export interface ImageBuild {
    /** Folder with the Dockerfile, relative to the project. */
    readonly context: string;

    /** `linux/amd64` or `linux/arm64`; without it the machine that runs Pulumi would decide. */
    readonly platform: string;

    /** Stage of the Dockerfile. */
    readonly target: string;

    /** Tag that each build moves; also its cache. */
    readonly tag: string;
}

/** Arguments of {@link ContainerImage}. */
export interface ContainerImageArgs {
    /** Where the image is, or is pushed to. */
    readonly repository: ImageRepository;

    /**
     * `sha256:` and 64 hex digits of an image in the repository. Wins over `build`.
     *
     * @default - the image is built
     */
    readonly digest?: string;

    /**
     * @default - there is no image yet: see {@link ContainerImage.missing}
     */
    readonly build?: ImageBuild;
}

/**
 * The image that a release runs, always by digest: one that is in the repository, or one that Docker builds and pushes.
 *
 * Where a digest is given, no Docker provider is used and no daemon is needed. An image is never deleted here.
 */
export class ContainerImage extends pulumi.ComponentResource {
    /** `<repository>@sha256:…`; unknown in a preview that would build. */
    public readonly ref: pulumi.Output<string>;

    /** `sha256:…` of {@link ref}. */
    public readonly digest: pulumi.Output<string>;

    /** Why there is no image to run. The repository can still be made; a service can't. */
    public readonly missing?: MissingImage;

    constructor(name: string, args: ContainerImageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ecr:ContainerImage", name, {}, opts);
        const { repository, digest, build } = args;

        this.missing = findMissingImage(args);
        if (digest === undefined && build !== undefined && this.missing === undefined) {
            this.ref = this.buildAndPush(name, build, repository);
        } else {
            this.ref = pulumi.output(`${repository.url}@${digest ?? noDigest}`);
        }
        this.digest = this.ref.apply((ref) => ref.slice(ref.indexOf("@") + 1));
        this.registerOutputs({ ref: this.ref });
    }

    private buildAndPush(
        name: string,
        { context, platform, target, tag }: ImageBuild,
        repository: ImageRepository,
    ): pulumi.Output<string> {
        const imageName = `${repository.url}:${tag}`;
        const token = getAuthorizationTokenOutput({}, { parent: this });
        const image = new Image(
            name,
            {
                imageName,
                build: {
                    context,
                    dockerfile: join(context, "Dockerfile"),
                    platform,
                    target,
                    builderVersion: "BuilderBuildKit",
                    args: { BUILDKIT_INLINE_CACHE: "1" }, // without it the pushed image is no cache
                    cacheFrom: { images: [imageName] },
                },
                registry: { server: repository.registry, username: token.userName, password: pulumi.secret(token.password) },
            },
            { parent: this, dependsOn: [repository] },
        );
        return image.repoDigest;
    }
}

/** Why there is no image to run, if there is none. */
export function findMissingImage({ digest, build }: Pick<ContainerImageArgs, "digest" | "build">): MissingImage | undefined {
    if (digest !== undefined) {
        return undefined;
    }
    if (build === undefined) {
        return { key: "image", message: "neither digest nor build is given: there is no image to run" };
    }
    const dockerfile = join(build.context, "Dockerfile");
    return existsSync(dockerfile)
        ? undefined
        : { key: "image.build.context", message: `${dockerfile} does not exist: there is no image to run` };
}
