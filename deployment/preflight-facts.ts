import { describeCertificate } from "../aws/acm";
import type { Clients } from "../aws/clients";
import { describeSubnets } from "../aws/ec2";
import { describeImage, toRepositoryRef } from "../aws/ecr";
import { undefinedIfDenied } from "../aws/errors";
import { listParameters } from "../aws/ssm";
import { findCallerAccount } from "../aws/sts";
import type { PlannedRelease } from "./api";
import type { PreflightFacts } from "./preflight";

/** Asks AWS what a preflight needs to know, side by side. A missing permission costs a check, not the deployment. */
export async function gatherFacts(clients: Clients, release: PlannedRelease): Promise<PreflightFacts> {
    const { serviceRef, external, digest, certificateArn, subnetIds } = release;
    const accountId = await findCallerAccount(clients);
    if (accountId !== serviceRef.account.accountId) {
        return { accountId, subnets: [], refused: [] };
    }

    const refused: string[] = [];
    const ask = async <T>(question: false | (() => Promise<T>)): Promise<T | undefined> =>
        question === false ? undefined : undefinedIfDenied(question, refused);
    const [parameters, image, certificate, subnets] = await Promise.all([
        ask(external.length > 0 && (() => listParameters(clients, serviceRef.parameterPrefix))),
        ask(digest !== undefined && (() => describeImage(clients, toRepositoryRef(serviceRef), digest))),
        ask(certificateArn !== undefined && (() => describeCertificate(clients, certificateArn))),
        ask(subnetIds.length > 0 && (() => describeSubnets(clients, subnetIds))),
    ]);
    return { accountId, parameters, image, certificate, subnets: subnets ?? [], refused: refused.sort() };
}
