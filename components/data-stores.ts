import type * as dynamodb from "@pulumi/aws/dynamodb";
import type * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { formats } from "../aws/formats";
import type { TableDefinition } from "../aws/table-definition";
import { account, flag, listOf, object, recordOf, requireValid, text } from "./arguments";
import { dataTable, tableDefinition } from "./data-table";
import { privateBucket } from "./private-bucket";

/** Arguments of {@link DataStores}. */
export interface DataStoresArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** DynamoDB tables by what they hold: name, and how each is made. */
    readonly tables: Readonly<Record<string, NamedTable>>;

    /** Names of S3 buckets, by what they hold. */
    readonly buckets: Readonly<Record<string, string>>;

    /** How data is kept. */
    readonly settings: DataSettings;
}

/** A table, and how it is made. */
export interface NamedTable {
    /** Name of the table, unique in the account and region. */
    readonly table: string;

    /** How it is made. */
    readonly definition: TableDefinition;
}

/** How data is kept. */
export interface DataSettings {
    /** Tables can be restored to any second of the last 35 days; charged by what is stored. */
    readonly pointInTimeRecovery: boolean;

    /** Refuses to delete tables and buckets, and keeps them when they leave the program. */
    readonly protect: boolean;

    /** Other regions in which the tables are as well; buckets are in the stack's alone. */
    readonly replicaRegions: readonly string[];
}

/**
 * Tables and buckets that the stack makes for its application. Its permissions come from `TaskRoles`, by the same names, and
 * so do the variables that name them.
 */
export class DataStores extends pulumi.ComponentResource {
    /** DynamoDB tables, by what they hold. */
    public readonly tables: Readonly<Record<string, dynamodb.Table>>;

    /** S3 buckets, by what they hold. */
    public readonly buckets: Readonly<Record<string, s3.Bucket>>;

    constructor(name: string, args: DataStoresArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:data:DataStores", name, {}, opts);
        validate(args);
        const { pointInTimeRecovery, protect, replicaRegions } = args.settings;
        this.tables = mapEntries(args.tables, (table, key) =>
            dataTable(`${name}-${key}`, { ...table, pointInTimeRecovery, protect, replicaRegions }, { parent: this }),
        );
        this.buckets = mapEntries(
            args.buckets,
            (bucketName, key) =>
                privateBucket(`${name}-${key}`, { bucketName, partition: args.account.partition, protect }, { parent: this })
                    .bucket,
        );
        this.registerOutputs({});
    }
}

function mapEntries<T, U>(record: Readonly<Record<string, T>>, make: (value: T, key: string) => U): Record<string, U> {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));
}

function validate(args: DataStoresArgs): void {
    requireValid("DataStores", args, {
        account,
        tables: recordOf(object<NamedTable>({ table: text(formats.tableName), definition: tableDefinition })),
        buckets: recordOf(text(formats.bucketName)),
        settings: object({ pointInTimeRecovery: flag, protect: flag, replicaRegions: listOf(text(formats.region)) }),
    });
}
