import { toRepositoryUrl } from "../../aws/ecr";
import type { ImageName } from "../../aws/ecr-tags";
import { formats, type TextFormat } from "../../aws/formats";
import type { ServiceRef } from "../../aws/service-ref";
import { movingTagPrefix } from "../../config/sections/image";
import { CommandError, exitCodes } from "../shared/errors";

/** What is typed to name an image. */
export interface NamedBy {
    readonly tag?: string;

    /** Registry, repository, and a tag, a digest or both. */
    readonly image?: string;
}

type OwnRepository = Pick<ServiceRef, "account" | "registry" | "repository">;

const privateRegistry = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\./;

/**
 * The tag or digest by which the repository of a stack is asked. Where there are both, the digest counts, as for Docker.
 *
 * @throws {CommandError} for an image of another repository, and for a tag that the next build moves
 */
export function parseReference({ tag, image }: NamedBy, service: OwnRepository): ImageName {
    if ((tag === undefined) === (image === undefined)) {
        throw usageError("name the image by either --tag TAG or --image REFERENCE");
    }
    return image === undefined ? toTag("--tag", tag ?? "") : parseImage(image, service);
}

/** @throws {CommandError} unless a value has its format */
export function requireFormat(option: string, value: string, { pattern, allowed }: TextFormat): string {
    if (!pattern.test(value)) {
        throw usageError(`${option} must be ${allowed}, got ${JSON.stringify(value)}`);
    }
    return value;
}

function parseImage(image: string, service: OwnRepository): ImageName {
    const { account, registry = account, repository } = service;
    const [, place = image, tag, digest] = /^([^@]+?)(?::([^:/@]+))?(?:@(.*))?$/.exec(image) ?? [];
    const [host = "", ...path] = place.split("/");
    const own = toRepositoryUrl(service);
    const allowed = `${own}:TAG or ${own}@sha256:…`;
    if (place !== own) {
        const [, accountId, region] = privateRegistry.exec(host) ?? [];
        const others = [
            ...(accountId === undefined ? [path.length === 0 ? "no registry" : `registry ${host}`] : []),
            ...(accountId === undefined || accountId === registry.accountId ? [] : [`account ${accountId}`]),
            ...(region === undefined || region === registry.region ? [] : [`region ${region}`]),
            ...(path.length === 0 || path.join("/") === repository ? [] : [`repository ${path.join("/")}`]),
        ];
        throw usageError(`--image must be ${allowed}, the stack's own repository, got ${image}: ${others.join(", ")}`);
    }
    if (digest !== undefined) {
        return { imageDigest: requireFormat("--image", digest, formats.imageDigest) };
    }
    if (tag === undefined) {
        throw usageError(`--image must be ${allowed}, got ${image}: neither a tag nor a digest`);
    }
    return toTag("--image", tag);
}

function toTag(option: string, tag: string): ImageName {
    requireFormat(option, tag, formats.imageTag);
    if (tag.startsWith(movingTagPrefix)) {
        throw usageError(
            `${tag} is moved by each build of a stack: pin what served there (npm run promote), or a tag that CI pushed once`,
        );
    }
    return { imageTag: tag };
}

function usageError(message: string): CommandError {
    return new CommandError(message, exitCodes.usage);
}
