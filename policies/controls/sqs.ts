import type { Control } from "../control";
import { fail, judge } from "../judge";
import { judgeTls } from "../tls";

const queue = "aws:sqs/queue:Queue";

/** Queues: what schedules could not start. */
export const sqsControls: readonly Control[] = [
    {
        id: "SQS.1",
        title: "queues are encrypted at rest",
        alsoKnownAs: ["CKV_AWS_27", "sqs_queues_server_side_encryption_enabled", "AwsSolutions-SQS2"],
        level: "mandatory",
        types: [queue],
        check: (resource) =>
            resource.inputs.kmsMasterKeyId === undefined
                ? judge(resource, "sqsManagedSseEnabled", (value) => value === true, "they are not")
                : judge(resource, "kmsMasterKeyId", (value) => value !== "", "they are not"),
    },
    {
        id: "AwsSolutions-SQS4",
        title: "queues answer over TLS alone",
        alsoKnownAs: ["CKV_AWS_387"],
        level: "mandatory",
        types: [queue],
        check: ({ name, parent }, stack) => {
            const policy = stack
                .all("aws:sqs/queuePolicy:QueuePolicy")
                .find((each) => each.name === name && each.parent === parent);
            return policy === undefined ? fail("it has no QueuePolicy") : judgeTls(policy, "sqs:*");
        },
    },
];
