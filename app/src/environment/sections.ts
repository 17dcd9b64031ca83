import type { Values } from "./formats";

/** The environment as the application uses it: a section per part, absent where the part is off. */
export interface Environment {
    readonly auth: {
        readonly secret: string;

        /** Public address; the browser sees `https` where the load balancer ends TLS. */
        readonly url: string;

        /** A sign-in can't be ended from the server before that. */
        readonly maxAgeSeconds: number;
        readonly google?: OAuthClient;
        readonly facebook?: OAuthClient;
    };
    readonly store: SqliteSettings | DynamoSettings;
    readonly suggestions?: {
        readonly region: string;
        readonly modelId: string;
        readonly maxTokens: number;

        /** Some models refuse it, so it is sent only where it is set. */
        readonly temperature?: number;
    };
    readonly mail?: {
        readonly region: string;
        readonly from: { readonly address: string; readonly name: string };
        readonly replyTo?: string;
        readonly configurationSet?: string;
    };
    readonly rateLimit?: RateLimitSettings;
    readonly supportEmail?: string;
}

export interface OAuthClient {
    readonly clientId: string;
    readonly clientSecret: string;
}

export interface SqliteSettings {
    readonly kind: "sqlite";
    readonly file: string;
}

export interface DynamoSettings {
    readonly kind: "dynamodb";
    readonly region: string;
    readonly usersTable: string;
    readonly workoutsTable: string;
}

export interface RateLimitSettings {
    readonly windowSeconds: number;

    /** How long a client waits that exceeded a limit. */
    readonly blockSeconds: number;

    /** Requests of one client in a window, by what they ask for. */
    readonly most: { readonly page: number; readonly auth: number; readonly ai: number; readonly api: number };

    /** Whose X-Forwarded-For is believed. */
    readonly trustedProxies: readonly string[];

    /** @default - each process counts for itself */
    readonly upstash?: { readonly url: string; readonly token: string; readonly prefix: string };
}

/** Private networks: on AWS only the load balancer reaches a task, and it has an address of the VPC. */
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** The sections of values that were found to be complete. */
export function sectionsOf(values: Values): Environment {
    const region = values.AWS_REGION ?? "";
    const store = storeOf(values, region);
    return {
        auth: {
            secret: values.AUTH_SECRET ?? "",
            url: new URL(values.NEXTAUTH_URL ?? "").origin,
            maxAgeSeconds: values.SESSION_MAX_AGE_SECONDS ?? 7 * 86_400,
            google: clientOf(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET),
            facebook: clientOf(values.FACEBOOK_CLIENT_ID, values.FACEBOOK_CLIENT_SECRET),
        },
        store,
        suggestions: values.BEDROCK_MODEL_ID
            ? {
                  region,
                  modelId: values.BEDROCK_MODEL_ID,
                  maxTokens: values.BEDROCK_MAX_TOKENS ?? 400,
                  temperature: values.BEDROCK_TEMPERATURE,
              }
            : undefined,
        mail: values.SES_FROM_ADDRESS
            ? {
                  region,
                  from: { address: values.SES_FROM_ADDRESS, name: values.SES_FROM_NAME ?? "Kinex Fit" },
                  replyTo: values.SES_REPLY_TO,
                  configurationSet: values.SES_CONFIGURATION_SET,
              }
            : undefined,
        rateLimit: rateLimitOf(values, store.kind === "dynamodb" ? privateNetworks : []),
        supportEmail: values.SUPPORT_EMAIL,
    };
}

function storeOf(values: Values, region: string): Environment["store"] {
    return values.DATABASE_URL
        ? { kind: "sqlite", file: values.DATABASE_URL.slice("file:".length) }
        : {
              kind: "dynamodb",
              region,
              usersTable: values.DYNAMODB_USERS_TABLE ?? "",
              workoutsTable: values.DYNAMODB_WORKOUTS_TABLE ?? "",
          };
}

function clientOf(clientId: string | undefined, clientSecret: string | undefined): OAuthClient | undefined {
    return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function rateLimitOf(values: Values, defaultProxies: readonly string[]): RateLimitSettings | undefined {
    if (values.RATE_LIMIT_ENABLED === false) {
        return undefined;
    }
    const windowSeconds = values.RATE_LIMIT_WINDOW_SECONDS ?? 60;
    return {
        windowSeconds,
        blockSeconds: values.RATE_LIMIT_BLOCK_SECONDS ?? windowSeconds,
        most: {
            page: values.RATE_LIMIT_MAX_REQUESTS ?? 300,
            auth: values.RATE_LIMIT_AUTH_MAX_REQUESTS ?? 10,
            ai: values.RATE_LIMIT_AI_MAX_REQUESTS ?? 5,
            api: values.RATE_LIMIT_API_MAX_REQUESTS ?? 60,
        },
        trustedProxies: values.RATE_LIMIT_TRUSTED_PROXIES ?? defaultProxies,
        upstash:
            values.UPSTASH_REDIS_REST_URL && values.UPSTASH_REDIS_REST_TOKEN
                ? {
                      url: values.UPSTASH_REDIS_REST_URL,
                      token: values.UPSTASH_REDIS_REST_TOKEN,
                      prefix: values.UPSTASH_REDIS_PREFIX ?? "kinex-fit",
                  }
                : undefined,
    };
}
