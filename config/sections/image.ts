import { posix } from "node:path";
import { z } from "zod";
import { platformFor } from "../../aws/fargate";
import { toName } from "../names";
import { inProduction, type Section } from "../section";
import { mapOf, oneOf, section, text } from "../schema-kit";

/** POSIX, on Windows too; blanks may stand within a name. */
const relativePath = /^(?!\s)(?![A-Za-z]:)[^\\/:*?"<>|\u0000-\u001f][^\\:*?"<>|\u0000-\u001f]*(?<!\s)$/;

const secrets =
    "is not supported: Image of @pulumi/docker hands no secret to BuildKit. Build and push where it is, and set image.digest: " +
    "docs/operations.md#build-with-a-secret";

/** Beginning of the tags that each build of a stack moves. */
export const movingTagPrefix = "build-";

const pinned = "is not supported, as a tag may move: npm run pin -- STACK --tag TAG or --image REFERENCE sets image.digest";

const keys = {
    digest: text("an image digest: sha256: and 64 hex digits", /^sha256:[0-9a-f]{64}$/)
        .optional()
        .describe("the image to run, which must be in the repository; wins over `build`")
        .meta({ absent: "what `build` makes; without it there is no image to run yet" }),
    commit: text("a commit id of 7 to 40 hex digits", /^[0-9a-f]{7,40}$/)
        .optional()
        .describe("commit that the digest was built from")
        .meta({ absent: "not known" }),
    pinnedBy: oneOf(["rollback"])
        .optional()
        .describe("set by a rollback beside its digest, until `npm run rollback -- STACK --clear`")
        .meta({ absent: "none" }),
    build: section(
        {
            context: text("a folder relative to the project like app or ../web, with slashes", relativePath)
                .default("app")
                .describe("build context, which may lie above the project"),
            dockerfile: text("a file relative to the project like app/Dockerfile, with slashes", relativePath)
                .optional()
                .describe("the Dockerfile, which may lie outside the context")
                .meta({ absent: "`Dockerfile` in the context" }),
            platform: oneOf(Object.values(platformFor))
                .default("linux/amd64")
                .describe("platform of the image, whichever machine builds it"),
            target: text("the name of a stage, of letters, digits and _ . -, or none", /^[A-Za-z][\w.-]*$/, 128)
                .default("runner")
                .describe("stage of the Dockerfile; `none` builds its last one, which needs no name"),
            args: mapOf(
                text("a build argument's name", /^[A-Za-z_]\w*$/, 128),
                z.string("must be a text: quote it"),
                "texts by build argument like { NODE_VERSION: '24' }",
            )
                .default({})
                .describe("build arguments (`ARG`), which anyone can read in the image: no secrets"),
        },
        { unsupported: { secrets, ssh: secrets } },
    ).optional(),
};

const schema = section(keys, { unsupported: { tag: pinned, uri: pinned, name: pinned, image: pinned } }).optional();

type Input = z.infer<typeof schema>;
type BuildInput = NonNullable<NonNullable<Input>["build"]>;

/** How an image is built. */
type Build = Readonly<Pick<BuildInput, "context" | "platform" | "args">> & {
    readonly dockerfile: string;

    /** Stage of the Dockerfile; undefined for its last one. */
    readonly target?: string;
    readonly tag: string;
};

/** The image that a release runs. */
export interface Image {
    /** `sha256:` and 64 hex digits; undefined where the image is built, or where there is none yet. */
    readonly digest: string | undefined;
    readonly commit: string | undefined;
    readonly pinnedBy: "rollback" | undefined;

    /** How the image is built, and the tag that each build moves; undefined where nothing is built. */
    readonly build: Build | undefined;
}

/** Which image runs, or how it is built. */
export const image: Section<Input, Image> = {
    note: "Without it there is no image to run: the repository can be made, a service can't.",
    schema: () => schema,
    resolve: (input, { stack }) => ({
        digest: input?.digest,
        commit: input?.commit,
        pinnedBy: input?.pinnedBy,
        build: input?.build && toBuild(input.build, stack),
    }),
    rules: [
        {
            path: "image.build",
            reads: ["profile"],
            message: "must be absent in production, which runs a digest that was built and tested elsewhere",
            holds: inProduction((config) => config.image.build === undefined),
        },
        ...(["commit", "pinnedBy"] as const).map((key) => ({
            path: `image.${key}`,
            reads: ["image.digest"],
            message: "requires image.digest",
            holds: ({ image: given }: { readonly image: Image }) => given[key] === undefined || given.digest !== undefined,
        })),
    ],
    warnings: ({ image: { digest, build, pinnedBy } }) => {
        if (pinnedBy !== undefined) {
            return [{ path: "image.digest", message: "pinned by a rollback: npm run rollback -- STACK --clear ends it" }];
        }
        return digest !== undefined && build !== undefined
            ? [{ path: "image.digest", message: "wins over image.build: nothing is built" }]
            : [];
    },
};

function toBuild({ context, dockerfile, platform, target, args }: BuildInput, stack: string): Build {
    return {
        context,
        dockerfile: dockerfile ?? posix.join(context, "Dockerfile"),
        platform,
        ...(target === "none" ? {} : { target }),
        args,
        tag: `${movingTagPrefix}${toName(stack)}`,
    };
}
