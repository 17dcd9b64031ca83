import type { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import type { Store } from "../store";
import { newId, type Workout } from "../workout";

/** Workouts of a user lie together, sorted by date. */
export function workouts(
    client: DynamoDBDocument,
    TableName: string,
): Pick<Store, "addWorkout" | "workoutsOf" | "deleteWorkout"> {
    return {
        async addWorkout(userId, workout) {
            const dateAndId = `${workout.date}#${newId()}`;
            await client.put({ TableName, Item: { userId, dateAndId, ...workout } });
        },
        async workoutsOf(userId, atMost, before) {
            const { Items = [] } = await client.query({
                TableName,
                KeyConditionExpression: before === undefined ? "userId = :user" : "userId = :user AND dateAndId < :before",
                ExpressionAttributeValues: { ":user": userId, ":before": before },
                ScanIndexForward: false,
                Limit: atMost,
                ConsistentRead: true, // whoever adds a workout sees it on the next page
            });
            return Items.map(({ dateAndId, date, activity, minutes, note }) => {
                return { id: dateAndId, date, activity, minutes, note: note ?? "" } as Workout;
            });
        },
        async deleteWorkout(userId, dateAndId) {
            await client.delete({ TableName, Key: { userId, dateAndId } });
        },
    };
}
