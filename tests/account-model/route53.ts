import { awsError, type ServiceModel, type Values } from "./type-model";

export const recordType = "aws:route53/record:Record";

/** DNS records. A zone keeps names in lower case and, beside the provider, with a dot at their end. */
export const route53: ServiceModel = {
    [recordType]: {
        unread: ["allowOverwrite"],
        identify: ({ zoneId, name, type, setIdentifier }) => {
            const parts = [zoneId, toDomain(String(name)), type, ...(setIdentifier === undefined ? [] : [setIdentifier])];
            return { id: parts.map(String).join("_") };
        },
        sets: ["records"],
        isSameText: (key, inAws, asked) =>
            ["name", "aliases.name", "records"].includes(key) && toDomain(inAws) === toDomain(asked),
        refusesCreate: (asked, things) => {
            const { allowOverwrite, name, type } = asked;
            const isTaken = things.list(recordType).some(({ properties }) => identityOf(properties) === identityOf(asked));
            const error =
                `InvalidChangeBatch: [Tried to create resource record set [name='${toDomain(String(name))}.', ` +
                `type='${String(type)}'] but it already exists]`;
            return isTaken && allowOverwrite !== true
                ? awsError("creating Route53 Record", ["Route 53", "ChangeResourceRecordSets"], error)
                : undefined;
        },
    },
};

function identityOf({ zoneId, name, type, setIdentifier }: Values): string {
    return JSON.stringify([zoneId, toDomain(String(name)), type, setIdentifier ?? ""]);
}

function toDomain(name: string): string {
    return name.replace(/\.$/, "").toLowerCase();
}
