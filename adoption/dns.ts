import type { DnsRecord } from "../aws/route53";
import type { LiveAccount } from "./account";

/** Whether a record is an alias of a load balancer; the console writes `dualstack.` before its name. */
export function leadsTo(record: DnsRecord | undefined, dnsName: string): boolean {
    const plain = (name: string) =>
        name
            .toLowerCase()
            .replace(/\.$/, "")
            .replace(/^dualstack\./, "");
    return record?.alias !== undefined && plain(record.alias.dnsName) === plain(dnsName);
}

/** Records of the host name that send browsers somewhere: a simple one and a weighted one of a name can't stand side by side. */
export function findAddressRecords({ zone }: LiveAccount): readonly DnsRecord[] {
    return (zone?.records ?? []).filter(({ type }) => ["A", "AAAA", "CNAME"].includes(type));
}

/** Weight of the old record while all requests go to it; 5 beside it are one request in twenty. */
export const oldWeight = 95;

/**
 * The change that gives a record a weight, in one step: between its two halves no one is without an answer. Undefined where
 * there is nothing to change.
 *
 * @param setIdentifier what tells it from the stack's record
 */
export function toWeighted(records: readonly DnsRecord[], setIdentifier: string): object | undefined {
    const simple = records.filter((record) => record.setIdentifier === undefined);
    return simple.length === 0
        ? undefined
        : {
              Changes: simple.flatMap((record) => [
                  { Action: "DELETE", ResourceRecordSet: toRecordSet(record) },
                  {
                      Action: "CREATE",
                      ResourceRecordSet: { ...toRecordSet(record), SetIdentifier: setIdentifier, Weight: oldWeight },
                  },
              ]),
          };
}

/** The change that gives a weighted record another weight. */
export function withWeight(record: DnsRecord, weight: number): object {
    const { setIdentifier: SetIdentifier } = record;
    return { Changes: [{ Action: "UPSERT", ResourceRecordSet: { ...toRecordSet(record), SetIdentifier, Weight: weight } }] };
}

function toRecordSet({ name, type, alias, ttl, values = [] }: DnsRecord): object {
    return alias === undefined
        ? { Name: name, Type: type, TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) }
        : {
              Name: name,
              Type: type,
              AliasTarget: {
                  HostedZoneId: alias.zoneId,
                  DNSName: alias.dnsName,
                  EvaluateTargetHealth: alias.evaluateTargetHealth,
              },
          };
}
