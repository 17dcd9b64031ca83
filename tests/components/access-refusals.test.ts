import * as assert from "node:assert/strict";
import { findMessages } from "./mistakes";
import { parameters, roles } from "./subjects";

describe("TaskRoles", () => {
    const statement = (change: object) => ({
        sid: "SendJobs",
        actions: ["sqs:SendMessage"],
        resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"],
        conditions: undefined,
        ...change,
    });
    const arn = "an ARN written out, with * only behind the whole name of a resource, like arn:aws:s3:::uploads/*";

    it("refuses names and paths that AWS would refuse", async () => {
        assert.deepEqual(
            await findMessages(roles, {
                "a long name": ["names.taskRole", "r".repeat(65)],
                "one role for both": ["names.taskRole", "Execution"],
                "no leading slash": ["parameters.prefix", "spotter-app"],
                "a reserved path": ["parameters.prefix", "/aws/spotter"],
                "a key's alias": ["parameters.kmsKeyArn", "alias/spotter"],
                "a short table": ["access.tables", { users: "t" }],
                "a bucket in capitals": ["access.buckets", { uploads: "Uploads" }],
                "no profile": ["access.bedrock.profiles", ["claude"]],
                "any sender": ["access.mail.sender", "*@example.com"],
            }),
            {
                "a long name": `TaskRoles: names.taskRole must be at most 64 characters: letters, digits and _+=,.@-, got "${"r".repeat(65)}"`,
                "one role for both": 'TaskRoles: names.taskRole must be another role than names.executionRole, got "Execution"',
                "no leading slash":
                    "TaskRoles: parameters.prefix must be a path like /spotter-app: a leading slash, not below /aws or /ssm, at " +
                    'most 14 levels, got "spotter-app"',
                "a reserved path":
                    "TaskRoles: parameters.prefix must be a path like /spotter-app: a leading slash, not below /aws or /ssm, at " +
                    'most 14 levels, got "/aws/spotter"',
                "a key's alias":
                    'TaskRoles: parameters.kmsKeyArn must be the ARN of a KMS key like arn:aws:kms:us-east-1:123456789012:key/…, got "alias/spotter"',
                "a short table":
                    'TaskRoles: access.tables.users must be a DynamoDB table\'s name: 3 to 255 letters, digits and _ . -, got "t"',
                "a bucket in capitals":
                    "TaskRoles: access.buckets.uploads must be an S3 bucket's name: 3 to 63 lower-case letters, digits, dots " +
                    'and hyphens, got "Uploads"',
                "no profile":
                    "TaskRoles: access.bedrock.profiles[0] must be an inference profile's id like us.anthropic.claude-…, got " +
                    '"claude"',
                "any sender": 'TaskRoles: access.mail.sender must be a mail address, got "*@example.com"',
            },
        );
    });

    it("refuses a statement that is not written out, has an id of another, or does not fit", async () => {
        const many = Array.from({ length: 200 }, (_, index) => [`t${index}`, `spotter-table-${index}`]);
        const messages = await findMessages(roles, {
            "every action": ["access.statements", [statement({ actions: ["sqs:*"] })]],
            "no action": ["access.statements", [statement({ actions: [] })]],
            "every queue": ["access.statements", [statement({ resources: ["*"] })]],
            "queues of other stacks": [
                "access.statements",
                [statement({ resources: ["arn:aws:sqs:us-east-1:123456789012:jobs-*"] })],
            ],
            "an id with a space": ["access.statements", [statement({ sid: "Send jobs" })]],
            "one id twice": ["access.statements", [statement({}), statement({})]],
            "an id of ours": ["access.statements", [statement({ sid: "SendMail" })]],
            "too many tables": ["access.tables", Object.fromEntries(many)],
            "a statement": ["access.statements", [statement({})]],
        });
        assert.deepEqual(messages, {
            "every action":
                'TaskRoles: access.statements.SendJobs.actions[0] must be an action written out, like sqs:SendMessage, got "sqs:*"',
            "no action": "TaskRoles: access.statements.SendJobs.actions must be a list of 1 or more, got []",
            "every queue": `TaskRoles: access.statements.SendJobs.resources[0] must be ${arn}, got "*"`,
            "queues of other stacks": `TaskRoles: access.statements.SendJobs.resources[0] must be ${arn}, got "arn:aws:sqs:us-east-1:123456789012:jobs-*"`,
            "an id with a space": 'TaskRoles: access.statements.Send jobs.sid must be letters and digits, got "Send jobs"',
            "one id twice":
                'TaskRoles: access.statements must be statements whose sid no other has (SendMail, SendJobs, SendJobs), got ["SendJobs"]',
            "an id of ours":
                'TaskRoles: access.statements must be statements whose sid no other has (SendMail, SendMail), got ["SendMail"]',
            "too many tables": messages["too many tables"],
            "a statement": "legal",
        });
        assert.match(
            messages["too many tables"] ?? "",
            /^TaskRoles: access must be at most 10240 characters as a policy, got \d{5}$/,
        );
    });
});

