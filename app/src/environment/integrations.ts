import { catalogue } from "./catalogue";

/** A part of the application that works with a service outside, and is off without its variables. */
export interface Integration {
    readonly name: string;

    /** All of them, or the integration is off. */
    readonly needs: readonly string[];

    /** What it needs too, but shares with others: being set says nothing about this integration. */
    readonly shares?: readonly string[];

    /** Without effect while the integration is off, and then a sign that something was forgotten. */
    readonly options?: readonly string[];

    /** What the application does with it, where that is not plain. */
    readonly note?: string;
}

const startingWith = (prefix: string, except: readonly string[]) =>
    catalogue.map(({ name }) => name).filter((name) => name.startsWith(prefix) && !except.includes(name));

const stripe = ["STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET"];

export const integrations: readonly Integration[] = [
    { name: "Google sign-in", needs: ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"] },
    { name: "Facebook sign-in", needs: ["FACEBOOK_CLIENT_ID", "FACEBOOK_CLIENT_SECRET"] },
    {
        name: "suggestions by Bedrock",
        needs: ["BEDROCK_MODEL_ID"],
        shares: ["AWS_REGION"],
        options: ["BEDROCK_MAX_TOKENS", "BEDROCK_TEMPERATURE"],
    },
    {
        name: "mail by SES",
        needs: ["SES_FROM_ADDRESS"],
        shares: ["AWS_REGION"],
        options: ["SES_FROM_NAME", "SES_REPLY_TO", "SES_CONFIGURATION_SET"],
    },
    {
        name: "mail by SMTP",
        needs: ["SES_SMTP_HOST", "SES_SMTP_PORT", "SES_SMTP_USER", "SES_SMTP_PASSWORD"],
        note: "not used: mail goes through the API of SES",
    },
    {
        name: "shared rate limits by Upstash",
        needs: ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
        options: ["UPSTASH_REDIS_PREFIX"],
    },
    {
        name: "payments by Stripe",
        needs: stripe,
        options: startingWith("STRIPE_", stripe),
        note: "not used: this release sells nothing",
    },
];
