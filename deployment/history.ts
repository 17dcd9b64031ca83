import { findDigest, toReleaseId } from "../aws/image-digest";
import { tagKeys } from "../aws/tags";
import { undefinedIfUnanswered } from "../aws/unanswered";
import type { Outcome } from "./api";
import { readRecordedSeconds, toRecordedSeconds, type PhaseSeconds } from "./recorded-seconds";

/** A task definition revision, reduced to what distinguishes releases. */
export interface Revision {
    readonly arn: string;

    /** Images of its containers, by container. */
    readonly images: Readonly<Partial<Record<string, string>>>;
    readonly tags: Readonly<Partial<Record<string, string>>>;

    /** Milliseconds since 1970. */
    readonly registeredAt?: number;

    /** ARN of the identity that registered it. */
    readonly registeredBy?: string;
}

/** What ECS keeps for 90 days of one attempt to deploy a revision. */
export interface DeploymentAttempt {
    readonly taskDefinitionArn: string;

    /** `SUCCESSFUL`, `STOPPED`, `ROLLBACK_SUCCESSFUL`, … */
    readonly status: string;
    readonly reason: string;

    /** Milliseconds since 1970. */
    readonly startedAt?: number;
    readonly finishedAt?: number;
}

/** Where releases are recorded; `aws-release-records.ts` is ECS. */
export interface ReleaseRecords {
    /** Newest first, fetched as far as they are read. */
    revisions(): AsyncIterable<Revision>;

    /** One revision, also one that is deregistered and in no list any more. */
    revision(taskDefinitionArn: string): Promise<Revision>;

    /** Newest first. */
    attempts(): Promise<readonly DeploymentAttempt[]>;

    tag(taskDefinitionArn: string, tags: Readonly<Record<string, string>>): Promise<void>;
}

/** A release that was made once. */
export interface Release {
    readonly taskDefinitionArn: string;

    /** Number of the revision in its family. */
    readonly revision: number;

    /** `sha256:…`; absent where the revision names its image by tag, as the scripts' did. */
    readonly digest?: string;

    /** First 12 hex digits of the digest. */
    readonly releaseId?: string;

    /** Short hash of the rest of the container definition. */
    readonly configId?: string;
    readonly commit?: string;

    /** Last verdict of an update; absent where no update has succeeded. */
    readonly verdict?: Outcome;

    /** Milliseconds since 1970. */
    readonly verdictAt?: number;

    /** What each phase of its deployment took, as its verdict measured it. */
    readonly seconds?: PhaseSeconds;
    readonly registeredAt?: number;
    readonly registeredBy?: string;

    /** Newest first. */
    readonly attempts: readonly DeploymentAttempt[];
}

/**
 * The releases of one service. What ECS does not tell of their deployments, for example because an older policy lacks
 * `ecs:ListServiceDeployments`, the tags of the revisions still do.
 */
export class History {
    private attempts?: Promise<readonly DeploymentAttempt[]>;
    private readonly refusals: string[] = [];

    /** @param container whose image is the release */
    constructor(
        private readonly records: ReleaseRecords,
        private readonly container: string,
    ) {}

    /** The newest releases, newest first. */
    public async releases(limit: number): Promise<Release[]> {
        const found: Release[] = [];
        for await (const release of this.newestFirst()) {
            found.push(release);
            if (found.length >= limit) {
                break;
            }
        }
        return found;
    }

    /** Why no attempts are known, once releases were read; absent where they are. */
    public get attemptsUnknown(): string | undefined {
        return this.refusals[0];
    }

    /** One release, also one whose revision is deregistered. */
    public async release(taskDefinitionArn: string): Promise<Release> {
        const [revision, attempts] = await Promise.all([this.records.revision(taskDefinitionArn), this.readAttempts()]);
        return toRelease(revision, this.container, attempts);
    }

    /**
     * The newest successful release before `before` with a different image or configuration.
     *
     * @param before ARN of a revision
     */
    public async lastSucceeded(before: string): Promise<Release | undefined> {
        const limit = revisionNumber(before);
        let current: Release | undefined;
        for await (const release of this.newestFirst()) {
            if (release.revision === limit) {
                current = release;
            } else if (release.revision < limit && hasServed(release)) {
                current ??= await this.findDeregistered(before);
                if (!isSameRelease(release, current)) {
                    return release;
                }
            }
        }
        return undefined;
    }

