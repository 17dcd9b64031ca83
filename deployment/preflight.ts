import type { CertificateStatus } from "../aws/acm";
import type { Subnet } from "../aws/ec2";
import type { ImageDetails } from "../aws/ecr";
import { platformFor } from "../aws/fargate";
import type { ParameterMetadata } from "../aws/ssm";
import { describeOtherAccount } from "../aws/sts";
import type { Findings, PlannedRelease } from "./api";
import { findFewPushesLeft } from "./image-expiry";

/** What AWS knows about a planned release. What is undefined was not asked for, or AWS denied it. */
export interface PreflightFacts {
    /** Account of the credentials. */
    readonly accountId: string;

    /** Parameters under the stack's prefix, by variable. */
    readonly parameters?: ReadonlyMap<string, ParameterMetadata>;
    readonly image?: ImageDetails;
    readonly certificate?: CertificateStatus;

    readonly subnets: readonly Subnet[];

    /** What AWS denied: one line each. */
    readonly refused: readonly string[];
}

/** A load balancer needs eight free addresses in a subnet to grow; tasks come on top where they share it. */
const addressesLeft = 8;

/** Decides what would fail the deployment, all of it at once. */
export function evaluatePreflight(release: PlannedRelease, facts: PreflightFacts): Findings {
    const otherAccount = describeOtherAccount(facts.accountId, release.serviceRef.account);
    if (otherAccount !== undefined) {
        return { errors: [otherAccount], warnings: [] }; // whatever else was found there is about something else
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
                  `parameters missing ${under}: ${names(missing)}; ECS cannot start a task without them (npm run parameters -- STACK push)`,
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
    switch (image.state) {
        case "no repository":
            return [
                `repository ${serviceRef.repository} does not exist (pulumi up --target '**ImageRepository**', then push an image)`,
            ];
        case "no image":
            return [`${digest} is not in repository ${serviceRef.repository}: push it, or correct image.digest`];
        case "found": {
            const wanted = platformFor[architecture];
            return image.platforms.length === 0 || image.platforms.includes(wanted)
                ? []
                : [
                      `the image is for ${image.platforms.join(", ")}, the task runs ${wanted} and would end in "exec format error": ` +
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
        ? [`the platform of the image is unknown; the task runs ${platformFor[architecture]}`]
        : [];
}

function closeToExpiry({ serviceRef }: PlannedRelease, { image }: PreflightFacts): string[] {
    const { kept = 0, newer = 0 } = image ?? {};
    const left = image?.state === "found" ? findFewPushesLeft(image) : undefined;
    return left === undefined
        ? []
        : [
              `the image expires after ${left} more pushes: ${serviceRef.repository} keeps ${kept} images and ` +
                  `${newer} are newer; raise repository.keepImages, or push it again`,
          ];
}

function fewAddresses({ maxNewTasks }: PlannedRelease, { subnets }: PreflightFacts): string[] {
    const share = Math.ceil(maxNewTasks / Math.max(subnets.length, 1));
    return subnets
        .filter(({ freeAddresses }) => freeAddresses < share + addressesLeft)
        .map(
            ({ id, freeAddresses }) => `subnet ${id} has ${freeAddresses} free addresses; a deployment may need ${share} of them`,
        );
}
