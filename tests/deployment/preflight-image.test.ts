import type { ImageContent } from "../../aws/ecr-image";
import { assertRows, digest, type Row } from "./preflight-rows";

const found = (image: Partial<ImageContent>) => ({ image: { state: "found", platforms: [], ...image } as const });
const GiB = 1024 ** 3;
const signatureTag = `sha256-${"5".repeat(64)}.sig`;
const images = (...platforms: (string | undefined)[]) => platforms.map((platform) => ({ platform, digest: "sha256:2" }));

const rows: readonly Row[] = [
    {
        when: "the digest is an artifact's, of which neither platform nor scan is asked for",
        facts: { ...found({ artifact: "a Helm chart (application/vnd.cncf.helm.config.v1+json)" }), scan: undefined },
        release: { refuseSeverity: "CRITICAL" },
        errors: [
            `${digest} is a Helm chart (application/vnd.cncf.helm.config.v1+json), not a container image: ` +
                "set image.digest to the digest of the image itself",
        ],
    },
    {
        when: "only its tag says that it is a signature",
        facts: { ...found({}), imageRecord: { tags: [signatureTag] } },
        errors: [
            `${digest} is a signature (tag sha256-555555555555….sig), not a container image: ` +
                "set image.digest to the digest of the image itself",
        ],
    },
    {
        when: "an image has the tag of a signature",
        facts: { ...found({ platforms: ["linux/amd64"] }), imageRecord: { tags: [signatureTag] } },
    },
    {
        when: "the image is for Windows",
        facts: found({ platforms: ["windows/amd64"] }),
        errors: [
            "the image is a Windows image (windows/amd64), the task runs linux/amd64: " +
                "build from a Linux base image; --platform linux/amd64 alone makes no Linux image of it",
        ],
    },
    {
        when: "the image is for Windows and for another processor",
        facts: found({ platforms: ["windows/amd64", "linux/arm64"] }),
        errors: [
            'the image is for windows/amd64, linux/arm64, the task runs linux/amd64 and would end in "exec format error": ' +
                "build with --platform linux/amd64, or change service.architecture",
        ],
    },
    {
        when: "an index does not say the platform of one of its images",
        facts: found({ platforms: ["linux/arm64"], images: images("linux/arm64", undefined) }),
        warnings: ["the platform of the image is unknown; the task runs linux/amd64"],
    },
    {
        when: "an index has the platform, and an image without one",
        facts: found({ platforms: ["linux/amd64"], images: images("linux/amd64", undefined) }),
    },
    {
        when: "the processor may run the platform although it is not its own",
        facts: found({ platforms: ["linux/386"] }),
        warnings: ["the image is for linux/386; the task runs linux/amd64, which may run linux/386"],
    },
    {
        when: "the key of the repository is disabled",
        facts: { ...found({ failure: "KmsError" }), scan: undefined },
        errors: [
            `${digest} is in repository spotter-app and can't be pulled (KmsError): ` +
                "the key that encrypts the repository is disabled, or gone",
        ],
    },
    {
        when: "the image is archived",
        facts: { ...found({ failure: "ImageInaccessible" }), scan: undefined },
        errors: [
            `${digest} is in repository spotter-app and can't be pulled (ImageInaccessible): ` +
                "restore it from the archive, or push it again",
        ],
    },
    {
        when: "the registry behind a cache is busy",
        facts: { ...found({ failure: "UpstreamTooManyRequests" }), scan: undefined },
        warnings: ["not checked: the image, as its upstream registry gives none (UpstreamTooManyRequests)"],
    },
    {
        when: "the image is larger than the disk",
        facts: found({ platforms: ["linux/amd64"], layerBytes: 20.5 * GiB }),
        errors: ["the image has 20.5 GiB compressed and can't be unpacked in the task's 20 GiB: make it smaller"],
    },
    {
        when: "the image may be too large once it is unpacked",
        facts: { ...found({ platforms: ["linux/amd64"] }), imageRecord: { tags: [], bytes: 7.5 * GiB } },
        warnings: ["the image has 7.5 GiB compressed; unpacked it may not fit in the task's 20 GiB"],
    },
    {
        when: "another image of the index may be the large one",
        facts: {
            ...found({ platforms: ["linux/amd64", "linux/arm64"], images: images("linux/amd64", "linux/arm64") }),
            imageRecord: { tags: [], bytes: 30 * GiB },
        },
    },
];

describe("what a preflight finds of the image", () => assertRows(rows));
