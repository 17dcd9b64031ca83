import { toArn, type Account } from "../aws/account";
import type { Statement } from "../aws/iam-policy";
import type { AccessStatement, AppAccess, BedrockAccess, MailAccess } from "./app-access";

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
