import { formats } from "../aws/formats";
import { statementId, writtenOutAction, writtenOutResource, type StatementConditions } from "../aws/iam-policy";
import { given, listOf, object, optional, recordOf, text, type Check } from "./arguments";

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

const statement: Check<AccessStatement> = object({
    sid: text(statementId),
    actions: listOf(text(writtenOutAction), { min: 1 }),
    resources: listOf(text(writtenOutResource), { min: 1 }),
    conditions: optional(given),
});

export const accessArgs: Check<AppAccess> = object({
    tables: recordOf(text(formats.tableName)),
    buckets: recordOf(text(formats.bucketName)),
    bedrock: object({
        models: listOf(text(formats.model)),
        profiles: listOf(text(formats.inferenceProfile)),
    }),
    mail: optional(
        object<MailAccess>({
            identity: text(formats.mailIdentity),
            sender: text(formats.mailAddress),
            configurationSet: optional(text(formats.configurationSet)),
        }),
    ),
    statements: listOf(statement, { label: ({ sid }) => sid }),
});
