import { before, failingTasks, oldAnswers, oldTasks, rollback, rolling, unstarted } from "./parts";
import type { TaskLife, Timeline } from "./timeline";

// Tasks that never start. Texts: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html

const repository = "123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter-test";

/** Every task stops like this; ECS gives up after five minutes, the verdict must be there long before. */
function never(name: string, cause: string, line: RegExp, how: Partial<TaskLife>): Timeline {
    return {
        name,
        tasks: [...oldTasks(), ...failingTasks(8, 40, how)],
        service: [before, rolling, ...rollback(300, 330)],
        health: oldAnswers,
        expected: { outcome: "FAILED", cause, line, by: 115 },
    };
}

export const starting: readonly Timeline[] = [
    never(
        "a parameter is missing",
        "parameter-missing",
        /\/spotter-test\/AUTH_SECRET/,
        unstarted(
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to " +
                "retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /spotter-test/AUTH_SECRET",
        ),
    ),
    never(
        "a parameter can't be decrypted",
        "parameter-undecryptable",
        /kms:Decrypt/,
        unstarted(
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to " +
                "retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/execution/1 is not " +
                "authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:123456789012:key/1",
        ),
    ),
    never(
        "the execution role may not read the parameters",
        "parameter-denied",
        /ssm:GetParameters/,
        unstarted(
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to " +
                "retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/execution/1 is not " +
                "authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:123456789012:parameter/spotter-test/A",
        ),
    ),
    never(
        "the image is for amd64 and the service for ARM64",
        "wrong-architecture",
        /▸ .*service\.architecture/,
        unstarted(
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor " +
                "matching platform 'linux/arm64'",
        ),
    ),
    never("the image does not exist", "image-not-found", /not found/, {
        ...unstarted(
            `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ` +
                `${repository}@sha256:1111: ${repository}@sha256:1111: not found`,
        ),
    }),
    never(
        "the image may not be pulled",
        "pull-denied",
        /403 Forbidden/,
        unstarted(
            `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${repository}@sha256:1111: ` +
                `pulling from host 123456789012.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests sha256:1111]: 403 Forbidden`,
        ),
    ),
    never(
        "there is no route to ECR",
        "no-route",
        /ECR/,
        unstarted(
            "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: " +
                "There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send " +
                'request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 52.46.146.144:443: i/o timeout',
        ),
    ),
    never(
        "there is no route to SSM",
        "no-route",
        /SSM/,
        unstarted(
            "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: The task cannot " +
                "pull secrets from AWS Systems Manager. There is a connection issue between the task and AWS Systems Manager Parameter " +
                "Store. Check your task network configuration. RequestCanceled: request context canceled caused by: context deadline exceeded",
        ),
    ),
    never(
        "the subnets have no addresses left",
        "no-addresses",
        /addresses/,
        unstarted(
            "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-1': " +
                "InsufficientFreeAddressesInSubnet",
        ),
    ),
    never(
        "the log group does not exist",
        "log-group-missing",
        /\/ecs\/spotter-test/,
        unstarted(
            "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create " +
                "Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1",
        ),
    ),
    {
        name: "Fargate has no capacity",
        tasks: oldTasks(),
        service: [before, rolling],
        health: oldAnswers,
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
        events: [40, 100, 200, 400].map((at) => ({
            at,
            message:
                "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.",
        })),
        timeoutMinutes: 8,
        expected: { outcome: "TIMED_OUT", cause: "no-capacity", line: /Capacity is unavailable/, by: 490 },
    },
];
