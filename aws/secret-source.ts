import { toArn, type Account } from "./account";

/**
 * Where the value of a variable is kept, as a stack file names it: the name of an SSM parameter with a leading slash, its ARN,
 * or the ARN of a secret of Secrets Manager, with `:json-key:version-stage:version-id` where not all of it is meant.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export const secretSource = {
    pattern:
        /^(?:(?:\/[\w.-]+){1,15}|arn:[\w-]+:ssm:[a-z0-9-]+:\d{12}:parameter\/(?!\/)[\w./-]*[\w.-]|arn:[\w-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}(?::[^:\s]*:[^:\s]*:[^:\s]*)?)$/,
    allowed:
        "the name of an SSM parameter like /acme/token, or the ARN of a parameter or of a secret with the six characters at its end",
} as const;

/** A parameter or a secret, in the terms of those who read it. */
export interface SecretSource {
    readonly service: "ssm" | "secretsmanager";

    /** As a container definition names it. */
    readonly valueFrom: string;

    /** ARN that a permission is for. */
    readonly arn: string;

    /** Name of the parameter; the ARN of the secret. */
    readonly id: string;

    /** Stage of the secret's version; `AWSCURRENT` unless another one, or a version, is named. Undefined for a parameter. */
    readonly stage?: string;

    /** Version of the secret, where one is named. */
    readonly versionId?: string;
}

/** What a text of {@link secretSource}'s format names. */
export function toSecretSource(text: string, account: Account): SecretSource {
    if (!text.includes(":secretsmanager:")) {
        const arn = text.startsWith("arn:") ? text : toArn(account, "ssm", `parameter${text}`);
        const name = arn.replace(/^.*?:parameter\//, "");
        return { service: "ssm", valueFrom: arn, arn, id: name.includes("/") || text.startsWith("/") ? `/${name}` : name };
    }
    const parts = text.split(":");
    const arn = parts.slice(0, 7).join(":");
    const [, stage = "", versionId = ""] = parts.slice(7);
    return {
        service: "secretsmanager",
        valueFrom: text,
        arn,
        id: arn,
        ...(versionId === "" ? { stage: stage === "" ? "AWSCURRENT" : stage } : { versionId }),
    };
}
