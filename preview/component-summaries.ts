import type { Statement } from "../aws/iam-policy";
import { noDigest } from "../aws/image-digest";
import { readInputs, type ResourceQueries } from "./resource-queries";

/** What a reviewer looks for in one component. */
export interface ComponentSummary {
    /** Physical name. */
    readonly name?: string;

    /** Facts in the order in which they matter. */
    readonly details: readonly (string | undefined)[];
}

/** The container of the stack's task definition; undefined while its image is unknown. */
export interface Container {
    readonly image: string;
    readonly user: string;
    readonly readonlyRootFilesystem: boolean;
    readonly secrets: readonly { readonly name: string }[];
    readonly mountPoints: readonly { readonly containerPath: string }[];
}

/** What the terminal shows of each component, by type. A component without an entry shows its name only. */
export const componentSummaries: Readonly<Record<string, (view: ResourceQueries) => ComponentSummary>> = {
    "spotter:ec2:Network": (view) => {
        const vpc = view.own("awsx:ec2:Vpc");
        const network = readInputs(view.any("aws:ecs/service:Service")?.inputs).object("networkConfiguration");
        const { strategy = "none" } = (vpc?.inputs.natGateways ?? {}) as { strategy?: string };
        return {
            details: [
                vpc &&
                    `own VPC ${readInputs(vpc.inputs).text("cidrBlock")}, ${readInputs(vpc.inputs).text("numberOfAvailabilityZones")} zones`,
                vpc && `NAT ${strategy}`,
                network.flag("assignPublicIp") ? "tasks have public addresses" : "tasks have private addresses",
            ],
        };
    },
    "spotter:ecr:ImageRepository": (view) => {
        const repository = view.own("aws:ecr/repository:Repository");
        if (repository === undefined) {
            return { details: ["exists, not managed here"] };
        }
        const inputs = readInputs(repository.inputs);
        const policy = readInputs(view.own("aws:ecr/lifecyclePolicy:LifecyclePolicy")?.inputs).json("policy") as
            LifecyclePolicy | undefined;
        const moving = inputs.list("imageTagMutabilityExclusionFilters").map((filter) => filter.text("filter"));
        return {
            name: inputs.text("name"),
            details: [
                inputs.text("imageTagMutability")?.startsWith("IMMUTABLE") !== true
                    ? "mutable tags"
                    : moving.length > 0
                      ? `immutable tags but ${moving.join(", ")}`
                      : "immutable tags",
                inputs.object("imageScanningConfiguration").flag("scanOnPush") ? "scan on push" : "no scan",
                policy && `keeps ${policy.rules[0]?.selection.countNumber} images`,
                protection(view, "aws:ecr/repository:Repository"),
            ],
        };
    },
    "spotter:ecr:ContainerImage": (view) => {
        const image = view.own("docker:index/image:Image");
        if (image !== undefined) {
            const build = readInputs(image.inputs).object("build");
            return {
                name: readInputs(image.inputs).text("imageName")?.split("/").at(-1),
                details: [
                    `built from ${build.text("context")}`,
                    `stage ${build.text("target")}`,
                    build.text("platform"),
                    "cached by its own tag",
                ],
            };
        }
        const digest = findContainer(view)?.image.split("@")[1];
        return { details: [digest === undefined || digest === noDigest ? "no image yet" : digest.slice(0, 19)] };
    },
    "spotter:iam:TaskRoles": (view) => {
        const statements = view
            .all("aws:iam/rolePolicy:RolePolicy")
            .flatMap(
                ({ inputs }) => (readInputs(inputs).json("policy") as { Statement: Statement[] } | undefined)?.Statement ?? [],
            );
        const resources = (sid: string) =>
            statements.filter(({ Sid }) => Sid.startsWith(sid)).flatMap(({ Resource }) => Resource);
        return {
            name: `${view.all("aws:iam/role:Role").length} roles`,
            details: [
                `reads ${resources("ReadParameters")
                    .map((arn) => arn.replace(/^.*:parameter/, ""))
                    .join(", ")}`,
                counted(resources("UseTables").filter((arn) => !arn.endsWith("/index/*")).length, "table"),
                counted(resources("InvokeModels").length + resources("UseProfile").length, "model"),
                counted(resources("SendMail").length, "sender"),
            ],
        };
    },
    "spotter:ssm:AppParameters": (view) => {
        const managed = view.all("aws:ssm/parameter:Parameter").length;
        const secrets = findContainer(view)?.secrets.length;
        return {
            name: secrets === undefined ? undefined : `${secrets} variables`,
            details: [
                `${managed} managed here`,
                secrets === undefined ? undefined : `${secrets - managed} kept in SSM by somebody else`,
            ],
        };
    },
    "spotter:cloudwatch:LogGroup": (view) => {
        const group = readInputs(view.own("aws:cloudwatch/logGroup:LogGroup")?.inputs);
        return {
            name: group.text("name"),
            details: [`kept ${group.text("retentionInDays")} days`, protection(view, "aws:cloudwatch/logGroup:LogGroup")],
        };
    },
    "spotter:lb:LoadBalancer": (view) => {
        const balancer = readInputs(view.own("aws:lb/loadBalancer:LoadBalancer")?.inputs);
        const https = view.all("aws:lb/listener:Listener").find(({ inputs }) => inputs.protocol === "HTTPS");
        const health = readInputs(view.own("aws:lb/targetGroup:TargetGroup")?.inputs).object("healthCheck");
        return {
            name: balancer.text("name"),
            details: [
                https === undefined
                    ? "HTTP only"
                    : `80 ▸ 443, ${readInputs(https.inputs).text("sslPolicy")?.includes("TLS13") ? "TLS 1.3" : "old TLS"}`,
                `${health.text("path")} every ${health.text("interval")} s`,
                balancer.flag("enableDeletionProtection") ? "deletion protection" : undefined,
            ],
        };
    },
    "spotter:ecs:FargateService": (view) => {
        const service = readInputs(view.own("aws:ecs/service:Service")?.inputs);
        const container = findContainer(view);
        return {
            name: service.text("name"),
            details: [
                container && `user ${container.user}, ${container.readonlyRootFilesystem ? "read-only" : "writable"} root`,
                container && `writes ${container.mountPoints.map(({ containerPath }) => containerPath).join(", ")}`,
                `${service.text("healthCheckGracePeriodSeconds")} s grace`,
            ],
        };
    },
};

interface LifecyclePolicy {
    readonly rules: readonly { readonly selection: { readonly countNumber: number } }[];
}

/** The container of the stack's task definition, if its image is known. */
export function findContainer(view: Pick<ResourceQueries, "any">): Container | undefined {
    const definitions = readInputs(view.any("aws:ecs/taskDefinition:TaskDefinition")?.inputs).json("containerDefinitions");
    return Array.isArray(definitions) ? (definitions[0] as Container) : undefined;
}

function protection(view: ResourceQueries, type: string): string | undefined {
    return view.own(type)?.options.protect === true ? "protected" : undefined;
}

function counted(count: number, thing: string): string | undefined {
    return count === 0 ? undefined : `${count} ${thing}${count === 1 ? "" : "s"}`;
}
