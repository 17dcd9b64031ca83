import { toArn } from "../aws/account";
import { hostSuffix } from "../aws/regions";
import { facts, importedBy, type ServiceResources } from "./resource-type";

const secondsPerDay = 86_400;

/** Queues. */
export const sqs: ServiceResources = {
    types: {
        "aws:sqs/queue:Queue": {
            placeholder: ({ name }, account) => {
                const { partition, region, accountId } = account;
                const url = `https://sqs.${region}.${hostSuffix(partition)}/${accountId}/${String(name)}`;
                return { id: url, url, arn: toArn(account, "sqs", String(name)) };
            },
            describe: (inputs) => {
                const seconds = inputs.number("messageRetentionSeconds");
                return {
                    name: inputs.text("name"),
                    facts: facts(seconds !== undefined && `kept ${seconds / secondsPerDay} days`),
                };
            },
            importId: importedBy("sqs/queue", (state) => state.text("url")),
            forcesNew: ["fifoQueue", "name", "namePrefix"],
            holds: "messages",
        },
        "aws:sqs/queuePolicy:QueuePolicy": {
            placeholder: ({ queueUrl }) => ({ id: queueUrl }),
            describe: () => ({ facts: ["TLS alone"] }),
            importId: importedBy("sqs/queuepolicy", (state) => state.text("queueUrl")),
            forcesNew: ["queueUrl"],
        },
    },
};
