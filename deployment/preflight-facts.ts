import type { CertificateStatus, PreflightFacts } from "./preflight";
import type { PlannedRelease } from "./api";
import type { Clients } from "../aws/clients";
import { AwsError } from "../aws/errors";
import { describeImage } from "../aws/ecr";
import { listParameters } from "../aws/ssm";

/** Asks AWS what a preflight needs to know, side by side. A right that is missing costs a check, not the deployment. */
export async function gatherFacts(clients: Clients, release: PlannedRelease): Promise<PreflightFacts> {
    const { serviceRef, external, digest, certificateArn } = release;
    const { Account = "" } = await (await clients.sts()).getCallerIdentity({});
    if (Account !== serviceRef.account.accountId) {
        return { accountId: Account, subnets: [], refused: [] };
    }

    const repository = { registryId: Account, repositoryName: serviceRef.repository };
    const refused: string[] = [];
    const ask = <T>(worthwhile: boolean, question: () => Promise<T>): Promise<T | undefined> =>
        worthwhile ? question().catch((error: unknown) => noteDenial(error, refused)) : Promise.resolve(undefined);
    const [parameters, image, certificate, subnets] = await Promise.all([
        ask(external.length > 0, () => listParameters(clients, serviceRef.parameterPrefix)),
        ask(digest !== undefined, () => describeImage(clients, repository, digest ?? "")),
        ask(certificateArn !== undefined, () => describeCertificate(clients, certificateArn ?? "")),
        ask(release.subnetIds.length > 0, () => describeSubnets(clients, release.subnetIds)),
    ]);
    return {
        accountId: Account,
        parameters,
        image,
        certificate,
        subnets: subnets ?? [],
        refused: refused.sort(),
    };
}

function noteDenial(error: unknown, refused: string[]): undefined {
    if (error instanceof AwsError && error.kind === "denied") {
        refused.push(error.message);
        return undefined;
    }
    throw error;
}

async function describeCertificate(clients: Clients, arn: string): Promise<CertificateStatus> {
    try {
        const { Certificate } = await (await clients.acm()).describeCertificate({ CertificateArn: arn });
        return { status: Certificate?.Status ?? "unknown", reason: Certificate?.FailureReason };
    } catch (error) {
        if (error instanceof AwsError && error.kind === "missing") {
            return { status: "NOT_FOUND" };
        }
        throw error;
    }
}

async function describeSubnets(clients: Clients, ids: readonly string[]): Promise<PreflightFacts["subnets"]> {
    const { Subnets = [] } = await (await clients.ec2()).describeSubnets({ SubnetIds: [...ids] });
    return Subnets.map(({ SubnetId = "", AvailableIpAddressCount = 0 }) => ({
        id: SubnetId,
        freeAddresses: AvailableIpAddressCount,
    }));
}