    /**
     * Records how an update ended on the revision itself, which outlives what ECS remembers.
     *
     * @param seconds what its phases took
     */
    public tagVerdict(taskDefinitionArn: string, outcome: Outcome, at: Date, seconds: PhaseSeconds = {}): Promise<void> {
        const recorded = toRecordedSeconds(seconds);
        return this.records.tag(taskDefinitionArn, {
            [tagKeys.verdict]: outcome,
            [tagKeys.verdictAt]: at.toISOString(),
            ...(recorded === undefined ? {} : { [tagKeys.seconds]: recorded }),
        });
    }

    /** A revision that no list has any more; ECS may have deleted it altogether. */
    private findDeregistered(taskDefinitionArn: string): Promise<Release | undefined> {
        return undefinedIfUnanswered(() => this.release(taskDefinitionArn), []);
    }

    private async *newestFirst(): AsyncIterable<Release> {
        const attempts = await this.readAttempts();
        for await (const revision of this.records.revisions()) {
            if (revision.tags[tagKeys.drill] !== undefined) {
                continue; // never a release: it would seem to be one that the service was taken back from
            }
            yield toRelease(revision, this.container, attempts);
        }
    }

    private readAttempts(): Promise<readonly DeploymentAttempt[]> {
        this.attempts ??= undefinedIfUnanswered(() => this.records.attempts(), this.refusals).then((known = []) => known);
        return this.attempts;
    }
}

/**
 * ECS has taken back a release that its verdict had found to serve: the verdict came before the bake time was over. An
 * attempt of another time says nothing of it.
 */
function isTakenBack({ verdictAt = -Infinity, attempts }: Release): boolean {
    return attempts.some(
        ({ status, startedAt = Infinity, finishedAt = -Infinity }) =>
            status.startsWith("ROLLBACK") && startedAt < verdictAt && verdictAt < finishedAt,
    );
}

/** A verdict counts; what was deployed without one counts when ECS says that it succeeded. */
export function hasServed(release: Release): boolean {
    const { verdict, attempts } = release;
    if (isTakenBack(release)) {
        return false;
    }
    return verdict === undefined ? attempts.some(({ status }) => status === "SUCCESSFUL") : verdict === "SUCCEEDED";
}

/**
 * How a release ended: its verdict, else what ECS says of the newest attempt to deploy it. Undefined where neither says
 * anything, or the attempt has not ended.
 */
export function findOutcome(release: Release): Outcome | undefined {
    const {
        verdict,
        attempts: [newest],
    } = release;
    return (isTakenBack(release) ? undefined : verdict) ?? outcomesByStatus[newest?.status ?? ""];
}

/** The number at the end of a revision's ARN. */
export function revisionNumber(taskDefinitionArn: string): number {
    return Number(taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf(":") + 1));
}

function isSameRelease({ releaseId, configId }: Release, other: Release | undefined): boolean {
    return releaseId !== undefined && releaseId === other?.releaseId && configId === other.configId;
}

function toRelease(
    { arn, images, tags, registeredAt, registeredBy }: Revision,
    container: string,
    all: readonly DeploymentAttempt[],
): Release {
    const digest = findDigest(images[container] ?? "");
    const at = Date.parse(tags[tagKeys.verdictAt] ?? "");
    return {
        taskDefinitionArn: arn,
        revision: revisionNumber(arn),
        digest,
        releaseId: tags[tagKeys.release] ?? (digest && toReleaseId(digest)),
        configId: tags[tagKeys.config],
        commit: tags[tagKeys.commit],
        verdict: outcomes.find((outcome) => outcome === tags[tagKeys.verdict]),
        verdictAt: Number.isNaN(at) ? undefined : at,
        seconds: readRecordedSeconds(tags[tagKeys.seconds]),
        registeredAt,
        registeredBy,
        attempts: all.filter(({ taskDefinitionArn }) => taskDefinitionArn === arn),
    };
}

const outcomes: readonly Outcome[] = ["SUCCEEDED", "ROLLED_BACK", "FAILED", "TIMED_OUT", "STOPPED"];

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
const outcomesByStatus: Readonly<Partial<Record<string, Outcome>>> = {
    SUCCESSFUL: "SUCCEEDED",
    ROLLBACK_SUCCESSFUL: "ROLLED_BACK",
    ROLLBACK_FAILED: "FAILED",
    STOPPED: "STOPPED",
};
