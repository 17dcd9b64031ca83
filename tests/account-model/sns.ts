import type { ServiceModel } from "./type-model";

export const types = {
    topic: "aws:sns/topic:Topic",
    policy: "aws:sns/topicPolicy:TopicPolicy",
    subscription: "aws:sns/topicSubscription:TopicSubscription",
} as const;

/** Topics. A create answers with the topic of the same name; a subscription waits for whoever has the address. */
export const sns: ServiceModel = {
    [types.topic]: {
        defaults: { contentBasedDeduplication: false, fifoTopic: false },
        chosen: () => ({ namePrefix: "", policy: "{}", signatureVersion: 0, tracingConfig: "" }),
        isTagged: true,
        takeOver: "as it is",
        owned: ({ id }, things) =>
            [types.policy, types.subscription].flatMap((type) =>
                things.list(type).filter(({ properties }) => [properties.arn, properties.topic].includes(id)),
            ),
    },
    [types.policy]: { json: ["policy"] },
    [types.subscription]: {
        defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
        outputs: () => ({ pendingConfirmation: true }),
        unread: ["confirmationTimeoutInMinutes", "endpointAutoConfirms"],
    },
};
