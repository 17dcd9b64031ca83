import type { AccountState } from "./account";
import { elements, refuse, xml, type Answers, type Input } from "./protocol";

type Tags = Readonly<Record<string, string>>;

const arnOf = (type: string, name: string) => `arn:aws:made-up:us-east-1:123456789012:${type}/${name}`;

/**
 * What exists under a name, and its tags.
 *
 * @param others answers of the services, for the questions that are about more than a name
 */
export function names(account: AccountState, others: Answers): Answers {
    const find = (type: string, name: unknown) => account.findNamed(type, String(name));
    const found = (type: string, name: unknown): Tags => find(type, name) ?? refuse("NotFoundException", "There is none.");
    return {
        ListTagsForResource: ({ ResourceId, resourceArn, ResourceARN, ResourceArn }) => {
            if (ResourceArn !== undefined) {
                return { Tags: upper(found("schedule group", (ResourceArn as string).split("/")[1])) };
            }
            if (ResourceARN !== undefined) {
                return { Tags: upper(found("alarm", (ResourceARN as string).split(":alarm:")[1])) };
            }
            if (ResourceId !== undefined) {
                return { TagList: upper(account.findParameter(ResourceId as string)?.tags ?? {}) };
            }
            const [, type = "", name = ""] = /:(log-group|repository)[:/](.*)$/.exec(String(resourceArn)) ?? [];
            const tags = found(type, name);
            return { tags: type === "repository" ? upper(tags) : tags };
        },
        DescribeLogGroups: ({ logGroupNamePrefix: logGroupName }) => ({
            logGroups: find("log-group", logGroupName) === undefined ? [] : [{ logGroupName }],
        }),
        DescribeRepositories: ({ repositoryNames: [name = ""] = [] }: Input & { readonly repositoryNames?: string[] }) => {
            found("repository", name);
            return { repositories: [{ repositoryName: name, repositoryArn: arnOf("repository", name) }] };
        },
        GetRole: ({ RoleName }) => {
            const tags = Object.entries(found("role", RoleName)).map(([Key, Value]) => elements({ Key, Value }));
            return xml("GetRole", "iam", `<Role>${list("Tags", tags)}</Role>`);
        },
        GetRolePolicy: ({ RoleName, PolicyName }) => {
            found("role-policy", `${RoleName as string}/${PolicyName as string}`);
            return xml("GetRolePolicy", "iam", elements({ PolicyName: PolicyName as string }));
        },
        DescribeClusters: ({ clusters: [name = ""] = [] }: Input & { readonly clusters?: string[] }) => {
            const tags = find("cluster", name);
            return { clusters: tags === undefined ? [] : [{ clusterName: name, status: "ACTIVE", tags: lower(tags) }] };
        },
        DescribeServices: (input) => {
            const { cluster, services: [name = ""] = [] } = input as { cluster?: string; services?: string[] };
            if (input.include === undefined) {
                return others.DescribeServices?.(input) ?? {};
            }
            const tags = find("service", `${cluster ?? ""}/${name}`);
            return { services: tags === undefined ? [] : [{ serviceName: name, status: "ACTIVE", tags: lower(tags) }] };
        },
        DescribeLoadBalancers: (input) => {
            const name = input["Names.member.1"];
            if (name === undefined) {
                return others.DescribeLoadBalancers?.(input) ?? {};
            }
            found("load balancer", name);
            const LoadBalancerArn = arnOf("loadbalancer", name as string);
            return xml("DescribeLoadBalancers", "elasticloadbalancing", list("LoadBalancers", [elements({ LoadBalancerArn })]));
        },
        DescribeTags: (input) => {
            const arn = String(input["ResourceArns.member.1"]);
            const named = find("load balancer", arn.split("/").at(-1));
            if (named === undefined) {
                return others.DescribeTags?.(input) ?? {};
            }
            const tags = Object.entries(named);
            const description =
                elements({ ResourceArn: arn }) +
                list(
                    "Tags",
                    tags.map(([Key, Value]) => elements({ Key, Value })),
                );
            return xml("DescribeTags", "elasticloadbalancing", list("TagDescriptions", [description]));
        },
    };
}

function list(name: string, members: readonly string[]): string {
    return `<${name}>${members.map((member) => `<member>${member}</member>`).join("")}</${name}>`;
}

const upper = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const lower = (tags: Tags) => Object.entries(tags).map(([key, value]) => ({ key, value }));
