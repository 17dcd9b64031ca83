import type { CertificateStatus } from "../aws/acm";
import type { Alarm } from "../aws/cloudwatch";
import type { Subnet } from "../aws/ec2";
import type { ImageDetails } from "../aws/ecr";
import type { ImageRecord } from "../aws/ecr-record";
import type { ImageScan } from "../aws/ecr-scan";
import type { ParameterMetadata } from "../aws/ssm";
import { describeOtherAccount } from "../aws/sts";
import type { Findings, PlannedRelease } from "./api";
import { findAlarmWarnings } from "./preflight-alarms";
import { findCertificateErrors, findCertificateWarnings } from "./preflight-certificate";
import { findExpiryWarnings, findImageErrors, findImageWarnings } from "./preflight-image";
import { findKeyProblems, type ParameterKey } from "./preflight-keys";
import type { Finding } from "./preflight-list";
import { findSubnetErrors, findSubnetWarnings } from "./preflight-network";
import { findParameterErrors, findUnaskedVariables } from "./preflight-parameters";
import { findScanProblems } from "./preflight-scan";

/** What AWS knows about a planned release. What is undefined was not asked for, or AWS did not answer. */
export interface PreflightFacts {
    /** Account of the credentials. */
    readonly accountId: string;

    /** Parameters under the stack's prefix, by variable. */
    readonly parameters?: ReadonlyMap<string, ParameterMetadata>;

    /** Keys of the release's secrets, by the name that SSM gives; SSM's own is not among them. */
    readonly keys?: ReadonlyMap<string, ParameterKey>;
    readonly image?: ImageDetails;
    readonly imageRecord?: ImageRecord;

    /** Scan of the image that the task would run. */
    readonly scan?: ImageScan;
    readonly certificate?: CertificateStatus;
    readonly alarms?: readonly Alarm[];

    readonly subnets: readonly Subnet[];

    /** Subnets that do not exist. */
    readonly missingSubnets?: readonly string[];

    /** What AWS did not answer: one line each. */
    readonly refused: readonly string[];
}

/**
 * Decides what would fail the deployment, all of it at once.
 *
 * @param now milliseconds since 1970
 */
export function evaluatePreflight(release: PlannedRelease, facts: PreflightFacts, now = Date.now()): Findings {
    const otherAccount = describeOtherAccount(facts.accountId, release.serviceRef.account);
    if (otherAccount !== undefined) {
        return { errors: [otherAccount], warnings: [] }; // whatever else was found there is about something else
    }
    const { parameters, keys = new Map(), image, imageRecord, certificate, subnets, missingSubnets = [], refused } = facts;
    const key = findKeyProblems(release, parameters, keys);
    const scan = isScannable(facts) ? findScanProblems(release, facts.scan) : { errors: [], warnings: [] };
    const errors: (Finding | string)[] = [
        ...findParameterErrors(release, parameters),
        ...key.errors,
        ...findImageErrors(release, image, imageRecord),
        ...scan.errors,
        ...findCertificateErrors(release, certificate, now),
        ...findSubnetErrors({ missing: missingSubnets }),
    ];
    const warnings: (Finding | string)[] = [
        ...key.warnings,
        ...findImageWarnings(release, image, imageRecord),
        ...(image?.state === "found" ? findExpiryWarnings(release, image) : []),
        ...scan.warnings,
        ...findCertificateWarnings(release, certificate, now),
        ...findAlarmWarnings(release, facts.alarms),
        ...findSubnetWarnings(release, { subnets }),
        ...findUnaskedVariables(release),
        ...refused.map((refusal) => `not checked: ${refusal}`),
    ];
    return toFindings(errors, warnings);
}

/** What is no image has no scan. */
function isScannable({ image, scan }: PreflightFacts): boolean {
    return scan !== undefined || (image?.state === "found" && image.artifact === undefined && image.failure === undefined);
}

function toFindings(errors: readonly (Finding | string)[], warnings: readonly (Finding | string)[]): Findings {
    const text = (finding: Finding | string) => (typeof finding === "string" ? finding : finding.text);
    const lists = [...errors, ...warnings].flatMap((finding) =>
        typeof finding === "string" || finding.names === undefined ? [] : [{ finding: finding.text, names: finding.names }],
    );
    return { errors: errors.map(text), warnings: warnings.map(text), ...(lists.length > 0 ? { lists } : {}) };
}
