import type { ServiceModel } from "./type-model";

export const types = { queue: "aws:sqs/queue:Queue", policy: "aws:sqs/queuePolicy:QueuePolicy" } as const;

/** Queues. A create answers with the queue of the same name. */
export const sqs: ServiceModel = {
    [types.queue]: {
        defaults: {
            contentBasedDeduplication: false,
            delaySeconds: 0,
            fifoQueue: false,
            maxMessageSize: 262_144,
            messageRetentionSeconds: 345_600,
            receiveWaitTimeSeconds: 0,
            visibilityTimeoutSeconds: 30,
        },
        chosen: () => ({
            deduplicationScope: "",
            fifoThroughputLimit: "",
            kmsDataKeyReusePeriodSeconds: 300,
            namePrefix: "",
            policy: "",
            redriveAllowPolicy: "",
            redrivePolicy: "",
            sqsManagedSseEnabled: true,
        }),
        isTagged: true,
        takeOver: "as it is",
        owned: ({ id }, things) => things.list(types.policy).filter(({ properties }) => properties.queueUrl === id),
    },
    [types.policy]: { json: ["policy"] },
};
