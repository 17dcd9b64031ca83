import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import type { Adapter } from "next-auth/adapters";
import type { Credentials, Store } from "../store";

/**
 * Users with a password. The adapter's items have no unique address and are found by an index that lags; a password is
 * an item of its own under the address, written only where there is none, and read consistently.
 */
export function users(client: DynamoDBDocument, TableName: string, adapter: Adapter): Pick<Store, "register" | "credentialsOf"> {
    const keyOf = (email: string) => ({ pk: `PASSWORD#${email}`, sk: `PASSWORD#${email}` });
    return {
        async register({ name, email, passwordHash }) {
            if (await adapter.getUserByEmail?.(email)) {
                return "taken";
            }
            const id = crypto.randomUUID();
            const user = { id, name, email };
            try {
                await client.put({
                    TableName,
                    Item: { ...keyOf(email), type: "PASSWORD", user, passwordHash },
                    ConditionExpression: "attribute_not_exists(pk)",
                });
            } catch (error) {
                if (error instanceof ConditionalCheckFailedException) {
                    return "taken";
                }
                throw error;
            }
            // As the adapter writes a user, which it would give another id.
            const address = `USER#${email}`;
            const Item = { ...user, emailVerified: null, pk: `USER#${id}`, sk: `USER#${id}`, type: "USER" };
            await client.put({ TableName, Item: { ...Item, GSI1PK: address, GSI1SK: address } });
            return "registered";
        },
        async credentialsOf(email) {
            const { Item } = await client.get({ TableName, Key: keyOf(email), ConsistentRead: true });
            return Item as Credentials | undefined;
        },
    };
}
