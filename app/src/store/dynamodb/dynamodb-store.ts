import { DynamoDBAdapter } from "@auth/dynamodb-adapter";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import type { Adapter } from "next-auth/adapters";
import type { DynamoSettings } from "@/environment/sections";
import { tables } from "./tables";
import { users } from "./users";
import { workouts } from "./workouts";
import type { Store } from "../store";

/** The store on AWS. The tables' keys are `tables.json`; the application never changes the tables themselves. */
export function dynamodbStore({ region, usersTable, workoutsTable }: DynamoSettings): Store {
    // A page waits for these calls, and the SDK's own timeouts are minutes.
    const requestHandler = { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true };
    const client = DynamoDBDocument.from(new DynamoDBClient({ region, requestHandler, maxAttempts: 3 }), {
        marshallOptions: { convertEmptyValues: true, removeUndefinedValues: true, convertClassInstanceToMap: true },
    });
    const { partitionKey, sortKey, indexes } = tables.users;
    const adapter = DynamoDBAdapter(client, {
        tableName: usersTable,
        partitionKey,
        sortKey,
        indexName: "GSI1",
        indexPartitionKey: indexes.GSI1.partitionKey,
        indexSortKey: indexes.GSI1.sortKey,
    }) as Adapter;
    return {
        adapter,
        ...users(client, usersTable, adapter),
        ...workouts(client, workoutsTable),
        async check() {
            // Reads of nothing: they need what the pages need, and DescribeTable has a lower limit.
            await client.get({ TableName: usersTable, Key: { [partitionKey]: "CHECK", [sortKey]: "CHECK" } });
            const { workouts } = tables;
            const Key = { [workouts.partitionKey]: "CHECK", [workouts.sortKey]: "CHECK" };
            await client.get({ TableName: workoutsTable, Key });
        },
    };
}
