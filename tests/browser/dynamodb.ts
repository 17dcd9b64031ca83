import { once } from "node:events";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readTableDefinitions } from "../../config/table-definitions";
import { keyAttributes, type TableDefinition, type TableKeys } from "../../aws/table-definition";

/** A DynamoDB in this process, with the application's tables made from `app/tables.json`. */
export class DynamoDb {
    /** Actions that the role of the application lacks, from now on. */
    public readonly denied = new Set<string>();

    private constructor(
        public readonly endpoint: string,
        private readonly server: Server,
    ) {}

    public static async start(): Promise<DynamoDb> {
        const { default: dynalite } = await import("dynalite");
        const server = dynalite({ createTableMs: 0 }).listen(0, "127.0.0.1");
        await once(server, "listening");
        const dynamodb = new DynamoDb(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
        dynamodb.standBefore();
        for (const [name, definition] of Object.entries(readTableDefinitions("app/parameters.json", "."))) {
            await dynamodb.call("CreateTable", toRequest(`test-${name}`, definition));
        }
        return dynamodb;
    }

    /** What the application is told. Its credentials come from elsewhere, as a task's do. */
    public get variables() {
        return {
            AWS_REGION: "us-east-1",
            DYNAMODB_USERS_TABLE: "test-users",
            DYNAMODB_WORKOUTS_TABLE: "test-workouts",
            AWS_ENDPOINT_URL_DYNAMODB: this.endpoint,
        };
    }

    public async items(table: string): Promise<Record<string, unknown>[]> {
        const { Items } = (await this.call("Scan", { TableName: table })) as { Items: Record<string, unknown>[] };
        return Items;
    }

    public async call(action: string, body: object): Promise<unknown> {
        const signature =
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
        const answer = await fetch(this.endpoint, {
            method: "POST",
            headers: {
                "content-type": "application/x-amz-json-1.0",
                "x-amz-target": `DynamoDB_20120810.${action}`,
                "x-amz-date": "20260101T000000Z",
                authorization: signature,
            },
            body: JSON.stringify(body),
        });
        const text = await answer.text();
        if (!answer.ok) {
            throw new Error(`${action}: ${text}`);
        }
        return JSON.parse(text);
    }

    private standBefore(): void {
        const answers = this.server.listeners("request") as RequestListener[];
        this.server.removeAllListeners("request");
        this.server.on("request", (request: IncomingMessage, response: ServerResponse) => {
            const action = String(request.headers["x-amz-target"]).replace("DynamoDB_20120810.", "");
            if (this.denied.has(action)) {
                response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
                response.end(
                    JSON.stringify({ __type: "com.amazon.coral.service#AccessDeniedException", message: denial(action) }),
                );
            } else {
                answers.forEach((answer) => answer.call(this.server, request, response));
            }
        });
    }

    public stop(): void {
        this.server.close();
        this.server.closeAllConnections();
    }
}

/** As AWS words it: with account, role and table. */
const denial = (action: string) =>
    `User: arn:aws:sts::111122223333:assumed-role/TaskRole/abc is not authorized to perform: dynamodb:${action} on resource: ` +
    "arn:aws:dynamodb:us-east-1:111122223333:table/test-users because no identity-based policy allows it";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export function toRequest(TableName: string, definition: TableDefinition): object {
    const indexes = Object.entries(definition.indexes).map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: toSchema(keys),
        Projection: { ProjectionType: "ALL" },
    }));
    return {
        TableName,
        AttributeDefinitions: keyAttributes(definition).map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
        KeySchema: toSchema(definition),
        BillingMode: "PAY_PER_REQUEST",
        ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
    };
}

function toSchema({ partitionKey, sortKey }: TableKeys): object[] {
    const range = sortKey === undefined ? [] : [{ AttributeName: sortKey.name, KeyType: "RANGE" }];
    return [{ AttributeName: partitionKey.name, KeyType: "HASH" }, ...range];
}
