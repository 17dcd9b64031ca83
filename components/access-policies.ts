import { toArn, type Account } from "../aws/account";
import type { Statement, StatementConditions } from "../aws/iam-policy";

/** What the application may use. An empty section is no permission at all. */
export interface AppAccess {
    /** Names of the DynamoDB tables that the application reads and writes, by what they hold. */
    readonly tables: Readonly<Record<string, string>>;

    /** Names of the S3 buckets whose objects the application lists, reads, writes and deletes, by what they hold. */
    readonly buckets: Readonly<Record<string, string>>;

    /** Bedrock models that the application may invoke; each request is charged by its tokens. */
    readonly bedrock: BedrockAccess;

    /** Who mail may come from; undefined where the application sends none. */
    readonly mail: MailAccess | undefined;

    /** Statements for what has no section above, added as they are. */
    readonly statements: readonly AccessStatement[];
}

/** Models that the application may invoke. */
export interface BedrockAccess {
    /** Ids of foundation models, invoked in the stack's region. */
    readonly models: readonly string[];

    /** Ids of cross-region inference profiles, for example `us.anthropic.claude-sonnet-4-20250514-v1:0`. */
    readonly profiles: readonly string[];
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

/** An IAM statement that allows `actions` on `resources`. */
export interface AccessStatement {
    /** Id of the statement, unique in the task role's policy: letters and digits. */
    readonly sid: string;

    /** Actions written out, for example `sqs:SendMessage`. */
    readonly actions: readonly string[];

    /** ARNs written out; a `*` may only stand for what is in a resource. */
    readonly resources: readonly string[];

    /** Values by condition key, by operator; undefined for a statement that always applies. */
    readonly conditions: StatementConditions | undefined;
}

/** The statements of the task role: one for each use, none for what the application does not use. */
export function allowAccess(account: Account, access: AppAccess): Statement[] {
    return [
        ...useTables(account, Object.values(access.tables)),
        ...useBuckets(account, Object.values(access.buckets)),
        ...invokeModels(account, access.bedrock),
        ...sendMail(account, access.mail),
        ...access.statements.map(toStatement),
    ];
}

/** Reading and writing items, and no change to the tables themselves. */
export function useTables(account: Account, tables: readonly string[]): Statement[] {
    if (tables.length === 0) {
        return [];
    }
    const arns = tables.map((table) => toArn(account, "dynamodb", `table/${table}`));
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

/** Objects of the buckets, and no change to the buckets themselves. An unfinished upload is charged until it is aborted. */
export function useBuckets({ partition }: Account, buckets: readonly string[]): Statement[] {
    if (buckets.length === 0) {
        return [];
    }
    const arns = buckets.map((bucket) => `arn:${partition}:s3:::${bucket}`); // a bucket's name is unique in its partition
    return [
        { Sid: "ListBuckets", Effect: "Allow", Action: "s3:ListBucket", Resource: arns },
        {
            Sid: "UseObjects",
            Effect: "Allow",
            Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            Resource: arns.map((arn) => `${arn}/*`),
        },
    ];
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

/** Mail from the one sender. SES asks for a permission of its own where a configuration set is named. */
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

function toStatement({ sid, actions, resources, conditions }: AccessStatement): Statement {
    return {
        Sid: sid,
        Effect: "Allow",
        Action: actions,
        Resource: resources,
        ...(conditions === undefined ? {} : { Condition: conditions }),
    };
}
