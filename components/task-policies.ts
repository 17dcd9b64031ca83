import { toArn, type Account } from "../aws/account";
import { policyDocument, type Statement } from "../aws/iam-policy";
import { hostSuffix } from "../aws/regions";
import { toSecretSource, type SecretSource } from "../aws/secret-source";

/**
 * Only tasks of this account and region may assume the role: ECS can't be used as the deputy of another account.
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
export function pullAndLog(account: Account, repositoryArns: readonly string[], logGroup: string): Statement[] {
    const [own = "", ...others] = repositoryArns;
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
            Resource: others.length === 0 ? own : [own, ...others],
        },
        {
            Sid: "WriteLogs",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: toArn(account, "logs", `log-group:${logGroup}:*`),
        },
    ];
}

/** What ECS Exec does in a task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions */
export const openShell: Statement = {
    Sid: "OpenShell",
    Effect: "Allow",
    Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    ],
    Resource: "*", // the actions take no resource
};

/** Where parameters and secrets are, and what encrypts them. */
export interface ParameterLocation {
    /** Path of the parameters, for example `/spotter-app`: the agent may read all of them. */
    readonly prefix: string;

    /** Customer key that encrypts parameters and secrets; undefined for AWS's own, which need no permission. */
    readonly kmsKeyArn: string | undefined;

    /** Parameters and secrets that are kept elsewhere: each by its path or ARN. */
    readonly references: readonly string[];
}

/**
 * All parameters under the stack's prefix, not only today's names: a revision that a rollback returns to may need one
 * that the newest does not; of what is kept elsewhere exactly what is named. Decryption is only for a customer's key; SSM's own key allows it by its key policy.
 */
export function readParameters(account: Account, { prefix, kmsKeyArn, references }: ParameterLocation): Statement[] {
    const own = toArn(account, "ssm", `parameter${prefix}/`);
    const sources = references.map((reference) => toSecretSource(reference, account));
    const arnsOf = (service: SecretSource["service"]) =>
        [...new Set(sources.filter((source) => source.service === service).map(({ arn }) => arn))].sort();
    const others = arnsOf("ssm").filter((arn) => !arn.startsWith(own));
    const secrets = arnsOf("secretsmanager");
    const read: Statement = {
        Sid: "ReadParameters",
        Effect: "Allow",
        Action: "ssm:GetParameters",
        Resource: others.length === 0 ? `${own}*` : [`${own}*`, ...others],
    };
    const readSecrets: Statement = {
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: secrets,
    };
    const reads = secrets.length === 0 ? [read] : [read, readSecrets];
    if (kmsKeyArn === undefined) {
        return reads;
    }
    const decrypt: Statement = {
        Sid: "DecryptParameters",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: kmsKeyArn,
        Condition: {
            StringEquals: { "kms:ViaService": via(account, secrets.length === 0 ? ["ssm"] : ["ssm", "secretsmanager"]) },
        },
    };
    return [...reads, decrypt];
}

/** Services as KMS knows them. Where hosts end in another way, documents differ on which ending KMS uses: no other service has either. */
function via({ partition, region }: Account, services: readonly SecretSource["service"][]): string | string[] {
    const suffixes = [...new Set(["amazonaws.com", hostSuffix(partition)])];
    const [only = "", ...others] = services.flatMap((service) => suffixes.map((suffix) => `${service}.${region}.${suffix}`));
    return others.length === 0 ? only : [only, ...others];
}
