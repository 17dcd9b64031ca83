import { describeCosignTag } from "../../aws/artifact-types";
import { toRepositoryRef } from "../../aws/ecr";
import { findImage } from "../../aws/ecr-image";
import { findNamedImage, listTags, type ImageName } from "../../aws/ecr-tags";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { didYouMean } from "../../config/near-miss";
import { movingTagPrefix } from "../../config/sections/image";
import { describeNoRepository, findImageErrors, findImageWarnings } from "../../deployment/preflight-image";
import { CommandError } from "../shared/errors";
import type { StackContext } from "../shared/stack-context";

/** An image that the stack can run. */
export interface Pinnable {
    readonly digest: string;

    /** What may keep it from running, and what could not be checked: one line each. */
    readonly warnings: readonly string[];
}

/** Newest tags that are shown where one is missing. */
const shownTags = 5;

/** Letters of an abbreviated commit, as git allows it. */
const minCommitLength = 4;

/**
 * The image of a name, judged as the preflight does: a container image, for the stack's architecture, which fits on its disk.
 *
 * @throws {CommandError} where the repository has no such image, or the stack could not run it
 */
export async function findPinnable({ name, clients, serviceRef, config }: StackContext, wanted: ImageName): Promise<Pinnable> {
    const repository = toRepositoryRef(serviceRef);
    const shown = "imageTag" in wanted ? `tag ${wanted.imageTag}` : wanted.imageDigest;
    const record = await findNamedImage(clients, repository, wanted);
    if (record === undefined) {
        const tags = await listTags(clients, repository);
        throw new CommandError(
            tags === undefined
                ? describeNoRepository(serviceRef, name)
                : `repository ${serviceRef.repository} has no ${shown}${describeTags(tags, wanted)}`,
        );
    }
    const { digest } = record;
    const unchecked: string[] = [];
    const image = await undefinedIfUnanswered(() => findImage(clients, repository, digest), unchecked);
    const plan = { serviceRef, digest, architecture: config.service.architecture };
    const errors = findImageErrors(plan, image, record);
    if (errors.length > 0) {
        throw new CommandError(`${name} can't run ${shown}: ${errors.join("; ")}`);
    }
    return {
        digest,
        warnings: [...findImageWarnings(plan, image, record), ...unchecked.map((what) => `not checked: ${what}`)],
    };
}

/** The tag that was probably meant, and the newest ones; those that no pin should name are left out. */
function describeTags(all: readonly string[], wanted: ImageName): string {
    const tags = all.filter((tag) => !tag.startsWith(movingTagPrefix) && describeCosignTag([tag]) === undefined);
    const newest =
        tags.length === 0 ? "There is no tag to pin: push the image" : `The newest are ${tags.slice(0, shownTags).join(", ")}`;
    return `${"imageTag" in wanted ? findMeant(tags, wanted.imageTag) : ""}. ${newest}`.replace("?. ", "? ");
}

/** A commit may be written in full or not. */
function findMeant(tags: readonly string[], wanted: string): string {
    const begins = (whole: string, part: string) => part.length >= minCommitLength && whole.startsWith(part);
    const meant = tags.find((tag) => begins(tag, wanted) || begins(wanted, tag));
    return meant === undefined ? didYouMean(wanted, tags) : `; did you mean ${meant}?`;
}
