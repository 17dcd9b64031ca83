import type { STS, STSClientConfig } from "@aws-sdk/client-sts";
import { toAwsError } from "./errors";

/** A role that is taken on with the credentials that are found. */
export interface AssumedRole {
    /** For example `arn:aws:iam::123456789012:role/deploy`. */
    readonly roleArn: string;

    /**
     * What the role's trust policy asks for.
     *
     * @default - nothing
     */
    readonly externalId?: string;
}

/** The region and the identity of the calls. */
export interface ClientArgs {
    readonly region: string;

    /**
     * Region of the images' registry, which ECR alone is asked in.
     *
     * @default - the same
     */
    readonly registryRegion?: string | undefined;

    /**
     * Profile of the shared AWS configuration.
     *
     * @default - the credentials that the SDK finds by itself
     */
    readonly profile?: string;

    /**
     * Role that is taken on.
     *
     * @default - the credentials are used as they are
     */
    readonly assumeRole?: AssumedRole;
}

/** Adaptive: after an answer that says "slow down" every later call waits, too. */
const retries = { retryMode: "adaptive", maxAttempts: 4 } as const;

/** Milliseconds. A connection that was lost in silence must not use up the time of a deployment. */
const requestTimeouts = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

export type Clients = ReturnType<typeof createClients>;

/**
 * The SDK's clients, each imported with its first call: a program that calls nothing of AWS loads none of them.
 * Every error they throw names its action. The endpoint is the SDK's own setting (`AWS_ENDPOINT_URL`).
 */
export function createClients({ region, registryRegion = region, profile, assumeRole }: ClientArgs) {
    // The SDK would warn users of Node 20 on each run, in the middle of an update; README.md says it once.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const found = { region, profile, ...retries, requestHandler: requestTimeouts };
    const withAwsErrors = <C extends { readonly middlewareStack: object }>(service: string, client: C) =>
        addAwsErrors(service, client, profile ?? process.env.AWS_PROFILE);
    const openSts = async () => withAwsErrors("sts", new (await import("@aws-sdk/client-sts")).STS(found));
    const config = { ...found, ...(assumeRole === undefined ? {} : { credentials: takeOn(assumeRole, openSts) }) };
    return {
        region,
        acm: once(async () => withAwsErrors("acm", new (await import("@aws-sdk/client-acm")).ACM(config))),
        autoscaling: once(async () => {
            const { ApplicationAutoScaling } = await import("@aws-sdk/client-application-auto-scaling");
            return withAwsErrors("application-autoscaling", new ApplicationAutoScaling(config));
        }),
        cloudwatch: once(async () =>
            withAwsErrors("cloudwatch", new (await import("@aws-sdk/client-cloudwatch")).CloudWatch(config)),
        ),
        ec2: once(async () => withAwsErrors("ec2", new (await import("@aws-sdk/client-ec2")).EC2(config))),
        ecr: once(async () =>
            withAwsErrors("ecr", new (await import("@aws-sdk/client-ecr")).ECR({ ...config, region: registryRegion })),
        ),
        ecs: once(async () => withAwsErrors("ecs", new (await import("@aws-sdk/client-ecs")).ECS(config))),
        elb: once(async () => {
            const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
            return withAwsErrors("elasticloadbalancing", new ElasticLoadBalancingV2(config));
        }),
        iam: once(async () => withAwsErrors("iam", new (await import("@aws-sdk/client-iam")).IAM(config))),
        kms: once(async () => withAwsErrors("kms", new (await import("@aws-sdk/client-kms")).KMS(config))),
        logs: once(async () =>
            withAwsErrors("logs", new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogs(config)),
        ),
        route53: once(async () => withAwsErrors("route53", new (await import("@aws-sdk/client-route-53")).Route53(config))),
        scheduler: once(async () =>
            withAwsErrors("scheduler", new (await import("@aws-sdk/client-scheduler")).Scheduler(config)),
        ),
        sqs: once(async () => withAwsErrors("sqs", new (await import("@aws-sdk/client-sqs")).SQS(config))),
        ssm: once(async () => withAwsErrors("ssm", new (await import("@aws-sdk/client-ssm")).SSM(config))),
        sts: once(async () => withAwsErrors("sts", new (await import("@aws-sdk/client-sts")).STS(config))),
    };
}

/** Credentials of a role; the SDK keeps them, and asks again before they expire. */
function takeOn({ roleArn, externalId }: AssumedRole, openSts: () => Promise<STS>): STSClientConfig["credentials"] {
    return async () => {
        const request = { RoleArn: roleArn, RoleSessionName: "spotter", ExternalId: externalId };
        const { Credentials: given } = await (await openSts()).assumeRole(request);
        const { AccessKeyId = "", SecretAccessKey = "", SessionToken, Expiration } = given ?? {};
        return {
            accessKeyId: AccessKeyId,
            secretAccessKey: SecretAccessKey,
            sessionToken: SessionToken,
            expiration: Expiration,
        };
    };
}

/** The part of a middleware stack that is used here; the SDK types it by the union of a client's inputs. */
interface Stack {
    add(
        middleware: (next: Next, context: { readonly commandName?: string }) => Next,
        options: { readonly step: "initialize"; readonly priority: "high"; readonly name: string },
    ): void;
}

type Next = (args: unknown) => Promise<unknown>;

/** Outermost, so that it sees what is left after all retries. */
function addAwsErrors<C extends { readonly middlewareStack: object }>(
    service: string,
    client: C,
    profile: string | undefined,
): C {
    const explain =
        (next: Next, { commandName = "" }: { readonly commandName?: string }) =>
        async (args: unknown) => {
            try {
                return await next(args);
            } catch (error) {
                throw toAwsError(error, `${service}:${commandName.replace(/Command$/, "")}`, profile);
            }
        };
    (client.middlewareStack as Stack).add(explain, { step: "initialize", priority: "high", name: "explain" });
    return client;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
    let made: Promise<T> | undefined;
    return () => (made ??= make());
}
