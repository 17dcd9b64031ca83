import { toArn } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, type ServiceResources } from "./resource-type";

/** Topics, and who is told. */
export const sns: ServiceResources = {
    types: {
        "aws:sns/topic:Topic": {
            placeholder: ({ name }, account) => {
                const arn = toArn(account, "sns", String(name));
                return { id: arn, arn };
            },
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: [inputs.has("kmsMasterKeyId") ? "customer key" : "not encrypted at rest"],
            }),
            importId: importedBy("sns/topic", (state) => state.text("arn")),
            forcesNew: ["fifoTopic", "name", "namePrefix"],
        },
        "aws:sns/topicPolicy:TopicPolicy": {
            placeholder: ({ arn }) => ({ id: arn }),
            describe: (inputs) => ({ facts: facts(describePublishers(inputs.json("policy").list("Statement"))) }),
            importId: importedBy("sns/topicpolicy", (state) => state.text("arn")),
            forcesNew: ["arn"],
        },
        "aws:sns/topicSubscription:TopicSubscription": {
            placeholder: ({ topic }) => {
                const arn = `${String(topic)}:00000000-0000-0000-0000-000000000000`;
                return { id: arn, arn };
            },
            describe: (inputs) => ({ name: inputs.text("endpoint"), facts: facts(inputs.text("protocol")) }),
            importId: importedBy("sns/topicsubscription", (state) => state.text("arn")),
            forcesNew: ["endpoint", "protocol", "topic"],
        },
    },
};

/** `from cloudwatch.amazonaws.com, events.amazonaws.com` */
function describePublishers(statements: readonly Inputs[]): string | undefined {
    const services = statements.flatMap((statement) => statement.object("Principal").text("Service") ?? []);
    return services.length === 0 ? undefined : `from ${services.join(", ")}`;
}
