import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { noDigest } from "../../aws/image-digest";
import { ContainerImage, findMissingImage, type ContainerImageArgs, type ImageBuild } from "../../components/container-image";
import { ImageRepository } from "../../components/image-repository";
import type { PreviewMode } from "../../preview/recorder";
import { account, build, buildContext, childrenOf, inputsOf, modes, resourceOf } from "../support/build";

const type = "docker:index/image:Image";
const url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter-staging";
const digest = `sha256:${"1f3c".repeat(16)}`;

const { context, remove } = buildContext();
after(remove);

const fromFolder = (folder: string): ImageBuild => ({
    context: folder,
    dockerfile: `${folder}/Dockerfile`,
    platform: "linux/amd64",
    target: "runner",
    args: {},
    tag: "build-staging",
});
const fromContext = fromFolder(context);
const fromNowhere = fromFolder("nowhere");

interface Known {
    ref?: string;
    digest?: string;
    missing?: ContainerImage["missing"];
}
async function imageOf(args: Omit<ContainerImageArgs, "repository">, mode: PreviewMode = "update") {
    const known: Known = {};
    const resources = await build(() => {
        const repository = new ImageRepository("web", {
            account,
            names: { repository: "spotter-staging" },
            settings: { existing: false, keepImages: 30, kmsKeyArn: undefined, protect: false },
        });
        const image = new ContainerImage("web", { ...args, repository });
        image.ref.apply((ref) => (known.ref = ref));
        image.digest.apply((value) => (known.digest = value));
        known.missing = image.missing;
    }, mode);
    return { resources, known };
}

for (const mode of modes) {
    describe(`ContainerImage (${mode})`, () => {
        it("takes a given digest as it is, without Docker", async () => {
            const { resources, known } = await imageOf({ digest }, mode);
            assert.deepEqual(childrenOf(resources, "spotter:ecr:ContainerImage::web"), []);
            assert.equal(resources.filter((resource) => resource.type.startsWith("docker:")).length, 0);
            assert.deepEqual(known, { ref: `${url}@${digest}`, digest, missing: undefined });
        });

        it("prefers a digest to a build", async () => {
            const { resources, known } = await imageOf({ digest, build: fromContext }, mode);
            assert.deepEqual(childrenOf(resources, "spotter:ecr:ContainerImage::web"), []);
            assert.equal(known.ref, `${url}@${digest}`);
        });

        it("builds, pushes and deploys by digest what has a Dockerfile", async () => {
            const { resources, known } = await imageOf({ build: fromContext }, mode);
            assert.deepEqual(childrenOf(resources, "spotter:ecr:ContainerImage::web"), [`${type}::web`]);
            assert.deepEqual(
                known,
                mode === "update" ? { ref: `${url}@${noDigest}`, digest: noDigest, missing: undefined } : { missing: undefined },
            );
        });

        it("stands in with a digest of zeros, and says why, while there is no Dockerfile", async () => {
            const { resources, known } = await imageOf({ build: fromNowhere }, mode);
            assert.deepEqual(childrenOf(resources, "spotter:ecr:ContainerImage::web"), []);
            assert.deepEqual(known, {
                ref: `${url}@${noDigest}`,
                digest: noDigest,
                missing: {
                    key: "image.build.context",
                    message: "nowhere/Dockerfile does not exist: there is no image to run",
                },
            });
        });
    });
}

describe("a build", () => {
    it("is for one platform and stage, and caches in the tag that it moves", async () => {
        const { resources } = await imageOf({ build: fromContext });
        assert.deepEqual(inputsOf(resources, type), {
            build: {
                args: { BUILDKIT_INLINE_CACHE: "1" },
                builderVersion: "BuilderBuildKit",
                cacheFrom: { images: [`${url}:build-staging`] },
                context,
                dockerfile: `${context}/Dockerfile`,
                platform: "linux/amd64",
                target: "runner",
            },
            buildOnPreview: false,
            imageName: `${url}:build-staging`,
            registry: {
                password: "<secret>",
                server: "123456789012.dkr.ecr.us-east-1.amazonaws.com",
                username: "AWS",
            },
            skipPush: false,
        });
    });

    it("has no secrets, as long as the provider's resource has no input for them: docs/operations.md, Build with a secret", () => {
        const types = readFileSync(require.resolve("@pulumi/docker/types/input.d.ts"), "utf8");
        const [, inputs = ""] = /\nexport interface DockerBuild \{\n([^]*?)\n\}/.exec(types) ?? [];
        assert.deepEqual(
            [...inputs.matchAll(/^ {4}(\w+)\??:/gm)].map(([, input]) => input),
            ["addHosts", "args", "builderVersion", "cacheFrom", "context", "dockerfile", "network", "platform", "target"],
        );
    });

    it("may have its Dockerfile elsewhere, arguments, and no stage", async () => {
        const { target, ...whole } = fromContext;
        assert.equal(target, "runner");
        const { resources } = await imageOf({
            build: { ...whole, dockerfile: "app/Dockerfile", args: { NODE_IMAGE: "node:22" } },
        });
        assert.deepEqual(inputsOf(resources, type).build, {
            args: { BUILDKIT_INLINE_CACHE: "1", NODE_IMAGE: "node:22" },
            builderVersion: "BuilderBuildKit",
            cacheFrom: { images: [`${url}:build-staging`] },
            context,
            dockerfile: "app/Dockerfile",
            platform: "linux/amd64",
        });
    });

    it("waits for the repository that it pushes to", async () => {
        const { resources } = await imageOf({ build: fromContext });
        const { options } = resourceOf(resources, type);
        assert.deepEqual(options, {
            aliases: ["spotter:ecr:ContainerImage$docker:image:Image::web"],
            protect: false,
            retainOnDelete: false,
            ignoreChanges: [],
            dependsOn: ["aws:ecr/lifecyclePolicy:LifecyclePolicy::web", "aws:ecr/repository:Repository::web"],
        });
    });
});

describe("findMissingImage", () => {
    it("names the key that would change it", () => {
        assert.deepEqual(findMissingImage({}), {
            key: "image",
            message: "neither digest nor build is given: there is no image to run",
        });
        assert.deepEqual(findMissingImage({ build: fromNowhere }), {
            key: "image.build.context",
            message: "nowhere/Dockerfile does not exist: there is no image to run",
        });
    });

    it("is nothing where there is an image, or something to build", () => {
        assert.equal(findMissingImage({ digest }), undefined);
        assert.equal(findMissingImage({ digest, build: fromNowhere }), undefined);
        assert.equal(findMissingImage({ build: fromContext }), undefined);
        assert.deepEqual(findMissingImage({ build: { ...fromContext, dockerfile: "elsewhere/web.Dockerfile" } }), {
            key: "image.build.dockerfile",
            message: "elsewhere/web.Dockerfile does not exist: there is no image to run",
        });
        assert.deepEqual(findMissingImage({ build: { ...fromNowhere, dockerfile: fromContext.dockerfile } }), {
            key: "image.build.context",
            message: "nowhere does not exist: there is no image to run",
        });
    });
});
