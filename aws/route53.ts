import type { ListResourceRecordSetsResponse, ResourceRecordSet } from "@aws-sdk/client-route-53";
import { lastSegment } from "./arn";
import type { Clients } from "./clients";
import { pages } from "./pages";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
export interface DnsRecord {
    /** Without the dot at its end. */
    readonly name: string;
    readonly type: string;

    /** Of a record that shares its name with others; and its share of the lookups. */
    readonly setIdentifier?: string;
    readonly weight?: number;

    /** What an alias leads to; absent for a record with values. */
    readonly alias?: { readonly dnsName: string; readonly zoneId: string; readonly evaluateTargetHealth: boolean };

    /** Seconds, and the values, of any other. */
    readonly ttl?: number;
    readonly values?: readonly string[];
}

/** Id of the public zone of a name; undefined where the account has none. */
export async function findZoneId(clients: Clients, name: string): Promise<string | undefined> {
    const route53 = await clients.route53();
    const { HostedZones = [] } = await route53.listHostedZonesByName({ DNSName: name });
    const zone = HostedZones.find(({ Name, Config }) => withoutDot(Name) === name && Config?.PrivateZone !== true);
    return zone?.Id === undefined ? undefined : lastSegment(zone.Id);
}

/** Records of one host name, of every type: they stand one after the other in a zone. */
export async function listRecords(clients: Clients, zoneId: string, name: string): Promise<DnsRecord[]> {
    const route53 = await clients.route53();
    const found: DnsRecord[] = [];
    const first = JSON.stringify({ StartRecordName: name });
    const ask = async (token = first) =>
        withToken(await route53.listResourceRecordSets({ HostedZoneId: zoneId, ...(JSON.parse(token) as object) }));
    for await (const { ResourceRecordSets = [] } of pages(ask)) {
        const own = ResourceRecordSets.filter(({ Name }) => withoutDot(Name) === name);
        found.push(...own.map(toRecord));
        if (own.length < ResourceRecordSets.length) {
            break; // names are sorted, and others follow
        }
    }
    return found;
}

/** A page ends with the record that the next one begins with. */
function withToken(page: ListResourceRecordSetsResponse): ListResourceRecordSetsResponse & { readonly NextToken?: string } {
    const { IsTruncated, NextRecordName, NextRecordType, NextRecordIdentifier } = page;
    const next = {
        StartRecordName: NextRecordName,
        StartRecordType: NextRecordType,
        StartRecordIdentifier: NextRecordIdentifier,
    };
    return IsTruncated === true ? { ...page, NextToken: JSON.stringify(next) } : page;
}

function toRecord({ AliasTarget, ResourceRecords = [], ...record }: ResourceRecordSet): DnsRecord {
    return {
        name: withoutDot(record.Name),
        type: record.Type ?? "",
        ...(record.SetIdentifier === undefined ? {} : { setIdentifier: record.SetIdentifier }),
        ...(record.Weight === undefined ? {} : { weight: record.Weight }),
        ...(AliasTarget === undefined
            ? { ttl: record.TTL, values: ResourceRecords.flatMap(({ Value }) => Value ?? []) }
            : {
                  alias: {
                      dnsName: AliasTarget.DNSName ?? "",
                      zoneId: AliasTarget.HostedZoneId ?? "",
                      evaluateTargetHealth: AliasTarget.EvaluateTargetHealth === true,
                  },
              }),
    };
}

function withoutDot(name = ""): string {
    return name.replace(/\.$/, "");
}
