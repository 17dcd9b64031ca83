import { catalogue } from "../input";
import { prod, type RuleCase } from "./rule-case";

const boundary = (account: string) => `arn:aws:iam::${account}:policy/boundary`;

const statement = { sid: "SendJobs", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] };

/** The application's catalogue with a required variable that derives from a bucket. */
const withBucket = {
    ...catalogue,
    variables: [
        ...catalogue.variables,
        {
            name: "UPLOADS_BUCKET",
            category: "aws",
            description: "uploads",
            secret: false,
            required: true,
            assumed: false,
            derivedFrom: { bucket: "uploads" },
            development: undefined,
        },
    ],
};

/** Rules between keys about variables, permissions and data. */
export const applicationCases: readonly RuleCase[] = [
    {
        rule: "fitness:parameters.values",
        kept: [{ "fitness:parameters.values": { BEDROCK_MODEL_ID: "a.b", SES_FROM_ADDRESS: "a@b.cc" } }],
        broken: [
            [
                { "fitness:parameters.values": { AWS_REGION: "us-east-1", SUPPORT_EMAIL: "help@example.com" } },
                "must not set what the program derives (AWS_REGION)",
            ],
            [
                {
                    "fitness:parameters.values": { BEDROCK_MODEL_ID: "a.b", SES_FROM_ADDRESS: "a@b.cc" },
                    "fitness:access.bedrock.models": ["a.b"],
                    "fitness:access.mail": { identity: "b.cc", sender: "a@b.cc" },
                },
                "must not set what the program derives (BEDROCK_MODEL_ID, SES_FROM_ADDRESS)",
            ],
        ],
    },
    {
        rule: "fitness:parameters.values",
        circumstances: { secretKeys: ["fitness:parameters.values.AUTH_SECRET", "fitness:parameters.values.STRIPE_SECRET_KEY"] },
        kept: [
            { "fitness:parameters.values.AUTH_SECRET": "<encrypted>" },
            { ...prod, "fitness:parameters.values.SUPPORT_EMAIL": "help@example.com" },
        ],
        broken: [
            [
                { ...prod, "fitness:parameters.values": { AUTH_SECRET: "<encrypted>", STRIPE_SECRET_KEY: "<encrypted>" } },
                "must not hold secrets in production: a refresh decrypts them; keep them in SSM and list them as external " +
                    "(AUTH_SECRET, STRIPE_SECRET_KEY)",
            ],
        ],
    },
    {
        rule: "fitness:parameters.values",
        kept: [
            { "fitness:parameters.values.SUPPORT_EMAIL": "x".repeat(4096) },
            { "fitness:parameters.values.SUPPORT_EMAIL": "x".repeat(4097), "fitness:parameters.tier": "Advanced" },
            { "fitness:parameters.values.SUPPORT_EMAIL": "x".repeat(8192), "fitness:parameters.tier": "Intelligent-Tiering" },
        ],
        broken: [
            [
                { "fitness:parameters.values.SUPPORT_EMAIL": "é".repeat(2049) },
                "must be at most 4 KB each, unless parameters.tier is Advanced or Intelligent-Tiering (SUPPORT_EMAIL)",
            ],
        ],
    },
    {
        rule: "fitness:parameters.external",
        kept: [
            { "fitness:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: "all" } },
            { "fitness:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: ["AUTH_SECRET"] } },
        ],
        broken: [
            [
                { "fitness:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: ["AUTH_SECRET", "SES_REPLY_TO"] } },
                'must not list a variable that has a value or is derived (SES_REPLY_TO), got ["AUTH_SECRET","SES_REPLY_TO"]',
            ],
            [
                { "fitness:parameters.external": ["NEXTAUTH_URL"] },
                'must not list a variable that has a value or is derived (NEXTAUTH_URL), got ["NEXTAUTH_URL"]',
            ],
        ],
    },
    {
        rule: "fitness:parameters.kmsKeyArn",
        kept: [{ "fitness:parameters.kmsKeyArn": "arn:aws:kms:us-east-1:123456789013:key/1" }],
        broken: [
            [
                { "fitness:parameters.kmsKeyArn": "arn:aws:kms:us-east-2:123456789012:key/1" },
                "must be a key of the stack's region and partition: SSM can use no other, " +
                    'got "arn:aws:kms:us-east-2:123456789012:key/1"',
            ],
            [
                { "aws:region": "us-gov-west-1", "fitness:parameters.kmsKeyArn": "arn:aws:kms:us-gov-west-1:123456789012:key/1" },
                "must be a key of the stack's region and partition: SSM can use no other, " +
                    'got "arn:aws:kms:us-gov-west-1:123456789012:key/1"',
            ],
        ],
    },
    {
        rule: "fitness:access.tables",
        kept: [{ "fitness:access.tables": { users: "the-users", workouts: "the-workouts" } }],
        broken: [
            [
                { "fitness:access.tables": { workouts: "the-workouts" } },
                'must have every table that a required variable derives from (users), got {"workouts":"the-workouts"}',
            ],
            [
                { "fitness:access.tables": {} },
                "must have every table that a required variable derives from (users, workouts), got {}",
            ],
        ],
    },
    {
        rule: "fitness:access.buckets",
        kept: [{}, { "fitness:access.buckets": { uploads: "the-uploads" } }],
        broken: [
            [
                { "fitness:access.buckets": { upload: "the-uploads" } },
                'must have every bucket that a required variable derives from (uploads), got {"upload":"the-uploads"}',
            ],
        ],
        circumstances: { catalogue: withBucket },
    },
    {
        rule: "fitness:access.mail.sender",
        kept: [
            { "fitness:access.mail": { identity: "example.com", sender: "a@example.com" } },
            { "fitness:access.mail": { identity: "a@example.com", sender: "a@example.com" } },
        ],
        broken: [
            [
                { "fitness:access.mail": { identity: "example.com", sender: "a@badexample.com" } },
                'must be an address of access.mail.identity (example.com), got "a@badexample.com"',
            ],
        ],
    },
    {
        rule: "fitness:access.permissionsBoundary",
        kept: [
            { "fitness:access.permissionsBoundary": boundary("123456789012") },
            { "fitness:access.permissionsBoundary": boundary("aws") },
        ],
        broken: [
            [
                { "fitness:access.permissionsBoundary": boundary("210987654321") },
                `must be a policy of the stack's account and partition, or of AWS, got "${boundary("210987654321")}"`,
            ],
        ],
    },
    {
        rule: "fitness:access.statements",
        kept: [{ "fitness:access.statements": [statement, { ...statement, sid: "ReadJobs" }] }],
        broken: [
            [
                { "fitness:access.statements": [statement, { ...statement, actions: ["sqs:ReceiveMessage"] }] },
                'must have a different sid each (SendJobs), got [{"sid":"SendJobs","actions":["sqs:SendMessage"],"resources":' +
                    '["arn:aws:sqs:us-east-1:123456789012…',
            ],
        ],
    },
    {
        rule: "fitness:data.tables",
        kept: [{ "fitness:data.tables": ["users", "workouts"] }],
        broken: [
            [{ "fitness:data.tables": ["users", "archive"] }, 'must be keys of access.tables (archive), got ["archive","users"]'],
        ],
    },
    {
        rule: "fitness:data.tables",
        kept: [{ "fitness:data.tables": ["users"] }],
        broken: [
            [
                {
                    "fitness:data.tables": ["goals"],
                    "fitness:access.tables": { users: "the-users", workouts: "the-workouts", goals: "the-goals" },
                },
                'must be tables that tables.json, beside the catalogue, has the keys of (goals), got ["goals"]',
            ],
        ],
    },
    {
        rule: "fitness:data.buckets",
        kept: [{ "fitness:data.buckets": ["uploads"], "fitness:access.buckets": { uploads: "the-uploads" } }],
        broken: [[{ "fitness:data.buckets": ["photos"] }, 'must be keys of access.buckets (photos), got ["photos"]']],
    },
    {
        rule: "fitness:data.replicaRegions",
        kept: [{ "fitness:data": { tables: ["users"], replicaRegions: ["eu-west-1", "us-west-2"] } }],
        broken: [
            [
                { "fitness:data": { tables: ["users"], replicaRegions: ["us-east-1", "eu-west-1", "us-gov-west-1"] } },
                "must be other regions of the stack's partition (us-east-1, us-gov-west-1), " +
                    'got ["eu-west-1","us-east-1","us-gov-west-1"]',
            ],
        ],
    },
    {
        rule: "fitness:data.replicaRegions",
        kept: [{ "fitness:data": { replicaRegions: [] } }],
        broken: [
            [
                { "fitness:data": { replicaRegions: ["eu-west-1"] } },
                'requires data.tables, as the stack makes no other: the tables of another stack are its to replicate, got ["eu-west-1"]',
            ],
        ],
    },
];
