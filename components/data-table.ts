import * as dynamodb from "@pulumi/aws/dynamodb";
import type * as pulumi from "@pulumi/pulumi";
import { attributeTypes, keyAttributes, type KeyAttribute, type TableDefinition, type TableKeys } from "../aws/table-definition";
import { createFirst, keptStream } from "./replacement";
import { given, object, oneOf, optional, recordOf, type Check } from "./arguments";

/** Arguments of {@link dataTable}. */
export interface DataTableArgs {
    /** Name of the table, unique in the account and region. */
    readonly table: string;

    /** How it is made. */
    readonly definition: TableDefinition;

    /** It can be restored to any second of the last 35 days. */
    readonly pointInTimeRecovery: boolean;

    /** AWS refuses to delete it, and Pulumi too; it stays when it leaves the program. */
    readonly protect: boolean;

    /** Other regions in which it is as well, each a copy that may be written to. */
    readonly replicaRegions: readonly string[];
}

/**
 * A DynamoDB table on demand: nothing is paid for but requests and what is stored. In several regions it is one global table, of
 * which the last write of an item wins, wherever it was made.
 */
export function dataTable(name: string, args: DataTableArgs, opts: pulumi.CustomResourceOptions): dynamodb.Table {
    const { table, definition, pointInTimeRecovery, protect, replicaRegions } = args;
    const { partitionKey, sortKey, indexes, timeToLive } = definition;
    return new dynamodb.Table(
        name,
        {
            name: table,
            billingMode: "PAY_PER_REQUEST",
            hashKey: partitionKey.name,
            rangeKey: sortKey?.name,
            attributes: keyAttributes(definition).map((each) => ({ ...each })),
            globalSecondaryIndexes: Object.entries(indexes).map(([index, keys]) => ({
                name: index,
                keySchemas: [
                    { attributeName: keys.partitionKey.name, keyType: "HASH" },
                    ...(keys.sortKey === undefined ? [] : [{ attributeName: keys.sortKey.name, keyType: "RANGE" }]),
                ],
                projectionType: "ALL",
            })),
            ...(timeToLive === undefined ? {} : { ttl: { enabled: true, attributeName: timeToLive } }),
            pointInTimeRecovery: { enabled: pointInTimeRecovery },
            deletionProtectionEnabled: protect,
            ...(replicaRegions.length === 0 ? {} : replicate(args)),
        },
        // AWS refuses one with other keys, as the name is taken, and the items stay.
        { ...opts, protect, retainOnDelete: protect, ...createFirst, ...(replicaRegions.length === 0 ? keptStream : {}) },
    );
}

/** DynamoDB carries changes over by the table's stream. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_reqs_bestpractices.html */
function replicate({
    replicaRegions,
    pointInTimeRecovery,
    protect,
}: DataTableArgs): Pick<dynamodb.TableArgs, "streamEnabled" | "streamViewType" | "replicas"> {
    return {
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        replicas: replicaRegions.map((regionName) => ({
            regionName,
            pointInTimeRecovery,
            deletionProtectionEnabled: protect,
            propagateTags: true,
        })),
    };
}

const attribute = object<KeyAttribute>({ name: given, type: oneOf(attributeTypes) });
const keys = { partitionKey: attribute, sortKey: optional(attribute) };

/** Names of attributes and indexes are DynamoDB's to refuse. */
export const tableDefinition: Check<TableDefinition> = object<TableDefinition>({
    ...keys,
    indexes: recordOf(object<TableKeys>(keys)),
    timeToLive: optional(given),
});
