import type { DnsRecord } from "../aws/route53";
import type { LiveLoadBalancer } from "./account";

/** Sum of the old weights while all requests go to the old balancer; 5 beside them are one request in twenty. */
export const oldWeight = 95;

/** What `aws route53 change-resource-record-sets` takes. */
export interface ChangeBatch {
    readonly Changes: readonly object[];
}

/**
 * The change that gives the old records weights that come to {@link oldWeight} for each type, in one step: between its parts no
 * one is without an answer. A CNAME becomes an alias, beside which another record can stand. Undefined where there is nothing to
 * change.
 */
export function toWeighted(records: readonly DnsRecord[], balancer: LiveLoadBalancer): ChangeBatch | undefined {
    const shares = records.map((record) => ({ record, ...share(record, records) }));
    const changes = shares.flatMap(({ record, weight, isDue }) => {
        const weighted = withWeight(record, weight, balancer);
        if (record.setIdentifier !== undefined && record.type !== "CNAME") {
            return isDue ? [{ Action: "UPSERT", ResourceRecordSet: weighted }] : [];
        }
        return [
            { Action: "DELETE", ResourceRecordSet: toRecordSet(record) },
            { Action: "CREATE", ResourceRecordSet: weighted },
        ];
    });
    return changes.length === 0 ? undefined : { Changes: changes };
}

/** The change that leads no request to the old records any more, and the one that takes it back. */
export function toEnd(records: readonly DnsRecord[], balancer: LiveLoadBalancer): Readonly<Record<"off" | "back", ChangeBatch>> {
    const change = (weightOf: (record: DnsRecord) => number) => ({
        Changes: records.map((record) => ({
            Action: "UPSERT",
            ResourceRecordSet: withWeight(record, weightOf(record), balancer),
        })),
    });
    return { off: change(() => 0), back: change((record) => share(record, records).weight) };
}

/** The change that takes records away. */
export function toRemoved(records: readonly DnsRecord[]): ChangeBatch {
    return { Changes: records.map((record) => ({ Action: "DELETE", ResourceRecordSet: toRecordSet(record) })) };
}

/** Its part of {@link oldWeight}; due unless the weights come to that already, or to nothing, as they do at the end of the move. */
function share({ type, weight }: DnsRecord, records: readonly DnsRecord[]): { readonly weight: number; readonly isDue: boolean } {
    const weights = records.filter((each) => each.type === type).map((each) => each.weight ?? oldWeight);
    const sum = weights.reduce((total, each) => total + each, 0);
    const part = sum === 0 ? 1 / weights.length : (weight ?? oldWeight) / sum;
    return { weight: Math.round(oldWeight * part), isDue: sum !== 0 && sum !== oldWeight };
}

/** The record with a weight; a CNAME of the balancer as an alias of it. */
function withWeight(record: DnsRecord, weight: number, balancer: LiveLoadBalancer): object {
    const { setIdentifier = balancer.name } = record;
    const alias = { dnsName: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false };
    const asAlias = record.type === "CNAME" ? { type: "A", alias } : {};
    return toRecordSet({ ...record, ...asAlias, setIdentifier, weight });
}

function toRecordSet({ name, type, setIdentifier, weight, alias, ttl, values = [] }: DnsRecord): object {
    return {
        Name: name,
        Type: type,
        ...(setIdentifier === undefined ? {} : { SetIdentifier: setIdentifier }),
        ...(weight === undefined ? {} : { Weight: weight }),
        ...(alias === undefined
            ? { TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) }
            : {
                  AliasTarget: {
                      HostedZoneId: alias.zoneId,
                      DNSName: alias.dnsName,
                      EvaluateTargetHealth: alias.evaluateTargetHealth,
                  },
              }),
    };
}
