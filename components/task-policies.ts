import { toArn, type Account } from "../aws/account";
import { policyDocument, type Statement } from "../aws/iam-policy";
import { hostSuffix } from "../aws/regions";

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
        Condition: { StringEquals: { "kms:ViaService": viaSsm(account) } },
    };
    return [read, decrypt];
}

/** SSM as KMS knows it. Where hosts end in another way, documents differ on which ending KMS uses: no other service has either. */
function viaSsm({ partition, region }: Account): string | string[] {
    const suffix = hostSuffix(partition);
    const usual = `ssm.${region}.amazonaws.com`;
    return suffix === "amazonaws.com" ? usual : [usual, `ssm.${region}.${suffix}`];
}
