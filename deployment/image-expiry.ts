import type { ImageDetails } from "../aws/ecr";

/** Pushes that an image should survive: what a day of releases may bring. */
const minPushesLeft = 3;

/**
 * Pushes after which the repository's lifecycle rule deletes an image, where there are so few that it is worth a word. ECR
 * does not know what runs.
 *
 * @returns undefined where enough are left, or no rule counts images
 */
export function findFewPushesLeft({ kept, newer }: Pick<ImageDetails, "kept" | "newer">): number | undefined {
    const left = kept === undefined || newer === undefined ? Infinity : Math.max(kept - 1 - newer, 0);
    return left < minPushesLeft ? left : undefined;
}
