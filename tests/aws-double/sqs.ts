import { createHash } from "node:crypto";
import type { AccountState } from "./account";
import { refuse, type Answers } from "./protocol";

/** Queues of what schedules could not start: looking into one takes nothing out, as long as nothing is hidden from others. */
export function sqs(account: AccountState, endpoint: string): Answers {
    const nameOf = (url: unknown) => String(url).split("/").at(-1) ?? "";
    const missing = () => refuse("QueueDoesNotExist", "The specified queue does not exist.");
    return {
        GetQueueUrl: ({ QueueName }) => {
            const name = String(QueueName);
            const isKnown = account.deadLetters[name] !== undefined || account.findNamed("queue", name) !== undefined;
            return isKnown ? { QueueUrl: `${endpoint}/${account.accountId}/${name}` } : missing();
        },
        GetQueueAttributes: ({ QueueUrl }) => ({
            Attributes: { ApproximateNumberOfMessages: String((account.deadLetters[nameOf(QueueUrl)] ?? missing()).length) },
        }),
        ReceiveMessage: ({ QueueUrl, VisibilityTimeout }) => {
            if (VisibilityTimeout !== 0) {
                refuse("InvalidParameterValue", "others would not see it");
            }
            const messages = account.deadLetters[nameOf(QueueUrl)] ?? [];
            return {
                Messages: messages.map((attributes, at) => ({
                    MessageId: String(at),
                    Body: "{}",
                    MD5OfBody: createHash("md5").update("{}").digest("hex"),
                    MessageAttributes: Object.fromEntries(
                        Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: "String", StringValue }]),
                    ),
                })),
            };
        },
        ListQueueTags: ({ QueueUrl }) => ({ Tags: account.findNamed("queue", nameOf(QueueUrl)) ?? {} }),
    };
}
