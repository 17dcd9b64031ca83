import type { Control } from "../control";
import { taskDefinition } from "../containers";
import { cannotTell, failUnless, judge, pass, valueAt } from "../judge";
import { unknown } from "../../resources/resource";

const service = "aws:ecs/service:Service";
const cluster = "aws:ecs/cluster:Cluster";

/** Services, clusters and task definitions. */
export const ecsControls: readonly Control[] = [
    {
        id: "ECS.2",
        title: "tasks have no public address",
        alsoKnownAs: ["CKV_AWS_333", "ecs_service_no_assign_public_ip"],
        level: "advisory",
        types: [service],
        check: (resource) =>
            judge(resource, "networkConfiguration.assignPublicIp", (value) => value !== true, "its tasks have public addresses"),
    },
    {
        id: "ECS.3",
        title: "no task shares the processes of its host",
        alsoKnownAs: ["CKV_AWS_335", "ecs_task_definitions_host_namespace_not_shared"],
        level: "mandatory",
        types: [taskDefinition],
        check: (resource) => judge(resource, "pidMode", (value) => value !== "host", "pidMode is host"),
    },
    {
        id: "ECS.10",
        title: "services run on the latest Fargate platform",
        alsoKnownAs: ["CKV_AWS_332", "ecs_service_fargate_latest_platform_version"],
        level: "mandatory",
        types: [service],
        check: (resource) =>
            judge(
                resource,
                "platformVersion",
                (value) => value === undefined || value === "LATEST",
                (value) => `platformVersion is ${value}`,
            ),
    },
    {
        id: "ECS.12",
        title: "clusters have Container Insights",
        alsoKnownAs: ["CKV_AWS_65", "ecs_cluster_container_insights_enabled", "AwsSolutions-ECS4"],
        level: "advisory",
        types: [cluster],
        check: (resource) =>
            judge(
                resource,
                "settings",
                (settings) =>
                    Array.isArray(settings) &&
                    (settings as { name?: string; value?: string }[]).some(
                        ({ name, value = "" }) => name === "containerInsights" && /^(?:enabled|enhanced)$/.test(value),
                    ),
                "Container Insights is off: its metrics are charged",
            ),
    },
    {
        id: "ECS.13",
        title: "services, clusters and task definitions are tagged",
        alsoKnownAs: ["ECS.14", "ECS.15"],
        level: "mandatory",
        types: [service, cluster, taskDefinition],
        check: (resource, stack) => {
            const defaults = stack.all("pulumi:providers:aws").map((each) => valueAt(each, "defaultTags"));
            const given = [valueAt(resource, "tags"), ...defaults].filter((tags) => tags !== undefined);
            return given.length > 0 && given.every((tags) => tags === unknown)
                ? cannotTell("tags")
                : failUnless(given.length > 0, "it has no tags");
        },
    },
    {
        id: "ECS.17",
        title: "tasks have a network of their own",
        alsoKnownAs: ["ECS.1", "ecs_task_definitions_host_networking_mode_users"],
        level: "mandatory",
        types: [taskDefinition],
        check: (resource) =>
            judge(
                resource,
                "networkMode",
                (value) => value === "awsvpc",
                (value) => `networkMode is ${value}`,
            ),
    },
    {
        id: "CT.ECS.PR.7",
        title: "tasks have a limit of memory",
        alsoKnownAs: [],
        level: "mandatory",
        types: [taskDefinition],
        check: (resource) => judge(resource, "memory", (value) => value !== undefined, "memory is not set"),
    },
    {
        id: "CKV_AWS_249",
        title: "the execution role is another one than the task's",
        alsoKnownAs: [],
        level: "mandatory",
        types: [taskDefinition],
        check: (resource) => {
            const [execution, task] = [valueAt(resource, "executionRoleArn"), valueAt(resource, "taskRoleArn")];
            return execution === unknown || task === unknown
                ? cannotTell("a role's ARN")
                : failUnless(execution === undefined || execution !== task, "one role is both");
        },
    },
    {
        id: "CKV_AWS_223",
        title: "sessions of ECS Exec are logged and encrypted, where it is on",
        alsoKnownAs: ["CKV_AWS_224"],
        level: "advisory",
        types: [service],
        check: (resource, stack) => {
            const isOn = valueAt(resource, "enableExecuteCommand");
            if (isOn !== true) {
                return isOn === unknown ? cannotTell("enableExecuteCommand") : pass;
            }
            const command = stack.all(cluster).map((each) => valueAt(each, "configuration.executeCommandConfiguration"));
            if (command.includes(unknown)) {
                return cannotTell("executeCommandConfiguration");
            }
            const isLogged = command.some(
                (each) => typeof each === "object" && each !== null && "kmsKeyId" in each && "logConfiguration" in each,
            );
            return failUnless(isLogged, "a shell's session is neither logged nor encrypted by a key of the account's");
        },
    },
];
