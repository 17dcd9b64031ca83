import { describeCertificate } from "../aws/acm";
import type { Clients } from "../aws/clients";
import { describeAlarms } from "../aws/cloudwatch";
import { findSubnets } from "../aws/ec2";
import { toRepositoryRef } from "../aws/ecr";
import { findImage, type ImageContent } from "../aws/ecr-image";
import { findExpiry } from "../aws/ecr-lifecycle";
import { findImageRecord } from "../aws/ecr-record";
import { findScan } from "../aws/ecr-scan";
import { platformFor } from "../aws/fargate";
import { describeKey, isLeftToIam } from "../aws/kms";
import { isAlias } from "../aws/kms-key";
import { findCallerAccount } from "../aws/sts";
import { undefinedIfUnanswered } from "../aws/unanswered";
import { describeVariables } from "../aws/variables";
import type { PlannedRelease } from "./api";
import type { PreflightFacts } from "./preflight";
import { findForeignCertificate } from "./preflight-certificate";
import { findForeignKeys, type ParameterKey } from "./preflight-keys";

/** A question to AWS whose refusal costs what it would have found, and nothing else. */
type Ask = <T>(question: () => Promise<T>) => Promise<T | undefined>;

/** Asks AWS what a preflight needs to know, side by side. */
export async function gatherFacts(clients: Clients, release: PlannedRelease): Promise<PreflightFacts> {
    const { serviceRef, external, certificateArn, subnetIds, alarms: alarmNames = [] } = release;
    const accountId = await findCallerAccount(clients);
    if (accountId !== serviceRef.account.accountId) {
        return { accountId, subnets: [], refused: [] };
    }
    const refused: string[] = [];
    const ask: Ask = (question) => undefinedIfUnanswered(question, refused);
    const [secrets, image, certificate, subnets, alarms] = await Promise.all([
        external.length > 0 ? askParameters(clients, release, ask) : {},
        askImage(clients, release, ask),
        certificateArn !== undefined && findForeignCertificate(release) === undefined
            ? ask(() => describeCertificate(clients, certificateArn))
            : undefined,
        ask(() => findSubnets(clients, subnetIds)),
        alarmNames.length > 0 ? ask(() => describeAlarms(clients, alarmNames)) : undefined,
    ]);
    return {
        accountId,
        ...secrets,
        ...image,
        certificate,
        alarms,
        subnets: subnets?.subnets ?? [],
        missingSubnets: subnets?.missing ?? [],
        refused: [...new Set(refused)].sort(), // the same refusal may meet several questions,
    };
}

/** Of a key that is the stack's own, only its state matters. */
async function askParameters(
    clients: Clients,
    { serviceRef, external, parameterKeyArn }: PlannedRelease,
    ask: Ask,
): Promise<Pick<PreflightFacts, "parameters" | "keys">> {
    const variables = external.map(({ name }) => name);
    const parameters = await ask(() => describeVariables(clients, serviceRef, variables));
    const names = [...findForeignKeys(external, parameters).keys()];
    const own =
        parameterKeyArn !== undefined && isAlias(parameterKeyArn) && names.some((name) => name !== parameterKeyArn)
            ? (await ask(() => describeKey(clients, parameterKeyArn)))?.arn
            : parameterKeyArn;
    const keys = await Promise.all(
        names.map(async (name): Promise<[string, ParameterKey][]> => {
            const key = await ask(() => describeKey(clients, name));
            if (key === undefined) {
                return [];
            }
            const isOwn = key.arn !== "" && key.arn === own;
            const isOther = key.state === "Enabled" && !key.isAwsManaged && !isOwn && name !== parameterKeyArn;
            return [[name, { ...key, isOwn, isLeftToIam: isOther ? await ask(() => isLeftToIam(clients, key.arn)) : undefined }]];
        }),
    );
    return { parameters, keys: new Map(keys.flat()) };
}

async function askImage(
    clients: Clients,
    release: PlannedRelease,
    ask: Ask,
): Promise<Pick<PreflightFacts, "image" | "imageRecord" | "scan">> {
    const { serviceRef, digest } = release;
    if (digest === undefined) {
        return {};
    }
    const repository = toRepositoryRef(serviceRef);
    const image = await ask(() => findImage(clients, repository, digest));
    if (image?.state !== "found") {
        return { image };
    }
    const isImage = image.artifact === undefined && image.failure === undefined;
    const [expiry, imageRecord, scan] = await Promise.all([
        ask(() => findExpiry(clients, repository, digest)),
        ask(() => findImageRecord(clients, repository, digest)),
        isImage ? ask(() => findScan(clients, repository, findRunDigest(release, image) ?? digest)) : undefined,
    ]);
    return { image: { ...image, ...expiry }, imageRecord, scan };
}

/** Digest of the image in an index that the task would run: ECR scans that, and not the index. */
function findRunDigest({ architecture }: PlannedRelease, { images = [] }: ImageContent): string | undefined {
    return images.find(({ platform }) => platform === platformFor[architecture])?.digest;
}
