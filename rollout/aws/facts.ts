import type { CertificateFact, Facts } from "../preflight";
import type { PlannedRelease } from "../release";
import type { Clients } from "./clients";
import { AwsError } from "./errors";
import { imageFact } from "./image";
import { parametersUnder } from "./parameters";

/** Asks AWS what a preflight needs to know, side by side. A right that is missing costs a check, not the roll-out. */
export async function factsOf(clients: Clients, release: PlannedRelease): Promise<Facts> {
    const { target, external, digest, certificateArn } = release;
    const { Account = "" } = await (await clients.sts()).getCallerIdentity({});
    if (Account !== target.account.accountId) {
        return { accountId: Account, alarms: [], subnets: [], refused: [] };
    }

    const repository = { registryId: Account, repositoryName: target.repository };
    const refused: string[] = [];
    const ask = <T>(worthwhile: boolean, question: () => Promise<T>): Promise<T | undefined> =>
        worthwhile ? question().catch((error: unknown) => noteRefusal(error, refused)) : Promise.resolve(undefined);
    const [parameters, image, certificate, alarms, subnets] = await Promise.all([
        ask(external.length > 0, () => parametersUnder(clients, target.parameterPrefix)),
        ask(digest !== undefined, () => imageFact(clients, repository, digest ?? "")),
        ask(certificateArn !== undefined, () => certificateFact(clients, certificateArn ?? "")),
        ask(release.alarms.length > 0, () => alarmStates(clients, release.alarms)),
        ask(release.subnetIds.length > 0, () => freeAddresses(clients, release.subnetIds)),
    ]);
    return {
        accountId: Account,
        parameters,
        image,
        certificate,
        alarms: alarms ?? [],
        subnets: subnets ?? [],
        refused: refused.sort(),
    };
}

function noteRefusal(error: unknown, refused: string[]): undefined {
    if (error instanceof AwsError && error.trouble === "denied") {
        refused.push(error.message);
        return undefined;
    }
    throw error;
}

async function certificateFact(clients: Clients, arn: string): Promise<CertificateFact> {
    try {
        const { Certificate } = await (await clients.acm()).describeCertificate({ CertificateArn: arn });
        return { status: Certificate?.Status ?? "unknown", reason: Certificate?.FailureReason };
    } catch (error) {
        if (error instanceof AwsError && error.trouble === "missing") {
            return { status: "NOT_FOUND" };
        }
        throw error;
    }
}

async function alarmStates(clients: Clients, names: readonly string[]): Promise<Facts["alarms"]> {
    const { MetricAlarms = [], CompositeAlarms = [] } = await (
        await clients.cloudwatch()
    ).describeAlarms({ AlarmNames: [...names], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] });
    return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = "", StateValue = "" }) => ({
        name: AlarmName,
        state: StateValue,
    }));
}

async function freeAddresses(clients: Clients, ids: readonly string[]): Promise<Facts["subnets"]> {
    const { Subnets = [] } = await (await clients.ec2()).describeSubnets({ SubnetIds: [...ids] });
    return Subnets.map(({ SubnetId = "", AvailableIpAddressCount = 0 }) => ({
        id: SubnetId,
        freeAddresses: AvailableIpAddressCount,
    }));
}
