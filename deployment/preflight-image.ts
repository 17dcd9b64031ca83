import { describeCosignTag } from "../aws/artifact-types";
import { toRepositoryUrl } from "../aws/ecr";
import type { ImageContent } from "../aws/ecr-image";
import type { ImageExpiry } from "../aws/ecr-lifecycle";
import type { ImageRecord } from "../aws/ecr-record";
import { platformFor, type Architecture } from "../aws/fargate";
import type { ServiceRef } from "../aws/service-ref";
import type { PlannedRelease } from "./api";
import { findFewPushesLeft } from "./image-expiry";

const GiB = 1024 ** 3;

/**
 * What a task's disk holds, the image unpacked and everything that is written; GiB.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
 */
const diskGiB = 20;

/** Compressed size from which an image, which unpacks to two or three times that, may fill the disk; GiB. */
const largeGiB = 7;

/** Platforms whose images a processor may run although they are not its own. */
const mayRun: Readonly<Record<Architecture, readonly string[]>> = { X86_64: ["linux/386"], ARM64: ["linux/arm"] };

/** What an image is judged by. */
export type ImagePlan = Pick<PlannedRelease, "serviceRef" | "digest" | "architecture">;

/** What would keep the image from running. */
export function findImageErrors(release: ImagePlan, image: ImageContent | undefined, record?: ImageRecord): string[] {
    const { serviceRef, digest } = release;
    if (image === undefined || digest === undefined) {
        return [];
    }
    switch (image.state) {
        case "no repository":
            return [describeNoRepository(serviceRef)];
        case "no image":
            return [`${digest} is not in repository ${serviceRef.repository}: push it, or correct image.digest`];
        case "found": {
            const artifact = findArtifact(image, record);
            return artifact === undefined
                ? [...failureErrors(release, image), ...platformErrors(release, image), ...sizeErrors(image, record)]
                : [`${digest} is ${artifact}, not a container image: set image.digest to the digest of the image itself`];
        }
    }
}

/** @param stack that the command is to name; the selected one without it */
export function describeNoRepository(serviceRef: ServiceRef, stack?: string): string {
    const selected = stack === undefined ? "" : `--stack ${stack} `;
    return serviceRef.registry === undefined
        ? `repository ${serviceRef.repository} does not exist (pulumi up ${selected}--target '**ImageRepository**', then push an image)`
        : `${toRepositoryUrl(serviceRef)} does not exist: correct repository.account, repository.region or names.repository`;
}

/** What may keep the image from running, now or at a later deployment. */
export function findImageWarnings(release: ImagePlan, image: ImageContent | undefined, record?: ImageRecord): string[] {
    if (image?.state !== "found" || findArtifact(image, record) !== undefined) {
        return [];
    }
    const wanted = platformFor[release.architecture];
    const { platforms, failure } = image;
    const [first] = mayRun[release.architecture].filter((platform) => platforms.includes(platform));
    const gib = compressedGiB(image, record);
    return [
        ...(failure?.startsWith("Upstream") === true
            ? [`not checked: the image, as its upstream registry gives none (${failure})`]
            : []),
        ...(failure === undefined && (platforms.length === 0 || (hasUnknownPlatform(image) && !platforms.includes(wanted)))
            ? [`the platform of the image is unknown; the task runs ${wanted}`]
            : []),
        ...(first !== undefined && !platforms.includes(wanted)
            ? [`the image is for ${platforms.join(", ")}; the task runs ${wanted}, which may run ${first}`]
            : []),
        ...(gib > largeGiB && gib <= diskGiB
            ? [`the image has ${gib.toFixed(1)} GiB compressed; unpacked it may not fit in the task's ${diskGiB} GiB`]
            : []),
    ];
}

/** A tag is believed only where the manifest says nothing: an image may have any. */
function findArtifact(image: ImageContent, record: ImageRecord | undefined): string | undefined {
    return image.artifact ?? (image.platforms.length === 0 ? describeCosignTag(record?.tags ?? []) : undefined);
}

function failureErrors({ serviceRef, digest = "" }: ImagePlan, { failure }: ImageContent): string[] {
    const place = `${digest} is in repository ${serviceRef.repository} and can't be pulled (${failure ?? ""})`;
    switch (failure) {
        case "KmsError":
            return [`${place}: the key that encrypts the repository is disabled, or gone`];
        case "ImageInaccessible":
            return [`${place}: restore it from the archive, or push it again`];
        default:
            return [];
    }
}

function platformErrors({ architecture }: ImagePlan, image: ImageContent): string[] {
    const { platforms } = image;
    const wanted = platformFor[architecture];
    if (platforms.length === 0 || [wanted, ...mayRun[architecture]].some((platform) => platforms.includes(platform))) {
        return [];
    }
    if (hasUnknownPlatform(image)) {
        return [];
    }
    if (platforms.every((platform) => platform.startsWith("windows/"))) {
        return [
            `the image is a Windows image (${platforms.join(", ")}), the task runs ${wanted}: ` +
                `build from a Linux base image; --platform ${wanted} alone makes no Linux image of it`,
        ];
    }
    return [
        `the image is for ${platforms.join(", ")}, the task runs ${wanted} and would end in "exec format error": ` +
            `build with --platform ${wanted}, or change service.architecture`,
    ];
}

/** An index may hold an image of which it says no platform. */
function hasUnknownPlatform({ images = [] }: ImageContent): boolean {
    return images.some(({ platform }) => platform === undefined);
}

function sizeErrors(image: ImageContent, record: ImageRecord | undefined): string[] {
    const gib = compressedGiB(image, record);
    return gib > diskGiB
        ? [`the image has ${gib.toFixed(1)} GiB compressed and can't be unpacked in the task's ${diskGiB} GiB: make it smaller`]
        : [];
}

/** Of an index ECR notes the largest image, which is not necessarily the task's. */
function compressedGiB({ layerBytes, images }: ImageContent, record: ImageRecord | undefined): number {
    return (layerBytes ?? (images === undefined || images.length === 1 ? record?.bytes : undefined) ?? 0) / GiB;
}

/** The image is among the last that the lifecycle keeps. */
export function findExpiryWarnings({ serviceRef }: PlannedRelease, expiry: ImageExpiry | undefined): string[] {
    const { kept = 0, newer = 0 } = expiry ?? {};
    const left = expiry === undefined ? undefined : findFewPushesLeft(expiry);
    return left === undefined
        ? []
        : [
              `the image expires after ${left} more pushes: ${serviceRef.repository} keeps ${kept} images and ` +
                  `${newer} are newer; raise repository.keepImages, or push it again`,
          ];
}
