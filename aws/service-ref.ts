import type { Account } from "./account";
import type { AssumedRole } from "./clients";

/** Everything that names a stack's service in AWS, and what belongs to it. */
export interface ServiceRef {
    readonly account: Account;

    /**
     * Name of the stack, for the commands that an advice names.
     *
     * @default - commands show `<stack>`
     */
    readonly stack?: string;

    /**
     * Profile of the shared AWS configuration.
     *
     * @default - the credentials that the SDK finds by itself
     */
    readonly profile?: string;

    /**
     * Role that is taken on with these credentials.
     *
     * @default - they are used as they are
     */
    readonly assumeRole?: AssumedRole;

    /** Names of the cluster, the service in it, the family of its task definitions, and the application's container. */
    readonly cluster: string;
    readonly service: string;
    readonly taskFamily: string;
    readonly container: string;

    readonly logGroup: string;

    /** Name of the ECR repository, without its registry. */
    readonly repository: string;

    /**
     * Account and region of its registry.
     *
     * @default - those of the service
     */
    readonly registry?: Account;

    /** Path of the SSM parameters, for example `/fitness-prod`. */
    readonly parameterPrefix: string;

    /**
     * Where variables are kept that are not under the prefix: the name of a parameter, or the ARN of one or of a secret, by
     * variable.
     *
     * @default - all are under the prefix
     */
    readonly parameterReferences?: Readonly<Record<string, string>>;
}

/** Names of what runs beside the service, which are its own with a name behind them. */
export function companionNames<T extends Pick<ServiceRef, "service" | "taskFamily" | "container">>(names: T, name: string): T {
    return { ...names, service: `${names.service}-${name}`, taskFamily: `${names.taskFamily}-${name}`, container: name };
}
