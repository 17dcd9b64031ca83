import { withoutPreamble } from "./aws-text";
import { absent, denied, ofImage, ofLog, ofSecret, ofVolume, throttled } from "./patterns";
import type { TextCause } from "./text-cause";
import { ownCommand } from "../own-command";

/*
 * Parameters and secrets that a task is started with: "unable to retrieve secrets from ssm: …" of Fargate, "fetching secret
 * data from SSM Parameter Store in us-east-1: …" of the agent.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html
 */

const ofSecretsManager = /\basm\b|secrets? ?manager|GetSecretValue|ValidationException.*secret/i;
const byOrganisation = /explicit deny|service control policy|permissions boundary|resource control policy/i;

/** Who has to change something: the role's own policy cannot lift an explicit deny. */
const grantAdvice = (what: string, text: string): string =>
    byOrganisation.test(text)
        ? `${what}, and lift the deny that the evidence names: an organisation's policy or a permissions boundary overrides the role`
        : what;

export const missingParameterCauses: readonly TextCause[] = [
    {
        // "invalid ssm parameters: /a, /b"; of the agent: "invalid parameters: [/a]"
        id: "parameter-missing",
        when: [/invalid (ssm )?parameters?:|ParameterNotFound|ParameterVersion(NotFound|LabelLimit)/i],
        cause: "a parameter is missing",
        evidence: (text) => {
            const list = /invalid (?:ssm )?parameters?:\s*\[?([^\]\n]+)/i.exec(text)?.[1];
            return list === undefined ? withoutPreamble(text) : `SSM has no ${list}`;
        },
        advice: ({ intent }) => `${ownCommand("parameters", intent.serviceRef, "check")}, then push`,
    },
    {
        id: "parameter-missing",
        when: [ofSecret, new RegExp(`did not contain json key|cannot find the specified|ResourceNotFound|${absent.source}`, "i")],
        unless: new RegExp(
            `${ofLog.source}|${ofImage.source}|\\bKMS|ciphertext|master key|AccessDenied|not authorized|dial tcp|lookup`,
            "i",
        ),
        cause: (text) => (/json key/i.test(text) ? "a key is missing in a secret" : "a secret is missing"),
        advice: "create or restore what the evidence names, then run the update again; a secret's key must be spelled as in the task definition",
    },
];

export const deniedParameterCauses: readonly TextCause[] = [
    {
        // "Access to KMS is not allowed", "… is not authorized to perform: kms:Decrypt", KMSInvalidStateException, InvalidKeyId
        id: "parameter-undecryptable",
        when: [ofSecret, /\bKMS|InvalidKeyId|ciphertext|decrypt|DisabledException|\bCMK\b/i],
        cause: (text) => (ofSecretsManager.test(text) ? "a secret cannot be decrypted" : "a parameter cannot be decrypted"),
        advice: (_, text) =>
            grantAdvice("allow the execution role kms:Decrypt on its key, or store it again under alias/aws/ssm", text),
    },
    {
        // A key of an image, a log group or a volume is not a parameter's.
        id: "parameter-undecryptable",
        when: [/kms:Decrypt|KMS\w*Exception|InvalidKeyId|ciphertext/i],
        unless: new RegExp([ofImage, ofLog, ofVolume].map(({ source }) => source).join("|"), "i"),
        cause: "a parameter cannot be decrypted",
        advice: (_, text) =>
            grantAdvice("allow the execution role kms:Decrypt on its key, or store it again under alias/aws/ssm", text),
    },
    {
        id: "secret-denied",
        when: [ofSecretsManager, denied],
        unless: /could not assume|assume role/i,
        cause: "the execution role is not allowed to read a secret",
        advice: (_, text) => grantAdvice("allow the execution role secretsmanager:GetSecretValue on the secret's ARN", text),
    },
    {
        // https://github.com/aws/copilot-cli/issues/4504
        id: "parameter-denied",
        when: [ofSecret, denied],
        unless: /could not assume|assume role|registry|\becr\b|image/i,
        cause: "the execution role is not allowed to read the parameters",
        advice: ({ intent }, text) =>
            grantAdvice(`allow the execution role ssm:GetParameters on ${intent.serviceRef.parameterPrefix}/*`, text),
    },
];

export const throttledParameterCauses: readonly TextCause[] = [
    {
        id: "parameter-throttled",
        when: [ofSecret, throttled],
        unless: ofLog,
        cause: (text) => `${ofSecretsManager.test(text) ? "Secrets Manager" : "SSM"} throttles the account, ECS tries again`,
        advice: "wait; if it persists, start fewer tasks at once (service.maximumPercent), or raise the throughput of SSM's Parameter Store",
    },
];
