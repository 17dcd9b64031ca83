import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import type { NamedResource } from "./named-resources";

/** A run that Scheduler could not start: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
export interface MissedRun {
    /** When it was due, as Scheduler writes it. */
    readonly dueAt?: string;

    /** Why it was not started, in the words of AWS. */
    readonly reason: string;
}

/** What is in a queue of runs that were missed. */
export interface DeadLetters {
    /** As far as SQS knows. */
    readonly count: number;

    /** Some of them: SQS chooses which. */
    readonly runs: readonly MissedRun[];
}

/** Messages that one call gets, at most. */
const messagesPerCall = 10;

/** Looks into a queue, and leaves it as it is. Undefined where there is none. */
export function readDeadLetters(clients: Clients, queue: string): Promise<DeadLetters | undefined> {
    return undefinedIfMissing(async () => {
        const sqs = await clients.sqs();
        const { QueueUrl } = await sqs.getQueueUrl({ QueueName: queue });
        const { Attributes = {} } = await sqs.getQueueAttributes({
            QueueUrl,
            AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        });
        const count = Object.values(Attributes).reduce((sum, each) => sum + Number(each), 0);
        if (count === 0) {
            return { count, runs: [] };
        }
        // Without a time in which others don't see them, so that nothing is taken out.
        const { Messages = [] } = await sqs.receiveMessage({
            QueueUrl,
            VisibilityTimeout: 0,
            MaxNumberOfMessages: messagesPerCall,
            MessageAttributeNames: ["All"],
        });
        const runs = Messages.map(({ MessageAttributes = {} }) => {
            const [code, message, dueAt] = ["ERROR_CODE", "ERROR_MESSAGE", "SCHEDULED_TIME"].map(
                (key) => MessageAttributes[key]?.StringValue,
            );
            const reason = [code, message].filter((text) => text !== undefined).join(": ");
            return { reason: reason === "" ? "Scheduler gives no reason" : reason, ...(dueAt === undefined ? {} : { dueAt }) };
        });
        return { count, runs: runs.sort((a, b) => (b.dueAt ?? "").localeCompare(a.dueAt ?? "")) };
    });
}

export async function findNamedQueue(clients: Clients, name: string): Promise<NamedResource | undefined> {
    const sqs = await clients.sqs();
    const found = await undefinedIfMissing(() => sqs.getQueueUrl({ QueueName: name }));
    const { QueueUrl } = found ?? {};
    if (QueueUrl === undefined) {
        return undefined;
    }
    const { Tags = {} } = await sqs.listQueueTags({ QueueUrl });
    return { id: QueueUrl, tags: Tags };
}
