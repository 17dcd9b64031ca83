import { isIP } from "node:net";
import { z } from "zod";
import { catalogue } from "./catalogue";

const matching = (allowed: string, holds: (value: string) => boolean) => z.string().refine(holds, `must be ${allowed}`);
const number = (allowed: string, least: number, most: number, holds = Number.isInteger) =>
    matching(`${allowed} from ${least} to ${most}`, (value) => {
        const read = Number(value);
        return value.trim() !== "" && holds(read) && read >= least && read <= most;
    }).transform(Number);
const integer = (least: number, most: number) => number("an integer", least, most);

const text = z.string();
const isAddress = (value: string) => z.email().safeParse(value).success;
const mailAddress = matching("a mail address", isAddress);
const flag = z.enum(["true", "false"], "must be true or false").transform((value) => value === "true");
const list = (allowed: string, holds: (item: string) => boolean) =>
    matching(allowed, (value) => itemsOf(value).every(holds)).transform(itemsOf);
const itemsOf = (value: string) =>
    value
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");

const isUrl = (value: string, protocols: readonly string[]) => URL.canParse(value) && protocols.includes(new URL(value).protocol);
const isOrigin = (value: string) => isUrl(value, ["http:", "https:"]) && new URL(value).href === new URL(value).origin + "/";
const isNetwork = (value: string) => {
    const [address = "", prefix, ...rest] = value.split("/");
    const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return rest.length === 0 && bits > 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits));
};

const table = matching("the name of a DynamoDB table", (value) => /^[\w.-]{3,255}$/.test(value));
const day = 86_400;

/** Variables whose value is more than a text. The messages never show what was received: it may be a secret. */
const formats = {
    AUTH_SECRET: matching("at least 32 characters", (value) => value.length >= 32),
    NEXTAUTH_URL: matching("the public address, for example https://example.com, without a path", isOrigin),
    AUTH_TRUST_HOST: flag,
    SESSION_MAX_AGE_SECONDS: integer(60, 365 * day),
    ADMIN_EMAILS: list("mail addresses, comma separated", isAddress),
    STRIPE_TRIAL_DAYS: integer(0, 730),
    AWS_REGION: matching("an AWS region, for example us-east-1", (value) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(value)),
    DYNAMODB_USERS_TABLE: table,
    DYNAMODB_WORKOUTS_TABLE: table,
    BEDROCK_MAX_TOKENS: integer(1, 8192),
    BEDROCK_TEMPERATURE: number("a number", 0, 1, Number.isFinite),
    SES_FROM_ADDRESS: mailAddress,
    SES_REPLY_TO: mailAddress,
    SES_SMTP_PORT: integer(1, 65_535),
    SUPPORT_EMAIL: mailAddress,
    UPSTASH_REDIS_REST_URL: matching("an http or https address", (value) => isUrl(value, ["http:", "https:"])),
    RATE_LIMIT_ENABLED: flag,
    RATE_LIMIT_WINDOW_SECONDS: integer(1, day),
    RATE_LIMIT_MAX_REQUESTS: integer(1, 1_000_000),
    RATE_LIMIT_AUTH_MAX_REQUESTS: integer(1, 1_000_000),
    RATE_LIMIT_AI_MAX_REQUESTS: integer(1, 1_000_000),
    RATE_LIMIT_API_MAX_REQUESTS: integer(1, 1_000_000),
    RATE_LIMIT_WEBHOOK_MAX_REQUESTS: integer(1, 1_000_000),
    RATE_LIMIT_BLOCK_SECONDS: integer(1, day),
    RATE_LIMIT_TRUSTED_PROXIES: list("addresses or networks such as 10.0.0.0/8, comma separated", isNetwork),
    // Not in the catalogue, as they belong to the machine rather than to the application.
    DATABASE_URL: matching("the SQLite file of a single machine, for example file:/data/kinex-fit.db", (value) =>
        /^file:[^?]+$/.test(value),
    ),
    KEEP_ALIVE_TIMEOUT: integer(1, 4_000_000),
};

const names = [...catalogue.map(({ name }) => name), ...Object.keys(formats)];
const optional = (name: string) => [name, ((formats as Record<string, z.ZodType>)[name] ?? text).optional()] as const;

/** All variables that the application reads. Each is optional here: what must be there depends on others. */
export const variables = z.object(Object.fromEntries(names.map(optional)));

/** What `variables` makes of the environment. */
export type Values = { readonly [name in keyof typeof formats]?: z.infer<(typeof formats)[name]> } & {
    readonly [name in TextVariable]?: string;
};

/** Variables that are read as they are. */
type TextVariable =
    | "GOOGLE_CLIENT_ID"
    | "GOOGLE_CLIENT_SECRET"
    | "FACEBOOK_CLIENT_ID"
    | "FACEBOOK_CLIENT_SECRET"
    | "BEDROCK_MODEL_ID"
    | "SES_FROM_NAME"
    | "SES_CONFIGURATION_SET"
    | "UPSTASH_REDIS_REST_TOKEN"
    | "UPSTASH_REDIS_PREFIX";
