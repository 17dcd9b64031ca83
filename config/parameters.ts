/** What the program itself knows about a running stack; a variable that derives from it is never typed into a stack file. */
export type DerivedFrom = "region" | "publicUrl" | "model" | "sender" | { readonly table: string };

/** One environment variable of the application. */
export interface Parameter {
    /** Name of the variable, and last segment of its SSM parameter. */
    readonly name: string;

    readonly category: "auth" | "stripe" | "aws" | "email" | "rate limiting";

    /** A secret is a `SecureString`, and never stands in a stack file in plain text. */
    readonly secret: boolean;

    /** Without a required variable the application refuses to start. */
    readonly required: boolean;

    readonly description: string;

    /**
     * `stack`: derived by the program. `config`: a value in the stack file. `external`: set in SSM by somebody else.
     * It says where the value usually comes from; a stack may list any variable under `parameters.external`.
     */
    readonly source: "stack" | "config" | "external";

    /** What a variable with source `stack` derives from. */
    readonly derivedFrom?: DerivedFrom;

    /** The scripts' documents don't name this variable; to be corrected against the account. */
    readonly assumed: boolean;
}

type Row = Pick<Parameter, "name" | "description"> & Partial<Parameter>;

const inCategory = (category: Parameter["category"], rows: readonly Row[]): Parameter[] =>
    rows.map((row) => ({
        category,
        secret: false,
        required: false,
        source: row.derivedFrom === undefined ? (row.secret === true ? "external" : "config") : "stack",
        assumed: true,
        ...row,
    }));

const tables = {
    users: "accounts and sign-in of the users",
    workouts: "workouts that users logged",
    exercises: "the library of exercises",
    programs: "training programs",
    sessions: "training sessions in progress",
    progress: "measurements over time",
    goals: "goals that users set themselves",
    nutrition: "meals and macros",
    suggestions: "suggestions that the model made",
    subscriptions: "who paid for which plan",
    notifications: "what was sent to whom",
    usage: "counters of the model's use",
} as const;

const plans = ["STARTER", "PRO", "ELITE", "TEAM"];
const periods = ["MONTHLY", "QUARTERLY", "YEARLY"];

/**
 * The 63 environment variables of Kinex Fit, which ECS injects from SSM.
 *
 * The scripts' documents give the categories, the count and a few of the names; what they don't name is `assumed`.
 */
export const parameters: readonly Parameter[] = [
    ...inCategory("auth", [
        {
            name: "AUTH_SECRET",
            description: "signs the session tokens (32 random bytes)",
            secret: true,
            required: true,
            assumed: false,
        },
        {
            name: "NEXTAUTH_URL",
            description: "public URL of the application, which sign-in returns to",
            required: true,
            derivedFrom: "publicUrl",
            assumed: false,
        },
        { name: "GOOGLE_CLIENT_ID", description: "OAuth client of Google sign-in" },
        { name: "GOOGLE_CLIENT_SECRET", description: "its secret", secret: true },
        { name: "FACEBOOK_CLIENT_ID", description: "OAuth client of Facebook sign-in" },
        { name: "FACEBOOK_CLIENT_SECRET", description: "its secret", secret: true },
        { name: "AUTH_TRUST_HOST", description: "`true` where a load balancer sets X-Forwarded-Host" },
        { name: "SESSION_MAX_AGE_SECONDS", description: "how long a sign-in lasts" },
        { name: "ADMIN_EMAILS", description: "addresses with access to administration, comma separated" },
    ]),
    ...inCategory("stripe", [
        { name: "STRIPE_SECRET_KEY", description: "key of the Stripe API", secret: true },
        { name: "STRIPE_PUBLISHABLE_KEY", description: "key that the browser uses, handed to it by the server" },
        { name: "STRIPE_WEBHOOK_SECRET", description: "verifies what Stripe sends", secret: true },
        { name: "STRIPE_PORTAL_CONFIGURATION_ID", description: "customer portal to open" },
        { name: "STRIPE_TRIAL_DAYS", description: "days before the first payment" },
        ...plans.flatMap((plan) =>
            periods.map((period) => ({
                name: `STRIPE_PRICE_${plan}_${period}`,
                description: `price of the plan ${plan.toLowerCase()}, billed ${period.toLowerCase()}`,
            })),
        ),
    ]),
    ...inCategory("aws", [
        { name: "AWS_REGION", description: "region of every AWS client", required: true, derivedFrom: "region" },
        ...Object.entries(tables).map(([table, what]) => ({
            name: `DYNAMODB_${table.toUpperCase()}_TABLE`,
            description: `DynamoDB table: ${what}`,
            required: table === "users" || table === "workouts",
            derivedFrom: { table },
        })),
        { name: "BEDROCK_MODEL_ID", description: "model or inference profile that suggests workouts", derivedFrom: "model" },
        { name: "BEDROCK_MAX_TOKENS", description: "longest answer of the model" },
        { name: "BEDROCK_TEMPERATURE", description: "how freely the model answers, 0 to 1" },
    ]),
    ...inCategory("email", [
        { name: "SES_FROM_ADDRESS", description: "sender of every mail", derivedFrom: "sender" },
        { name: "SES_FROM_NAME", description: "the sender's display name" },
        { name: "SES_REPLY_TO", description: "where answers go" },
        { name: "SES_CONFIGURATION_SET", description: "SES configuration set that records bounces" },
        { name: "SES_SMTP_HOST", description: "SMTP endpoint, where mail does not go through the API" },
        { name: "SES_SMTP_PORT", description: "its port" },
        { name: "SES_SMTP_USER", description: "its user", secret: true },
        { name: "SES_SMTP_PASSWORD", description: "its password", secret: true },
        { name: "SUPPORT_EMAIL", description: "where the contact form goes" },
    ]),
    ...inCategory("rate limiting", [
        { name: "UPSTASH_REDIS_REST_URL", description: "Upstash Redis that counts requests" },
        { name: "UPSTASH_REDIS_REST_TOKEN", description: "its token", secret: true },
        { name: "UPSTASH_REDIS_PREFIX", description: "prefix of the counters' keys" },
        { name: "RATE_LIMIT_ENABLED", description: "`true` or `false`" },
        { name: "RATE_LIMIT_WINDOW_SECONDS", description: "window in which requests are counted" },
        { name: "RATE_LIMIT_MAX_REQUESTS", description: "requests of one client in a window" },
        { name: "RATE_LIMIT_AUTH_MAX_REQUESTS", description: "attempts to sign in, in a window" },
        { name: "RATE_LIMIT_AI_MAX_REQUESTS", description: "suggestions of the model, in a window" },
        { name: "RATE_LIMIT_API_MAX_REQUESTS", description: "calls of the API, in a window" },
        { name: "RATE_LIMIT_WEBHOOK_MAX_REQUESTS", description: "webhooks, in a window" },
        { name: "RATE_LIMIT_BLOCK_SECONDS", description: "how long a client that exceeded a limit waits" },
        { name: "RATE_LIMIT_TRUSTED_PROXIES", description: "proxies whose X-Forwarded-For is believed" },
    ]),
];

/** The application's tables, by the key under which `access.tables` names them. */
export const tableKeys: readonly string[] = Object.keys(tables);
