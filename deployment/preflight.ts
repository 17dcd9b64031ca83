import type { ImageDetails } from "../aws/ecr";
import type { ParameterMetadata } from "../aws/ssm";
import type { Findings, PlannedRelease } from "./api";

/** What AWS knows about a planned release. What is undefined was not asked, or AWS refused to tell. */
export interface PreflightFacts {
    /** Account of the credentials. */
    readonly accountId: string;

    /** Parameters under the stack's prefix, by variable. */
    readonly parameters?: ReadonlyMap<string, ParameterMetadata>;
    readonly image?: ImageDetails;
    readonly certificate?: CertificateStatus;

    readonly subnets: readonly { readonly id: string; readonly freeAddresses: number }[];

    /** What AWS refused to tell: one line each. */
    readonly refused: readonly string[];
}

export interface CertificateStatus {
    /** `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, … or `NOT_FOUND`. */
    readonly status: string;
    readonly reason?: string;
}

/** Platform of an image by the architecture of the task that runs it. */
export const platformFor: Readonly<Record<PlannedRelease["architecture"], string>> = {
    X86_64: "linux/amd64",
    ARM64: "linux/arm64",
};

/** An image that this many pushes would expire is worth a word. */
const pushesLeft = 3;

/** A load balancer needs eight free addresses in a subnet to grow; tasks come on top where they share it. */
const addressesLeft = 8;

/** Decides what would fail the deployment, all of it at once. */
export function evaluatePreflight(release: PlannedRelease, facts: PreflightFacts): Findings {
    const { accountId } = release.serviceRef.account;
    if (facts.accountId !== accountId) {
        const error = `the credentials are of account ${facts.accountId}, the stack's is ${accountId}: choose another profile`;
        return { errors: [error], warnings: [] }; // whatever else was found there is about something else
    }
    return {
        errors: [...missingParameters(release, facts), ...imageErrors(release, facts), ...certificateErrors(release, facts)],
        warnings: [
            ...unknownPlatform(release, facts),
            ...closeToExpiry(release, facts),
            ...fewAddresses(release, facts),
            ...facts.refused.map((refusal) => `not checked: ${refusal}`),
        ],
    };
}

function missingParameters({ serviceRef, external }: PlannedRelease, { parameters }: PreflightFacts): string[] {
    if (parameters === undefined) {
        return [];
    }
    const missing = external.filter(({ name }) => !parameters.has(name));
    const plain = external.filter(
        ({ name, secret }) => secret && ![undefined, "SecureString"].includes(parameters.get(name)?.type),
    );
    const under = `under ${serviceRef.parameterPrefix}`;
    return [
        ...(missing.length > 0
            ? [
                  `parameters missing ${under}: ${names(missing)}; ECS starts no task without them (npm run parameters -- STACK push)`,
              ]
            : []),
        ...(plain.length > 0
            ? [`parameters in plain text ${under}: ${names(plain)}; each must be a SecureString: delete it and push it again`]
            : []),
    ];
}

function names(parameters: readonly { readonly name: string }[]): string {
    return parameters.map(({ name }) => name).join(", ");
}

function imageErrors({ serviceRef, digest, architecture }: PlannedRelease, { image }: PreflightFacts): string[] {
    if (image === undefined || digest === undefined) {
        return [];
    }
    const { state, platforms } = image;
    switch (state) {
        case "no repository":
            return [
                `repository ${serviceRef.repository} does not exist (pulumi up --target '**ImageRepository**', then push an image)`,
            ];
        case "no image":
            return [`${digest} is not in repository ${serviceRef.repository}: push it, or correct image.digest`];
        case "found": {
            const wanted = platformFor[architecture];
            return platforms.length === 0 || platforms.includes(wanted)
                ? []
                : [
                      `the image is for ${platforms.join(", ")}, the task runs ${wanted} and would end in "exec format error": ` +
                          `build with --platform ${wanted}, or change service.architecture`,
                  ];
        }
    }
}

function certificateErrors({ certificateArn }: PlannedRelease, { certificate }: PreflightFacts): string[] {
    if (certificateArn === undefined || certificate === undefined || certificate.status === "ISSUED") {
        return [];
    }
    const { status, reason } = certificate;
    return status === "NOT_FOUND"
        ? [`certificate ${certificateArn} does not exist in this region`]
        : [`certificate ${certificateArn} is ${status}${reason === undefined ? "" : ` (${reason})`}, it must be ISSUED`];
}

function unknownPlatform({ architecture }: PlannedRelease, { image }: PreflightFacts): string[] {
    return image?.state === "found" && image.platforms.length === 0
        ? [`the image does not tell its platform; the task runs ${platformFor[architecture]}`]
        : [];
}

function closeToExpiry({ serviceRef }: PlannedRelease, { image }: PreflightFacts): string[] {
    if (image?.state !== "found" || image.newer === undefined || image.kept === undefined) {
        return [];
    }
    const left = Math.max(image.kept - 1 - image.newer, 0);
    return left < pushesLeft
        ? [
              `the image expires after ${left} more pushes: ${serviceRef.repository} keeps ${image.kept} images and ` +
                  `${image.newer} are newer; raise repository.keepImages, or push it again`,
          ]
        : [];
}

function fewAddresses({ maxNewTasks }: PlannedRelease, { subnets }: PreflightFacts): string[] {
    const share = Math.ceil(maxNewTasks / Math.max(subnets.length, 1));
    return subnets
        .filter(({ freeAddresses }) => freeAddresses < share + addressesLeft)
        .map(
            ({ id, freeAddresses }) => `subnet ${id} has ${freeAddresses} free addresses; a deployment may need ${share} of them`,
        );
}
