import { toArn, type Account } from "../aws/account";

/** One statement of an IAM policy. */
export interface Statement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The policy document of `statements`. */
export function policyDocument(statements: readonly object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * Only tasks of this account and region may assume the role: ECS can't be used as somebody else's deputy.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function taskTrustPolicy(account: Account): string {
    return policyDocument([
        {
            Effect: "Allow",
            Principal: { Service: "ecs-tasks.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
                StringEquals: { "aws:SourceAccount": account.accountId },
                ArnLike: { "aws:SourceArn": toArn(account, "ecs", "*") },
            },
        },
    ]);
}

/** What the ECS agent does before the application runs: narrower than AmazonECSTaskExecutionRolePolicy, which allows any repository. */
export function pullAndLog(account: Account, repositoryArn: string, logGroup: string): Statement[] {
    return [
        {
            Sid: "LogInToRegistry",
            Effect: "Allow",
            Action: "ecr:GetAuthorizationToken",
            Resource: "*", // the action takes no resource
        },
        {
            Sid: "PullImage",
            Effect: "Allow",
            Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Resource: repositoryArn,
        },
        {
            Sid: "WriteLogs",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: toArn(account, "logs", `log-group:${logGroup}:*`),
        },
    ];
}

/**
 * All parameters under the stack's prefix, not only today's names: a revision that a rollback returns to may need one
 * that the newest does not. Decryption is only for a customer's key; SSM's own key allows it by its key policy.
 */
export function readParameters(account: Account, prefix: string, kmsKeyArn: string | undefined): Statement[] {
    const read: Statement = {
        Sid: "ReadParameters",
        Effect: "Allow",
        Action: "ssm:GetParameters",
        Resource: toArn(account, "ssm", `parameter${prefix}/*`),
    };
    if (kmsKeyArn === undefined) {
        return [read];
    }
    const decrypt: Statement = {
        Sid: "DecryptParameters",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: kmsKeyArn,
        Condition: { StringEquals: { "kms:ViaService": `ssm.${account.region}.amazonaws.com` } },
    };
    return [read, decrypt];
}

/** Reading and writing items, and no change to the tables themselves. */
export function useTables(account: Account, tables: readonly (string | undefined)[]): Statement[] {
    const arns = tables.filter((table) => table !== undefined).map((table) => toArn(account, "dynamodb", `table/${table}`));
    if (arns.length === 0) {
        return [];
    }
    return [
        {
            Sid: "UseTables",
            Effect: "Allow",
            Action: [
                "dynamodb:BatchGetItem",
                "dynamodb:BatchWriteItem",
                "dynamodb:ConditionCheckItem",
                "dynamodb:DeleteItem",
                "dynamodb:DescribeTable",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:Query",
                "dynamodb:Scan",
                "dynamodb:UpdateItem",
            ],
            Resource: arns.flatMap((arn) => [arn, `${arn}/index/*`]),
        },
    ];
}

/** Models that the application may invoke. */
export interface BedrockAccess {
    /** Ids of foundation models, invoked in the stack's region. */
    readonly models: readonly string[];

    /** Ids of cross-region inference profiles, for example `us.anthropic.claude-sonnet-4-20250514-v1:0`. */
    readonly profiles: readonly string[];
}

const invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/**
 * A profile chooses the region that serves a request, so its model is allowed in any, but through that profile alone.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function invokeModels(account: Account, { models, profiles }: BedrockAccess): Statement[] {
    const modelArn = (region: string, model: string) => `arn:${account.partition}:bedrock:${region}::foundation-model/${model}`;
    const direct: Statement = {
        Sid: "InvokeModels",
        Effect: "Allow",
        Action: invoke,
        Resource: models.map((model) => modelArn(account.region, model)),
    };
    const throughProfiles = profiles.flatMap((profile, index): Statement[] => {
        const profileArn = toArn(account, "bedrock", `inference-profile/${profile}`);
        const model = profile.slice(profile.indexOf(".") + 1);
        return [
            { Sid: `UseProfile${index + 1}`, Effect: "Allow", Action: invoke, Resource: profileArn },
            {
                Sid: `InvokeThroughProfile${index + 1}`,
                Effect: "Allow",
                Action: invoke,
                Resource: modelArn("*", model),
                Condition: { StringEquals: { "bedrock:InferenceProfileArn": profileArn } },
            },
        ];
    });
    return [...(models.length > 0 ? [direct] : []), ...throughProfiles];
}

/** Who mail may come from. */
export interface MailAccess {
    /** Domain or address that SES has verified. */
    readonly identity: string;

    /** The only address that mail may come from. */
    readonly sender: string;

    /**
     * The set by which SES records bounces.
     *
     * @default - none may be named
     */
    readonly configurationSet?: string;
}

export function sendMail(account: Account, mail: MailAccess | undefined): Statement[] {
    if (mail === undefined) {
        return [];
    }
    const { identity, sender, configurationSet } = mail;
    const identityArn = toArn(account, "ses", `identity/${identity}`);
    return [
        {
            Sid: "SendMail",
            Effect: "Allow",
            Action: ["ses:SendEmail", "ses:SendRawEmail"],
            Resource:
                configurationSet === undefined
                    ? identityArn
                    : [identityArn, toArn(account, "ses", `configuration-set/${configurationSet}`)],
            Condition: { StringEquals: { "ses:FromAddress": sender } },
        },
    ];
}
