import { catalogue } from "../input";
import { flag, kmsKey, of, type LeafCase } from "./leaf-case";

const value = of("must be a text: quote it", 7, "");

/** The keys of the application's parameters, permissions and data. */
export const applicationCases: Readonly<Record<string, LeafCase>> = {
    "fitness:parameters.catalogue": of("must be a path relative to the project", 7, "parameters.yaml"),
    "fitness:parameters.prefix": of("must be a path like /fitness-prod", 7, "/spotter//app"),
    "fitness:parameters.external": of(
        "must be all, a list of variables, or an object of parameters or secrets by variable",
        true,
        ["SES_REPLY_TO", "SES_REPLYTO"],
        ["[1]", "must be a variable of app/parameters.json; did you mean SES_REPLY_TO?", "SES_REPLYTO"],
    ),
    "fitness:parameters.kmsKeyArn": of(kmsKey, 7, "alias/aws/ssm"),
    "fitness:parameters.tier": of("must be one of Standard, Advanced, Intelligent-Tiering", 8, "Premium"),
    "fitness:parameters.retainOnDelete": flag,
    ...Object.fromEntries(catalogue.variables.map(({ name }) => [`fitness:parameters.values.${name}`, value])),

    "fitness:access.tables": of("must be an object of tables by key like { users: acme-users }", "users", ["users"]),
    "fitness:access.buckets": of("must be an object of buckets by key like { uploads: acme-uploads }", "uploads", 7),
    "fitness:data.tables": of(
        "must be a list of keys of access.tables",
        "users",
        ["2"],
        ["[0]", "must be a key of letters, digits, _ and -, first a letter", "2"],
    ),
    "fitness:data.buckets": of(
        "must be a list of keys of access.buckets",
        {},
        ["uploads", "uploads"],
        ["", "must be a list of keys of access.buckets, each only once", ["uploads", "uploads"]],
    ),
    "fitness:data.replicaRegions": of(
        "must be a list of regions",
        "eu-west-1",
        ["Ireland"],
        ["[0]", "must be a region like us-east-1", "Ireland"],
    ),
    "fitness:data.pointInTimeRecovery": flag,
    "fitness:data.protect": flag,
    "fitness:access.bedrock.models": of(
        "must be a list of models",
        "anthropic.claude",
        ["claude"],
        ["[0]", "must be a foundation model's id", "claude"],
    ),
    "fitness:access.bedrock.profiles": of(
        "must be a list of profiles",
        {},
        ["anthropic.claude"],
        ["[0]", "must be an inference profile's id like us.anthropic.claude-…", "anthropic.claude"],
    ),
    "fitness:access.mail.identity": of("must be a domain or a mail address that SES has verified", 7, "*"),
    "fitness:access.mail.sender": of("must be a mail address", 7, "no-reply"),
    "fitness:access.mail.configurationSet": of("must be a configuration set's name: letters, digits, _ and -", 7, "a!"),

    "fitness:access.permissionsBoundary": of(
        "must be the ARN of an IAM policy like arn:aws:iam::123456789012:policy/boundary",
        7,
        "arn:aws:iam::123456789012:role/boundary",
    ),
    "fitness:access.rolePath": of("must be a path of IAM like /teams/web/, with a slash at both ends", 7, "/teams"),
    "fitness:access.statements": of(
        "must be a list of statements",
        {},
        [{ sid: "Send-Jobs", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] }],
        ["[0].sid", "must be letters and digits", "Send-Jobs"],
    ),
};
