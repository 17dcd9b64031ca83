import type { PreviewDocument, Resource } from "../../preview/document";
import type { Request } from "../support/resource-policy";
import { flowLogCalls, networkCalls } from "./network-calls";
import { group, text } from "./provider-row";
import { rowsBeside } from "./provider-rows-beside";
import { rowsOfServing } from "./provider-rows-serving";
import { accountId } from "./record-delivery";

/** A call that the provider makes for a resource, and whether it changes anything. */
export interface ProviderCall extends Omit<Request, "resource"> {
    /** ARNs that the call is about: it needs a permission for each. */
    readonly resources: readonly string[];
    readonly writes: boolean;
}

/** What is asked about resources of several kinds, each with tags of its own. */
const ofNetworks: Readonly<Record<string, typeof networkCalls>> = {
    "awsx:ec2:Vpc": networkCalls,
    "aws:ec2/flowLog:FlowLog": flowLogCalls,
};

/** Types that the provider asks nothing for that others do not, or that are made elsewhere. */
const silent = /^(?:spotter:|pulumi:|docker:|aws:acm\/certificateValidation:)/;

/**
 * Every call that the provider makes for a stack, as a preview in mode `update` has it.
 *
 * @throws when a type of resource has no row
 */
export function providerCalls({ stack, project, resources }: PreviewDocument): readonly ProviderCall[] {
    const nameOf = (type: string) => text(resources.find((resource) => resource.type === type)?.inputs.name);
    const names = { balancer: nameOf("aws:lb/loadBalancer:LoadBalancer"), cluster: nameOf("aws:ecs/cluster:Cluster") };
    const table = { ...rowsOfServing(names), ...rowsBeside(names) };
    const tags = (key: string) => ({ [`aws:${key}/Project`]: project, [`aws:${key}/Environment`]: stack });
    return resources
        .filter(({ type }) => !silent.test(type))
        .flatMap(({ type, inputs }) => {
            if (type in ofNetworks) {
                return ofNetworks[type]?.({ Project: project, Environment: stack }) ?? [];
            }
            const row = table[type];
            const copies = replicaCalls(type, inputs);
            if (row === undefined) {
                throw new Error(`${type} has no row in tests/delivery/provider-rows-*.ts`);
            }
            const on = row.on(inputs);
            const calls = (list: string, resourcesOf: readonly string[], context: Request["context"], writes: boolean) =>
                list
                    .split(" ")
                    .filter(Boolean)
                    .map((action) => ({
                        action,
                        resources: resourcesOf,
                        context: { ...context, ...moreContext(action, inputs) },
                        writes,
                    }));
            return [
                ...copies.flatMap(([list, resourcesOf]) => calls(list, resourcesOf, {}, true)),
                ...calls(row.makes, on, tags("RequestTag"), true),
                ...calls(row.changes, on, tags("ResourceTag"), true),
                ...calls(row.onAll ?? "", ["*"], tags("RequestTag"), true),
                ...calls(row.onGroup ?? "", group, tags("ResourceTag"), true),
                ...calls(row.reads, on, tags("ResourceTag"), false),
            ];
        });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html: in the region of each copy. */
function replicaCalls(type: string, { name, replicas = [] }: Resource["inputs"]): [list: string, on: string[]][] {
    const list =
        "dynamodb:CreateTable dynamodb:CreateTableReplica dynamodb:Scan dynamodb:Query dynamodb:UpdateItem dynamodb:PutItem " +
        "dynamodb:GetItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:DeleteTable dynamodb:DeleteTableReplica " +
        "dynamodb:UpdateTable dynamodb:UpdateContinuousBackups dynamodb:TagResource dynamodb:DescribeTable";
    const regions = type === "aws:dynamodb/table:Table" ? (replicas as readonly Resource["inputs"][]) : [];
    return regions.map(({ regionName }) => [list, [`arn:aws:dynamodb:${text(regionName)}:${accountId}:table/${text(name)}`]]);
}

/** What the conditions of some actions ask for beside tags. */
function moreContext(action: string, { name, permissionsBoundary }: Resource["inputs"]): Request["context"] {
    return {
        ...(action.startsWith("application-autoscaling:") ? { "application-autoscaling:service-namespace": "ecs" } : {}),
        ...(action === "route53:ChangeResourceRecordSets"
            ? { "route53:ChangeResourceRecordSetsNormalizedRecordNames": [text(name).replace(/\.$/, "").toLowerCase()] }
            : {}),
        ...(/^kms:(?:Encrypt|GenerateDataKey|Decrypt)$/.test(action) ? { "kms:ViaService": "ssm.us-east-1.amazonaws.com" } : {}),
        ...(/^kms:\w+Grant$/.test(action) ? { "kms:ViaService": "ecr.us-east-1.amazonaws.com" } : {}),
        ...(typeof permissionsBoundary === "string" ? { "iam:PermissionsBoundary": permissionsBoundary } : {}),
    };
}
