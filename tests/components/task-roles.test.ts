import * as assert from "node:assert/strict";
import type { AppAccess } from "../../components/app-access";
import { ImageRepository } from "../../components/image-repository";
import { taskTrustPolicy } from "../../components/task-policies";
import type { RoleSettings } from "../../components/role";
import { TaskRoles } from "../../components/task-roles";
import { account, build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

const usual: AppAccess = {
    tables: { users: "spotter-users" },
    buckets: { uploads: "spotter-uploads" },
    bedrock: { models: ["amazon.titan-text-lite-v1"], profiles: ["us.anthropic.claude-sonnet-4-v1:0"] },
    mail: { identity: "example.com", sender: "no-reply@example.com" },
    statements: [
        {
            sid: "SendJobs",
            actions: ["sqs:SendMessage"],
            resources: ["arn:aws:sqs:us-east-1:123456789012:spotter-jobs"],
            conditions: undefined,
        },
    ],
};
const nothing: AppAccess = { tables: {}, buckets: {}, bedrock: { models: [], profiles: [] }, mail: undefined, statements: [] };

const unbound: RoleSettings = { permissionsBoundary: undefined, rolePath: "/" };

interface Change {
    readonly access?: AppAccess;
    readonly kmsKeyArn?: string;
    readonly enableExecuteCommand?: boolean;
    readonly roles?: RoleSettings;
    readonly images?: readonly string[];
    readonly references?: readonly string[];
}

/** Makes the roles of a task; a test changes what it is about. */
function make({
    access = usual,
    roles = unbound,
    kmsKeyArn,
    images = [],
    references = [],
    enableExecuteCommand = false,
}: Change): TaskRoles {
    const repository = new ImageRepository("web", {
        account,
        names: { repository: "spotter-app" },
        settings: { existing: true, keepImages: 30, kmsKeyArn: undefined, protect: true },
    });
    return new TaskRoles("web", {
        account,
        names: {
            executionRole: "Execution",
            executionPolicy: "Read",
            taskRole: "Task",
            taskPolicy: "Use",
            logGroup: "/ecs/spotter-app",
        },
        repository,
        sidecarImages: images,
        parameters: { prefix: "/spotter-app", kmsKeyArn, references },
        access,
        roles,
        enableExecuteCommand,
    });
}

const rolesWith = (change: Change) => build(() => make(change));

const sidsOf = (policy: unknown) => (policy as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);

describe("TaskRoles", () => {
    for (const mode of modes) {
        it(`makes two roles and three policies (${mode})`, async () => {
            const resources = await build(() => make({}), mode);
            assert.deepEqual(childrenOf(resources, "spotter:iam:TaskRoles::web"), [
                "aws:iam/role:Role::web-execution",
                "aws:iam/role:Role::web-task",
                "aws:iam/rolePolicy:RolePolicy::web-pull-and-log",
                "aws:iam/rolePolicy:RolePolicy::web-read-parameters",
                "aws:iam/rolePolicy:RolePolicy::web-use-services",
            ]);
            assert.equal(resources.length, 7); // and the repository
        });

        it(`makes no policy without statements (${mode})`, async () => {
            const resources = await build(() => make({ access: nothing }), mode);
            assert.deepEqual(childrenOf(resources, "spotter:iam:TaskRoles::web"), [
                "aws:iam/role:Role::web-execution",
                "aws:iam/role:Role::web-task",
                "aws:iam/rolePolicy:RolePolicy::web-pull-and-log",
                "aws:iam/rolePolicy:RolePolicy::web-read-parameters",
            ]);
        });
    }

    it("gives both roles the same trust, and no managed policy", async () => {
        const resources = await rolesWith({});
        const assumeRolePolicy = taskTrustPolicy(account);
        assert.deepEqual(inputsOf(resources, role, "web-execution"), { name: "Execution", assumeRolePolicy });
        assert.deepEqual(inputsOf(resources, role, "web-task"), { name: "Task", assumeRolePolicy });
    });

    it("bounds both roles, and gives them a path, where an organisation demands it", async () => {
        const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
        const resources = await rolesWith({ roles: { permissionsBoundary, rolePath: "/teams/web/" } });
        for (const name of ["web-execution", "web-task"]) {
            const inputs = inputsOf(resources, role, name);
            assert.deepEqual([inputs.permissionsBoundary, inputs.path], [permissionsBoundary, "/teams/web/"]);
        }
    });

    it("gives each policy to the role that needs it", async () => {
        const resources = await rolesWith({});
        const policies = resources.filter(({ type }) => type === rolePolicy);
        assert.deepEqual(
            policies.map(({ name, inputs, options }) => [name, inputs.name, inputs.role, options.dependsOn]),
            [
                ["web-pull-and-log", "pull-and-log", "Execution", [`${role}::web-execution`]],
                ["web-read-parameters", "Read", "Execution", [`${role}::web-execution`]],
                ["web-use-services", "Use", "Task", [`${role}::web-task`]],
            ],
        );
        assert.deepEqual(
            policies.map(({ inputs }) => sidsOf(jsonOf(inputs, "policy"))),
            [
                ["LogInToRegistry", "PullImage", "WriteLogs"],
                ["ReadParameters"],
                [
                    "UseTables",
                    "ListBuckets",
                    "UseObjects",
                    "InvokeModels",
                    "UseProfile1",
                    "InvokeThroughProfile1",
                    "SendMail",
                    "SendJobs",
                ],
            ],
        );
    });

    it("lets ECS open a shell only where it is to", async () => {
        const resources = await rolesWith({ access: nothing, enableExecuteCommand: true });
        const { inputs } = resourceOf(resources, rolePolicy, "web-use-services");
        assert.deepEqual((jsonOf(inputs, "policy") as { Statement: object[] }).Statement, [
            {
                Sid: "OpenShell",
                Effect: "Allow",
                Action: [
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ],
                Resource: "*",
            },
        ]);
    });

    it("lets the execution role pull sidecars from private registries alone, and read the secrets that they name", async () => {
        const digest = `@sha256:${"0".repeat(64)}`;
        const resources = await rolesWith({
            images: [
                `public.ecr.aws/acme/otel${digest}`,
                `otel/collector:1${digest}`,
                `210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/otel:v1${digest}`,
                `123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter-app${digest}`,
            ],
            references: ["arn:aws:secretsmanager:us-east-1:123456789012:secret:acme-AbCdEf"],
        });
        const statements = (name: string) =>
            (
                jsonOf(resourceOf(resources, rolePolicy, name).inputs, "policy") as {
                    Statement: { Sid: string; Resource: unknown }[];
                }
            ).Statement;
        assert.deepEqual(statements("web-pull-and-log")[1]?.Resource, [
            "arn:aws:ecr:us-east-1:123456789012:repository/spotter-app",
            "arn:aws:ecr:eu-west-1:210987654321:repository/team/otel",
        ]);
        assert.deepEqual(
            statements("web-read-parameters").map(({ Sid }) => Sid),
            ["ReadParameters", "ReadSecrets"],
        );
    });

    it("lets the execution role decrypt where a customer's key encrypts", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const { inputs } = resourceOf(await rolesWith({ kmsKeyArn }), rolePolicy, "web-read-parameters");
        assert.deepEqual(sidsOf(jsonOf(inputs, "policy")), ["ReadParameters", "DecryptParameters"]);
    });
});
