import { absent, denied, ofImage, ofLog, ofSecret, throttled } from "./patterns";
import type { TextCause } from "./text-cause";

/*
 * Why an image cannot be pulled: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */

/** "image Manifest does not contain descriptor matching platform 'linux/amd64'" and what containerd and Docker say instead. */
export const otherPlatform = new RegExp(
    [
        "descriptor matching platform|exec format error|architecture (mismatch|does not match|is not supported)|incompatible (CPU )?(architecture|platform)",
        "\\b(no|not|wrong|without|different|incompatible)\\b.{0,60}\\b(platform(?! ?(version|family))|architecture)\\b|\\b(platform(?! ?(version|family))|architecture)\\b.{0,80}\\b(not|differs?|wrong|mismatch)\\b",
        "no match(ing)? (for platform|manifest for)|no (image|manifest) (was )?found .{0,40}for (the )?(architecture|platform)|no (supported|suitable|compatible) (platform|architecture|image)|platform(s)? (mismatch|not supported)|unsupported platform",
        "does not match the (specified|detected|expected|requested|host) (platform|architecture)|platform .{0,60}does not match|wanted: ?(linux|windows)|wanted (linux|windows)",
        "image operating system|operating system .{0,40}(mismatch|does not match|cannot be used)|cannot be used on this platform|does not (support|provide) (the )?(specified )?(platform|architecture)",
    ].join("|"),
    "i",
);

/** The kernel refuses a binary: in the log of a task that started, no other words are those of the platform. */
export const refusedByKernel = /exec format error/i;

/** A registry that the execution role says nothing to. */
const ofOtherRegistry = /docker\.io|ghcr\.io|quay\.io|gcr\.io|gitlab|incorrect username/i;

const denialInRegistry = /pull access denied|no basic auth|may require authorization/i;

export const imageCauses: readonly TextCause[] = [
    {
        id: "disk-full",
        when: [
            /no space left|disk quota exceeded|(insufficient|not enough|out of) (disk |ephemeral )?(space|storage)|ENOSPC|disk (is )?full|thin pool|free (data blocks|space)/i,
        ],
        cause: "the task's disk is full",
        advice: "make the image smaller, or give the task more ephemeral storage (20 GiB unless the task definition says more)",
    },
    {
        // Docker Hub and others count by address: https://docs.docker.com/docker-hub/usage/pulls/
        id: "pull-throttled",
        when: [ofImage, throttled],
        unless: ofLog,
        cause: "the registry limits how often images are pulled",
        advice: "wait, ECS tries again; pull from ECR instead (image.repository, or a pull through cache), or with credentials of the registry",
    },
    {
        id: "pull-throttled",
        when: [/toomanyrequests|pull rate limit/i],
        cause: "the registry limits how often images are pulled",
        advice: "wait, ECS tries again; pull from ECR instead (image.repository, or a pull through cache), or with credentials of the registry",
    },
    {
        // "failed to resolve ref …: not found", "manifest unknown", ECR's "does not exist in the registry". Docker Hub says
        // "pull access denied, repository does not exist or may require authorization" in both cases: that is a denial.
        id: "image-not-found",
        when: [ofImage, new RegExp(`${absent.source}|invalid reference format`, "i")],
        unless: new RegExp(`${denialInRegistry.source}|AccessDenied|not authorized|\\b40[13]\\b|${ofLog.source}`, "i"),
        cause: "the image does not exist",
        advice: ({ intent }) => `push it to ${intent.serviceRef.repository}, or set image.digest to an image that exists`,
    },
    {
        id: "pull-denied",
        when: [ofImage, new RegExp(`${denied.source}|\\bKMS`, "i")],
        unless: ofLog,
        cause: (text) =>
            ofOtherRegistry.test(text) ? "the registry denies the image" : "the execution role is not allowed to pull the image",
        advice: (_, text) =>
            ofOtherRegistry.test(text)
                ? "check the image's name, and give the registry's credentials to the task, or pull from ECR"
                : "allow the execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer; a repository of another account needs a policy of its own, a VPC endpoint may have one",
    },
    {
        // AWS cuts the text before the status code: "failed to copy: httpReaderSeeker: failed open: unexpected status code".
        id: "pull-denied",
        when: [ofImage, /failed open: unexpected status( code)?(?!.*\b[1-5]\d\d\b)/i],
        unless: ofSecret,
        cause: "the image cannot be read from its registry",
        advice: "allow the execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer, and the endpoint of S3 to read the layers",
    },
];

/** An image that was found, and is none. */
export const brokenImageCauses: readonly TextCause[] = [
    {
        id: "image-invalid",
        when: [
            ofImage,
            /media[ -]?type|unsupported manifest|manifest (is )?(invalid|unsupported)|invalid tar header|gzip: |zstd|digest (mismatch|verification|did not match)|size validation|max depth exceeded|(failed|failure) to (extract|unpack)|register layer|filesystem layer verification|unrecognized layer|not an image/i,
        ],
        cause: "what was pulled is not an image that can run",
        advice: "build and push it again as a plain OCI or Docker image; image.digest must name an image, not its attestation or signature",
    },
];
