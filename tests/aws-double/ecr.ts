import type { AccountState } from "./account";
import { page } from "./limits";
import { refuse, type Answers } from "./protocol";

const usualManifest = JSON.stringify({ manifests: [{ platform: { os: "linux", architecture: "amd64" } }] });

/** Seconds since 1970 at which the oldest image was pushed, each a second after the one before. */
const pushedFrom = Date.parse("2026-11-24T12:00:00Z") / 1000;

/** @param endpoint where a layer is downloaded from */
export function ecr({ images, imageTags, manifests, blobs, scans, keeps, pageSize }: AccountState, endpoint: string): Answers {
    return {
        BatchGetImage: ({ imageIds }) => {
            const [{ imageDigest }] = imageIds as [{ readonly imageDigest: string }];
            const imageManifest = manifests.get(imageDigest) ?? usualManifest;
            return images.has(imageDigest)
                ? { images: [{ imageId: { imageDigest }, imageManifest }], failures: [] }
                : { images: [], failures: [{ failureCode: "ImageNotFound" }] };
        },
        DescribeImages: (input) => {
            const [wanted] = (input.imageIds ?? []) as readonly { readonly imageDigest?: string; readonly imageTag?: string }[];
            const filter = input.filter as { readonly tagStatus: string } | undefined;
            const all = [...images]
                .map((imageDigest, index) => ({
                    imageDigest,
                    imageTags: [...imageTags].flatMap(([tag, digest]) => (digest === imageDigest ? [tag] : [])),
                    imagePushedAt: pushedFrom + index,
                }))
                .filter(({ imageTags: tags }) => filter?.tagStatus !== "TAGGED" || tags.length > 0);
            if (wanted !== undefined) {
                const digest = wanted.imageDigest ?? imageTags.get(wanted.imageTag ?? "");
                const imageDetails = all.filter(({ imageDigest }) => imageDigest === digest);
                return imageDetails.length > 0 ? { imageDetails } : refuse("ImageNotFoundException", "The image does not exist.");
            }
            const { items, next } = page("DescribeImages", all, input, pageSize);
            return { imageDetails: items, nextToken: next };
        },
        DescribeImageScanFindings: ({ imageId }) => {
            const { imageDigest } = imageId as { readonly imageDigest: string };
            const { status, counts = {} } = scans.get(imageDigest) ?? { status: "COMPLETE" };
            return { imageScanStatus: { status }, imageScanFindings: { findingSeverityCounts: counts } };
        },
        GetLifecyclePolicy: () => ({
            lifecyclePolicyText:
                keeps === undefined
                    ? refuse("LifecyclePolicyNotFoundException", "Lifecycle policy does not exist.")
                    : JSON.stringify({
                          rules: [{ selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keeps } }],
                      }),
        }),
        GetAuthorizationToken: () => ({ authorizationData: [{ authorizationToken: "dG9rZW4=" }] }),
        GetDownloadUrlForLayer: ({ layerDigest }) => ({
            downloadUrl: `${endpoint}/blob/${String(layerDigest)}?X-Amz-Signature=canary`,
            layerDigest,
        }),
        blob: ({ url }) => {
            const digest = String(url).replace(/^\/blob\/(.*)\?.*$/, "$1");
            return JSON.parse(blobs.get(digest) ?? refuse("NoSuchKey", "The specified key does not exist.")) as object;
        },
    };
}
