import { lookedUp } from "../../resources/placeholders";

type LookUp = typeof lookedUp;

/** How the provider puts what its SDK says. */
const bridged = (message: string) => new Error(`invoking the function: 1 error occurred:\n\t* ${message}\n\n`);

export const denied = (action: string) =>
    `reading: operation error EC2: ${action}, https response error StatusCode: 403, RequestID: 0a, api error UnauthorizedOperation: ` +
    `You are not authorized to perform this operation. User: arn:aws:iam::920013187591:user/ci is not authorized to perform: ` +
    `ec2:${action} because no identity-based policy allows the ec2:${action} action`;

/** The account's answers, but for one look-up, which throws what is given. */
export const failing =
    (token: string, message: string, isMeant: (asked: Readonly<Record<string, unknown>>) => boolean = () => true): LookUp =>
    (asked, inputs, account) => {
        if (asked.includes(token) && isMeant(inputs)) {
            throw bridged(message);
        }
        return lookedUp(asked, inputs, account);
    };

/** Subnets by id: VPC, zone and the id of the zone. */
export const subnets =
    (rows: Readonly<Record<string, readonly [vpcId: string, zone: string, zoneId?: string]>>): LookUp =>
    (token, inputs, account) => {
        const [vpcId, availabilityZone, availabilityZoneId] = rows[String(inputs.id)] ?? [];
        return vpcId === undefined
            ? lookedUp(token, inputs, account)
            : { id: inputs.id, vpcId, availabilityZone, availabilityZoneId };
    };

export const [vpcId, other] = ["vpc-0123456a", "vpc-0123456b"];
export const [a, b, c] = ["subnet-0123456a", "subnet-0123456b", "subnet-0123456c"];
export const existing = (publicSubnetIds: readonly string[], serviceSubnetIds: readonly string[]) => ({
    mode: "existing",
    vpcId,
    publicSubnetIds,
    serviceSubnetIds,
});
export const certificateArn = "arn:aws:acm:us-east-1:920013187591:certificate/0a1b2c3d-0000-4000-8000-000000000000";
export const tagged = {
    mode: "existing",
    vpcTags: { Name: "shared", Team: "web" },
    publicSubnetTags: { Tier: "public" },
    serviceSubnetTags: { Tier: "private" },
};

/** An account that has one VPC, and subnets by the tag `Tier`. */
export const taggedSubnets =
    (byTier: Readonly<Record<string, readonly string[]>>, rest: LookUp = lookedUp): LookUp =>
    (token, inputs, account) => {
        const { Tier = "" } = (inputs.tags ?? {}) as { Tier?: string };
        if (token.includes("getSubnets")) {
            return { ...inputs, ids: byTier[Tier] ?? [] };
        }
        return token.includes("getVpc") ? { ...inputs, id: vpcId } : rest(token, inputs, account);
    };

/** An account that lacks something, and what the program says. */
export interface Row {
    readonly title: string;
    readonly network?: object;
    readonly domain?: object;
    readonly region?: string;
    readonly misconfigured?: string;
    readonly lookUp?: LookUp;

    /** Status of the one certificate of the account. */
    readonly certificate?: string;
    readonly lines: readonly string[];
}
