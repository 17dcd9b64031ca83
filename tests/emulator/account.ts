import { refuse, type Answers, type Input } from "../support/aws-protocol";
import { canary, serviceRef } from "../timelines/releases";

export { canary };

/** A registered revision of the task family. */
export interface Registered {
    readonly number: number;
    readonly image?: string;
    readonly tags: Record<string, string>;
}

/** What an account holds beside the service. Tests change it as they need. */
export interface Account {
    /** Where the image's configuration is downloaded from. */
    endpoint: string;

    /** Manifest of each image, by digest. */
    readonly images: Map<string, string>;

    /** Configuration of each image, by digest. */
    readonly blobs: Map<string, string>;
    readonly parameters: Map<string, { readonly type: string; readonly version: number; readonly value: string }>;

    /** Oldest first. */
    readonly revisions: Registered[];
    readonly answers: Answers;
}

const family = `arn:aws:ecs:us-east-1:${serviceRef.account.accountId}:task-definition/${serviceRef.taskFamily}`;

export function account(): Account {
    const held: Account = {
        endpoint: "",
        images: new Map(),
        blobs: new Map(),
        parameters: new Map(),
        revisions: [],
        answers: {
            GetCallerIdentity: () =>
                `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
                `<Account>${serviceRef.account.accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,

            // One a page, and an empty page before the last, which SSM allows itself.
            DescribeParameters: ({ NextToken = "0" }) => {
                const page = Number(NextToken);
                const [name, parameter] = [...held.parameters][page] ?? [];
                const next = page <= held.parameters.size ? { NextToken: String(page + 1) } : {};
                const found = parameter && { Name: `${serviceRef.parameterPrefix}/${name ?? ""}`, Type: parameter.type };
                return { Parameters: found === undefined ? [] : [{ ...found, Version: parameter?.version }], ...next };
            },
            GetParameter: () => ({ Parameter: { Value: canary } }),
            GetParameters: () => ({ Parameters: [...held.parameters].map(([Name, { value }]) => ({ Name, Value: value })) }),

            BatchGetImage: ({ imageIds }) => {
                const digest = (imageIds as { readonly imageDigest: string }[])[0]?.imageDigest ?? "";
                const imageManifest = held.images.get(digest);
                return imageManifest === undefined
                    ? { images: [], failures: [{ failureCode: "ImageNotFound" }] }
                    : { images: [{ imageId: { imageDigest: digest }, imageManifest }], failures: [] };
            },
            GetDownloadUrlForLayer: ({ layerDigest }) => ({
                downloadUrl: `${held.endpoint}/blob/${String(layerDigest)}?X-Amz-Signature=${canary}`,
                layerDigest,
            }),
            blob: ({ url }) =>
                JSON.parse(held.blobs.get(String(url).replace(/^\/blob\/(.*)\?.*$/, "$1")) ?? refuse("NoSuchKey", "")) as object,
            GetLifecyclePolicy: () => refuse("LifecyclePolicyNotFoundException", "no policy"),

            ListTaskDefinitions: () => ({
                taskDefinitionArns: held.revisions.map(({ number }) => `${family}:${number}`).reverse(),
            }),
            DescribeTaskDefinition: (input) => {
                const { number, image, tags } = revision(held, input.taskDefinition);
                return {
                    taskDefinition: {
                        taskDefinitionArn: `${family}:${number}`,
                        registeredAt: 1_700_000_000 + number,
                        registeredBy: `arn:aws:iam::${serviceRef.account.accountId}:user/ci`,
                        containerDefinitions: [{ name: serviceRef.container, image }],
                    },
                    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
                };
            },
            TagResource: ({ resourceArn, tags }: Input) => {
                for (const { key, value } of tags as { readonly key: string; readonly value: string }[]) {
                    revision(held, resourceArn).tags[key] = value;
                }
                return {};
            },
        },
    };
    return held;
}

function revision({ revisions }: Account, arn: unknown): Registered {
    return (
        revisions.find(({ number }) => `${family}:${number}` === arn) ??
        refuse("ClientException", "Unable to describe task definition.")
    );
}
