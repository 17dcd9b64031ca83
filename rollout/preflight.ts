import type { Findings, PlannedRelease } from "./release";

/** What AWS knows about a planned release. What is undefined was not asked, or AWS refused to tell. */
export interface Facts {
    /** Account of the credentials. */
    readonly accountId: string;

    /** Parameters under the stack's prefix, by variable. */
    readonly parameters?: ReadonlyMap<string, ParameterFact>;
    readonly image?: ImageFact;
    readonly certificate?: CertificateFact;

    /** Alarms that guard the roll-out, as far as they exist. */
    readonly alarms: readonly { readonly name: string; readonly state: string }[];
    readonly subnets: readonly { readonly id: string; readonly freeAddresses: number }[];

    /** What AWS refused to tell: one line each. */
    readonly refused: readonly string[];
}

/** A parameter without its value. */
export interface ParameterFact {
    /** `String`, `StringList` or `SecureString`. */
    readonly type: string;
    readonly version: number;

    /** Milliseconds since 1970. */
    readonly modifiedAt?: number;
}

export interface ImageFact {
    /** `no repository` and `no image` are what ECR says about the digest. */
    readonly state: "found" | "no image" | "no repository";

    /** For example `linux/amd64`; empty where it can't be told. */
    readonly platforms: readonly string[];

    /** Images that were pushed later. */
    readonly newer?: number;

    /** Images that the strictest lifecycle rule keeps. */
    readonly kept?: number;
}

export interface CertificateFact {
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

/** Decides what would fail the roll-out, all of it at once. */
export function findingsOf(release: PlannedRelease, facts: Facts): Findings {
    const { accountId } = release.target.account;
    if (facts.accountId !== accountId) {
        const error = `the credentials are of account ${facts.accountId}, the stack's is ${accountId}: choose another profile`;
        return { errors: [error], warnings: [] }; // whatever else was found there is about something else
    }
    return {
        errors: [...missingParameters(release, facts), ...imageErrors(release, facts), ...certificateErrors(release, facts)],
        warnings: [
            ...platformUnknown(release, facts),
            ...closeToExpiry(release, facts),
            ...alarming(facts),
            ...fewAddresses(release, facts),
            ...facts.refused.map((refusal) => `not checked: ${refusal}`),
        ],
    };
}

function missingParameters({ target, external }: PlannedRelease, { parameters }: Facts): string[] {
    if (parameters === undefined) {
        return [];
    }
    const missing = external.filter(({ name }) => !parameters.has(name));
    const plain = external.filter(
        ({ name, secret }) => secret && ![undefined, "SecureString"].includes(parameters.get(name)?.type),
    );
    const under = `under ${target.parameterPrefix}`;
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

function imageErrors({ target, digest, architecture }: PlannedRelease, { image }: Facts): string[] {
    if (image === undefined || digest === undefined) {
        return [];
    }
    const { state, platforms } = image;
    switch (state) {
        case "no repository":
            return [
                `repository ${target.repository} does not exist (pulumi up --target '**ImageRepository**', then push an image)`,
            ];
        case "no image":
            return [`${digest} is not in repository ${target.repository}: push it, or correct spotter:image.digest`];
        case "found": {
            const wanted = platformFor[architecture];
            return platforms.length === 0 || platforms.includes(wanted)
                ? []
                : [
                      `the image is for ${platforms.join(", ")}, the task runs ${wanted} and would end in "exec format error": ` +
                          `build with --platform ${wanted}, or change spotter:service.architecture`,
                  ];
        }
    }
}

function certificateErrors({ certificateArn }: PlannedRelease, { certificate }: Facts): string[] {
    if (certificateArn === undefined || certificate === undefined || certificate.status === "ISSUED") {
        return [];
    }
    const { status, reason } = certificate;
    return status === "NOT_FOUND"
        ? [`certificate ${certificateArn} does not exist in this region`]
        : [`certificate ${certificateArn} is ${status}${reason === undefined ? "" : ` (${reason})`}, it must be ISSUED`];
}

function platformUnknown({ architecture }: PlannedRelease, { image }: Facts): string[] {
    return image?.state === "found" && image.platforms.length === 0
        ? [`the image does not tell its platform; the task runs ${platformFor[architecture]}`]
        : [];
}

function closeToExpiry({ target }: PlannedRelease, { image }: Facts): string[] {
    if (image?.state !== "found" || image.newer === undefined || image.kept === undefined) {
        return [];
    }
    const left = Math.max(image.kept - 1 - image.newer, 0);
    return left < pushesLeft
        ? [
              `the image expires after ${left} more pushes: ${target.repository} keeps ${image.kept} images and ` +
                  `${image.newer} are newer; raise spotter:repository.keepImages, or push it again`,
          ]
        : [];
}

function alarming({ alarms }: Facts): string[] {
    return alarms
        .filter(({ state }) => state === "ALARM")
        .map(({ name }) => `alarm ${name} is in ALARM already: alarm rollback will not guard this roll-out`);
}

function fewAddresses({ tasksAtOnce }: PlannedRelease, { subnets }: Facts): string[] {
    const share = Math.ceil(tasksAtOnce / Math.max(subnets.length, 1));
    return subnets
        .filter(({ freeAddresses }) => freeAddresses < share + addressesLeft)
        .map(({ id, freeAddresses }) => `subnet ${id} has ${freeAddresses} free addresses; a roll-out may need ${share} of them`);
}
