import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Makes the application's two tables in an emulator of DynamoDB, with the keys that the application's own file gives. */
export async function makeTables(
    endpoint: string,
    names: { readonly users: string; readonly workouts: string },
    region = "us-east-1",
): Promise<void> {
    const { users, workouts } = JSON.parse(readFileSync(join("app", "tables.json"), "utf8")) as Tables;
    await make(endpoint, region, names.users, users);
    await make(endpoint, region, names.workouts, workouts);
}

interface Keys {
    readonly partitionKey: string;
    readonly sortKey: string;
}
interface Tables {
    readonly users: Keys & { readonly index: Keys & { readonly name: string } };
    readonly workouts: Keys;
}

async function make(
    endpoint: string,
    region: string,
    TableName: string,
    keys: Keys & { readonly index?: Keys & { readonly name: string } },
) {
    const { index } = keys;
    const named = [keys, ...(index === undefined ? [] : [index])].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
    const response = await fetch(endpoint, {
        method: "POST",
        headers: {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": "DynamoDB_20120810.CreateTable",
            authorization: `AWS4-HMAC-SHA256 Credential=emulator/20261125/${region}/dynamodb/aws4_request`, // keeps tables by region
        },
        body: JSON.stringify({
            TableName,
            BillingMode: "PAY_PER_REQUEST",
            AttributeDefinitions: named.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
            KeySchema: schemaOf(keys),
            ...(index === undefined
                ? {}
                : {
                      GlobalSecondaryIndexes: [
                          { IndexName: index.name, KeySchema: schemaOf(index), Projection: { ProjectionType: "ALL" } },
                      ],
                  }),
        }),
    });
    if (!response.ok) {
        throw new Error(`no table ${TableName}: ${await response.text()}`);
    }
}

function schemaOf({ partitionKey, sortKey }: Keys) {
    return [
        { AttributeName: partitionKey, KeyType: "HASH" },
        { AttributeName: sortKey, KeyType: "RANGE" },
    ];
}
