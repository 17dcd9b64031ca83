import type { PreviewDocument } from "../../preview/document";
import { withContainer, withJson, withResource, withStatement } from "../stacks/doctored";

export type Doctor = (document: PreviewDocument) => PreviewDocument;

export const web = (type: string) => `${type}::web`;
export const [service, cluster] = [web("aws:ecs/service:Service"), web("aws:ecs/cluster:Cluster")];
export const taskDefinition = web("aws:ecs/taskDefinition:TaskDefinition");
export const [balancer, targets] = [web("aws:lb/loadBalancer:LoadBalancer"), web("aws:lb/targetGroup:TargetGroup")];
export const [http, https] = ["aws:lb/listener:Listener::web-http", "aws:lb/listener:Listener::web-https"];
export const [repository, logs] = [web("aws:ecr/repository:Repository"), web("aws:cloudwatch/logGroup:LogGroup")];
export const albIngress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http";
export const taskIngress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb-3000";
export const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https";
export const [alb, tasks] = ["aws:ec2/securityGroup:SecurityGroup::web-alb", "aws:ec2/securityGroup:SecurityGroup::web-tasks"];
export const [execution, parameter] = ["aws:iam/role:Role::web-execution", "aws:ssm/parameter:Parameter::extra"];

export const table = "aws:dynamodb/table:Table::extra";
export const ofKey = "aws:kms/key:Key::extra";
export const queue = "aws:sqs/queue:Queue::extra";
export const ofBucket = (type: string) => `aws:s3/${type}::extra`;

export const set = (key: string, inputs: Record<string, unknown>): Doctor => {
    return (document) => withResource(document, key, (draft) => Object.assign(draft.inputs, inputs));
};
export const unset = (key: string, input: string): Doctor => {
    return (document) => withResource(document, key, (draft) => void Reflect.deleteProperty(draft.inputs, input));
};
export const without = (type: string): Doctor => {
    return (document) => ({ ...document, resources: document.resources.filter((each) => each.type !== type) });
};
export const container = (changes: Record<string, unknown>): Doctor => {
    return (document) => withContainer(document, (each) => Object.assign(each, changes));
};
export const image = (end: string): Doctor => {
    return (document) => withContainer(document, (each) => (each.image = each.image.replace(/@.*/, end)));
};
export const statement = (sid: string, changes: object): Doctor => {
    return (document) => withStatement(document, sid, (each) => Object.assign(each, changes));
};
export const trust = (change: (statement: { Principal: object; Condition: Record<string, object> }) => void): Doctor => {
    return (document) =>
        withJson(document, execution, "assumeRolePolicy", (policy) => {
            (policy as { Statement: Parameters<typeof change>[0][] }).Statement.forEach(change);
        });
};
export const admitting = (Principal: unknown, Condition?: object): Doctor => {
    return set(ofKey, { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Condition }] }) });
};
export const arn = (rest: string) => `arn:aws:${rest}`;
export const model = {
    Action: "bedrock:InvokeModel",
    Resource: arn("bedrock:*::foundation-model/anthropic.claude-sonnet-4-v1:0"),
};
