import * as assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unknown, type PreviewDocument } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import { buildContext, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { previewOfExample } from "./preview-of";

const url = "920013187591.dkr.ecr.us-east-1.amazonaws.com/spotter-staging";
const { context, remove } = buildContext();

/** Staging as its file has it, but with a Dockerfile that exists. */
const buildIn = (mode: PreviewMode, folder: string) =>
    previewOfExample("staging", mode, (config) => {
        const { build } = config["spotter:image"] as { build: object };
        config["spotter:image"] = { build: { ...build, context: folder } };
    });

describe("staging, which builds what it runs,", () => {
    const documents = new Map<PreviewMode, PreviewDocument>();
    const building = (mode: PreviewMode): PreviewDocument => {
        const document = documents.get(mode);
        assert.ok(document);
        return document;
    };
    before(async () => {
        for (const mode of modes) {
            documents.set(mode, await buildIn(mode, context));
        }
    });
    after(remove);

    for (const mode of modes) {
        it(`builds for one platform, with its own tag as cache (${mode})`, () => {
            const { resources, warnings } = building(mode);
            const { parent, inputs, options } = resourceOf(resources, "docker:index/image:Image");
            assert.equal(parent, "spotter:ecr:ContainerImage::web");
            assert.deepEqual(inputs, {
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
                    server: "920013187591.dkr.ecr.us-east-1.amazonaws.com",
                    username: "AWS",
                },
                skipPush: false,
            });
            assert.deepEqual(options.dependsOn, [
                "aws:ecr/lifecyclePolicy:LifecyclePolicy::web",
                "aws:ecr/repository:Repository::web",
            ]);
            assert.deepEqual(
                warnings.filter(({ path }) => path.startsWith("spotter:image")),
                [],
            );
        });
    }

    it("does not know its release before it has built it", () => {
        const { resources, outputs } = building("preview");
        const { containerDefinitions, family } = inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition");
        assert.deepEqual([containerDefinitions, family], [unknown, "spotter-staging"]);
        assert.equal(outputs.imageDigest, unknown);
    });

    it("deploys the digest that it pushed, not the tag", () => {
        const { resources } = building("update");
        const [container] = jsonOf(inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition"), "containerDefinitions") as {
            image: string;
        }[];
        assert.equal(container?.image, `${url}@sha256:${"0".repeat(64)}`);
    });

    it("waits for the build before it deploys", () => {
        const { resources } = building("update");
        const { options } = resourceOf(resources, "aws:ecs/taskDefinition:TaskDefinition");
        assert.ok(options.dependsOn.includes("docker:index/image:Image::web"));
    });

    it("builds nothing, and says so, while there is no Dockerfile", async () => {
        const { resources, warnings } = await buildIn("preview", "nowhere");
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("docker:")),
            [],
        );
        assert.deepEqual(warnings[0], {
            path: "spotter:image.build.context",
            message: "nowhere/Dockerfile does not exist: there is no image to run",
        });
    });

    it("warns of what looks like a secret and would enter the build", async () => {
        const careless = buildContext();
        try {
            writeFileSync(join(careless.context, ".dockerignore"), "node_modules\n");
            writeFileSync(join(careless.context, ".env"), "AUTH_SECRET=value\n");
            const { warnings } = await buildIn("preview", careless.context);
            assert.deepEqual(
                warnings.filter(({ path }) => path.startsWith("spotter:image")),
                [
                    {
                        path: "spotter:image.build.context",
                        message:
                            `${careless.context}/.env looks like a secret and would enter the image's build: ` +
                            `exclude it in ${careless.context}/.dockerignore`,
                    },
                ],
            );
        } finally {
            careless.remove();
        }
    });

    it("builds nothing either where a digest is given", async () => {
        const { resources } = await previewOfExample("staging", "preview");
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("docker:")),
            [],
        );
    });
});