describe("AppParameters", () => {
    const variable = (change: object) => ({
        name: "CANARY",
        secret: true,
        description: "bird",
        from: "config",
        value: "x",
        ...change,
    });

    it("refuses variables that SSM or ECS would refuse, and never shows a value", async () => {
        const long = "canary".repeat(700);
        const twice = variable({ value: "canary" });
        const messages = await findMessages(parameters, {
            "no leading slash": ["settings.prefix", "spotter-app"],
            "too deep a path": ["settings.prefix", "/a".repeat(15)],
            "one name twice": ["settings.variables", [variable({}), variable({ secret: false })]],
            "a name that the program sets": ["settings.variables", [variable({ name: "PORT" }), variable({})]],
            "one variable twice": ["settings.variables", [twice, twice]],
            "a variable for a list": ["settings.variables", twice],
            "a name with a dash": ["settings.variables", [variable({ name: "MY-NAME" })]],
            "a long value": ["settings.variables", [variable({ value: long })]],
            "a value that names another parameter": ["settings.variables", [variable({ value: "{{ssm:x}}" })]],
            "an empty value": ["settings.variables", [variable({ value: "" })]],
            "a value that is no text": ["settings.variables", [variable({ value: 4711 })]],
            "no value": ["settings.variables", [variable({ value: undefined })]],
            "another source": ["settings.variables", [variable({ from: "vault" })]],
            "a long description": ["settings.variables", [variable({ description: "d".repeat(1025) })]],
            "no version": ["versions", { AUTH_SECRET: 0 }],
        });
        const description = messages["a long description"] ?? "";
        assert.deepEqual(messages, {
            "no leading slash":
                "AppParameters: settings.prefix must be a path like /spotter-app: a leading slash, not below /aws or /ssm, at " +
                'most 14 levels, got "spotter-app"',
            "too deep a path":
                "AppParameters: settings.prefix must be a path like /spotter-app: a leading slash, not below /aws or /ssm, at " +
                `most 14 levels, got "${"/a".repeat(15)}"`,
            "one name twice": 'AppParameters: settings.variables must be variables, each name once, got ["CANARY"]',
            "a name that the program sets":
                'AppParameters: settings.variables must be variables that the container does not get from the program, got ["PORT"]',
            "one variable twice": "AppParameters: settings.variables must be a list without duplicates, got a list of 1",
            "a variable for a list": "AppParameters: settings.variables must be a list, got object",
            "a name with a dash":
                "AppParameters: settings.variables.MY-NAME.name must be a variable's name: at most 128 letters, digits and _, got " +
                '"MY-NAME"',
            "a long value":
                "AppParameters: settings.variables.CANARY.value must be at most 4096 bytes in the tier Standard, got 4200",
            "a value that names another parameter":
                "AppParameters: settings.variables.CANARY.value must not have {{…}}: SSM refuses it as a reference to another parameter",
            "an empty value": "AppParameters: settings.variables.CANARY.value must be a text of at least one byte, got 0",
            "a value that is no text":
                "AppParameters: settings.variables.CANARY.value must be a text of at least one byte, got 0",
            "no value": "AppParameters: settings.variables.CANARY.value must be given, got undefined",
            "another source": 'AppParameters: settings.variables.CANARY.from must be one of config, stack, external, got "vault"',
            "a long description": description,
            "no version": `AppParameters: versions.AUTH_SECRET must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}, got 0`,
        });
        assert.ok(description.startsWith("AppParameters: settings.variables.CANARY.description must be a text of at most 1024"));
    });
});
