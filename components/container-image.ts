import { existsSync } from "node:fs";
import { posix } from "node:path";
import { getAuthorizationTokenOutput } from "@pulumi/aws/ecr";
import { Image } from "@pulumi/docker/image";
import * as pulumi from "@pulumi/pulumi";
import { platformFor, type Platform } from "../aws/fargate";
import { formats } from "../aws/formats";
import { noDigest } from "../aws/image-digest";
import { given, object, oneOf, optional, recordOf, requireValid, text } from "./arguments";
import type { ImageRepository } from "./image-repository";

/** Why there is no image to run. */
export interface MissingImage {
    /** Key of the stack file that would change it, without its namespace. */
    readonly key: string;

    /** One sentence for the user. */
    readonly message: string;
}

/** How an image is built. */
export interface ImageBuild {
    /** Folder that the build is given, relative to the project; it may lie above it. */
    readonly context: string;

    /** The Dockerfile, relative to the project; it may lie outside the context. */
    readonly dockerfile: string;

    /** Must be that of the task's processor; Docker would take that of the machine which runs Pulumi. */
    readonly platform: Platform;

    /** Stage of the Dockerfile. @default - its last one */
    readonly target?: string;

    /** Build arguments, which anyone can read in the image. */
    readonly args: Readonly<Record<string, string>>;

    /** Tag that each build moves, and reads its cache from. */
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
     * Commit that the image of `digest` was built from, kept as a tag of each revision that runs it.
     *
     * @default - unknown
     */
    readonly commit?: string;

    /**
     * How the image is built and pushed, by a Docker daemon where Pulumi runs.
     *
     * @default - without a digest there is no image: see {@link ContainerImage.missing}
     */
    readonly build?: ImageBuild;
}

/**
 * The image that a release runs, always by digest: one that is in the repository, or one that Docker builds and pushes.
 *
 * With a digest it needs neither the Docker provider nor a daemon. It never deletes an image.
 */
export class ContainerImage extends pulumi.ComponentResource {
    /** `<repository>@sha256:…`; unknown in a preview that would build. */
    public readonly ref: pulumi.Output<string>;

    /** `sha256:…` of {@link ref}. */
    public readonly digest: pulumi.Output<string>;

    /** Commit that the image was built from, where it is known. */
    public readonly commit?: string;

    /** Why there is no image to run, if there is none. The repository can still be made; a service can't. */
    public readonly missing?: MissingImage;

    constructor(name: string, args: ContainerImageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ecr:ContainerImage", name, {}, opts);
        validate(args);
        const { repository, digest, build } = args;

        this.commit = args.commit;
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
        { context, dockerfile, platform, target, args, tag }: ImageBuild,
        repository: ImageRepository,
    ): pulumi.Output<string> {
        const imageName = `${repository.url}:${tag}`;
        const token = getAuthorizationTokenOutput({ region: repository.region }, { parent: this });
        const image = new Image(
            name,
            {
                imageName,
                build: {
                    context,
                    dockerfile,
                    platform,
                    ...(target === undefined ? {} : { target }),
                    builderVersion: "BuilderBuildKit",
                    args: { ...args, BUILDKIT_INLINE_CACHE: "1" }, // without it the pushed image is no cache
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
    const { context, dockerfile } = build;
    const missing = [dockerfile, context].find((path) => !existsSync(path));
    const key = missing === context || dockerfile === posix.join(context, "Dockerfile") ? "context" : "dockerfile";
    return missing === undefined
        ? undefined
        : { key: `image.build.${key}`, message: `${missing} does not exist: there is no image to run` };
}

function validate(args: ContainerImageArgs): void {
    requireValid("ContainerImage", args, {
        repository: given,
        digest: optional(text(formats.imageDigest)),
        commit: optional(text(formats.commit)),
        build: optional(
            object<ImageBuild>({
                context: text({ pattern: /./, allowed: "the path of a folder" }),
                platform: oneOf(Object.values(platformFor)),
                dockerfile: text({ pattern: /./, allowed: "the path of a file" }),
                target: optional(text({ pattern: /^\w[\w.-]*$/, allowed: "the name of a stage" })),
                args: recordOf(text({ pattern: /^[^]*$/, allowed: "a text" })),
                tag: text(formats.imageTag),
            }),
        ),
    });
}
