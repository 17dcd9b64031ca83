import type { Cause, FailureContext } from "./causes";
import { quoteLastLines, quote } from "./evidence";

/*
 * Why a task did not start. Where a text of AWS is matched, its wording was seen in
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html (reasons of tasks),
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html (events, which quote the
 * reasons: "was unable to place a task. Reason: CannotPullContainerError: …"), or the place beside the row.
 */

const start = /ResourceInitializationError|CannotPull|unable to pull|cannot pull/i;
const pull = /CannotPull|cannot pull|ImageNotFound/i;
const denied = /AccessDenied|not authorized|\b403\b|access denied|authorization failed|no basic auth|may require authorization/i;

/** https://github.com/Releem/releem-agent/issues/195; today AWS says "There is a connection issue between the task and …". */
const unreachable =
    /connection issue|i\/o timeout|context deadline exceeded|RequestCanceled|request canceled while waiting|no such host|connection timed out|network is unreachable/i;

/** A cause that is recognised by the reasons AWS gives: the first that matches every pattern is the evidence. */
interface ReasonRow {
    readonly id: string;
    readonly when: readonly RegExp[];
    readonly unless?: RegExp;
    readonly cause: string | ((text: string) => string);
    readonly evidence?: (text: string) => string;
    readonly advice: string | ((context: FailureContext) => string);
}

const rows: readonly ReasonRow[] = [
    {
        // "unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /a, /b"
        id: "parameter-missing",
        when: [/invalid ssm parameters?|ParameterNotFound/i],
        cause: "a parameter is missing",
        evidence: (text) => `SSM has no ${/invalid ssm parameters?:\s*\[?([^\]\n]+)/i.exec(text)?.[1] ?? text}`,
        advice: "npm run parameters -- <stack> check, then push",
    },
    {
        id: "parameter-undecryptable",
        when: [/kms:Decrypt|KMS\w*Exception|KMS key|InvalidKeyId|ciphertext/i],
        cause: "a parameter cannot be decrypted",
        advice: "allow the execution role kms:Decrypt on its key, or store it again under alias/aws/ssm",
    },
    {
        id: "no-route",
        when: [start, unreachable],
        cause: (text) => `the task has no route to ${serviceName(text)}`,
        advice: "give its subnet a route (public address, NAT gateway or VPC endpoints), and allow its security group egress to port 443",
    },
    {
        // https://github.com/aws/copilot-cli/issues/4504
        id: "parameter-denied",
        when: [/ssm:GetParameters?\b|retrieve secrets? from ssm/i, denied],
        cause: "the execution role is not allowed to read the parameters",
        advice: ({ intent }) => `allow the execution role ssm:GetParameters on ${intent.serviceRef.parameterPrefix}/*`,
    },
    {
        // "failed to validate logger args: … ResourceNotFoundException: The specified log group does not exist"
        id: "log-group-missing",
        when: [/log group does not exist|failed to (validate logger args|initialize logging driver)/i],
        cause: "the task cannot open its log stream",
        advice: ({ intent }) => `create the log group ${intent.serviceRef.logGroup}, and allow the execution role to write to it`,
    },
    {
        // "failed to resolve ref …: not found", "manifest unknown", ECR's "does not exist in the registry". Docker Hub says
        // "pull access denied, repository does not exist or may require authorization" in both cases: that is a denial.
        id: "image-not-found",
        when: [pull, /not found|manifest unknown|does not exist/i],
        unless: denied,
        cause: "the image does not exist",
        advice: ({ intent }) => `push it to ${intent.serviceRef.repository}, or set image.digest to an image that exists`,
    },
    {
        id: "pull-denied",
        when: [/CannotPull|cannot pull|registry auth|ecr:/i, denied],
        cause: "the execution role is not allowed to pull the image",
        advice: "allow the execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer",
    },
    {
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
        id: "no-addresses",
        when: [/RESOURCE:ENI|InsufficientFreeAddressesInSubnet|(not enough|insufficient) free (IP )?addresses/i],
        cause: "the subnets have no free IP addresses",
        advice: "add subnets, or run fewer tasks at once (service.maximumPercent)",
    },
    {
        id: "quota-reached",
        when: [/reached the limit on the number of|configuration is above your limit/i],
        cause: "the account has reached a Fargate quota",
        advice: "request an increase in Service Quotas, or run fewer tasks at once (service.maximumPercent)",
    },
    {
        id: "no-capacity",
        when: [/Capacity is unavailable|RESOURCE:(CPU|MEMORY|GPU|FARGATE)|insufficient capacity/i],
        cause: "Fargate has no capacity of this kind",
        advice: "wait and run the update again, add availability zones, or run fewer tasks on Spot (service.capacity)",
    },
];

export const startCauses: readonly Cause[] = [
    {
        // "image Manifest does not contain descriptor matching platform 'linux/amd64'" when pulling an index; an image of
        // one platform is pulled, and the kernel refuses it: "exec /usr/local/bin/node: exec format error" in its log.
        id: "wrong-architecture",
        matches: ({ reasons, logs, intent }) => {
            const text = [...reasons, ...logs].find((line) => /descriptor matching platform|exec format error/i.test(line));
            return text === undefined
                ? undefined
                : {
                      cause: "the image is built for another CPU architecture",
                      evidence: quote(text, intent.secretNames),
                      advice: "set image.build.platform, or pin a digest that was built for service.architecture",
                  };
        },
    },
    ...rows.map(toCause),
    {
        id: "cannot-start",
        matches: ({ task, reasons, logs, intent }) =>
            task?.stopCode !== "TaskFailedToStart"
                ? undefined
                : {
                      cause: "the task cannot start",
                      evidence: [
                          quote(reasons[0] ?? "ECS gives no reason", intent.secretNames),
                          quoteLastLines(logs, intent.secretNames),
                      ]
                          .filter(Boolean)
                          .join(" | "),
                      advice: "look up the reason under stopped task errors in the ECS developer guide",
                  },
    },
];

function toCause({ id, when, unless, cause, evidence = (text) => text, advice }: ReasonRow): Cause {
    return {
        id,
        matches: (context) => {
            const text = context.reasons.find((line) => when.every((is) => is.test(line)) && unless?.test(line) !== true);
            return text === undefined
                ? undefined
                : {
                      cause: typeof cause === "string" ? cause : cause(text),
                      evidence: quote(evidence(text), context.intent.secretNames),
                      advice: typeof advice === "string" ? advice : advice(context),
                  };
        },
    };
}

function serviceName(text: string): string {
    if (/\bssm\b|Systems Manager/i.test(text)) {
        return "SSM";
    }
    return /CloudWatch|log stream|logs\./i.test(text) ? "CloudWatch Logs" : "ECR";
}
