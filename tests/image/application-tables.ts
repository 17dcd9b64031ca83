import { readTableDefinitions } from "../../config/table-definitions";
import { toRequest } from "../browser/dynamodb";

/** Makes the application's two tables in an emulator of DynamoDB, with the keys that the application's own file gives. */
export async function makeTables(
    endpoint: string,
    names: { readonly users: string; readonly workouts: string },
    region = "us-east-1",
): Promise<void> {
    const { users, workouts } = readTableDefinitions("app/parameters.json", ".");
    for (const [name, definition] of [
        [names.users, users],
        [names.workouts, workouts],
    ] as const) {
        if (definition === undefined) {
            throw new Error(`app/tables.json does not say how ${name} is made`);
        }
        const response = await fetch(endpoint, {
            method: "POST",
            headers: {
                "content-type": "application/x-amz-json-1.0",
                "x-amz-target": "DynamoDB_20120810.CreateTable",
                authorization: `AWS4-HMAC-SHA256 Credential=emulator/20261125/${region}/dynamodb/aws4_request`, // keeps tables by region
            },
            body: JSON.stringify(toRequest(name, definition)),
        });
        if (!response.ok) {
            throw new Error(`no table ${name}: ${await response.text()}`);
        }
    }
}
