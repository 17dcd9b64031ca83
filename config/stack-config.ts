import { asName, baseName, defaultNames, type Names } from "./names";
import { parameters, tableKeys, type Parameter } from "./parameters";
import { profiles, type ProfileName } from "./profiles";
import type { StackInput } from "./schema";

/** Everything that the program needs to know about one stack: what its file says, over its profile's defaults. */
export type StackConfig = Readonly<ReturnType<typeof resolve>>;

/** Where a stack lives. */
export interface Aws {
    readonly region: string;

    /** 12 digits. */
    readonly accountId: string;

    /** `aws`, `aws-cn` or `aws-us-gov`. */
    readonly partition: string;

    /** Profile of the shared AWS configuration. */
    readonly profile?: string;
}

/** A variable that the container gets, and where its value comes from. */
export interface Variable extends Parameter {
    /** `config`: the stack file has it; `stack`: the program derives it; `external`: somebody else keeps it in SSM. */
    readonly from: "config" | "stack" | "external";

    /** The value, where the stack file has it. */
    readonly value?: string;
}

/** Puts checked input over the defaults of its profile. The rules between keys are checked on the result. */
export function resolve({ aws, spotter }: StackInput, stack: string, secretKeys: readonly string[]) {
    const profile: ProfileName = spotter.profile;
    const defaults = profiles[profile];
    const names: Names = { ...defaultNames(stack), ...defined(spotter.names) };
    const { build, ...image } = spotter.image ?? {};
    const ipAddressType: "ipv4" | "dualstack" = spotter.loadBalancer?.ipAddressType ?? "ipv4";
    const service = over(defaults.service, spotter.service);
    const access: Access = {
        tables: (spotter.access?.tables ?? defaultTables(stack)) as Access["tables"],
        buckets: {},
        bedrock: spotter.access?.bedrock ?? { models: [], profiles: [] },
        mail: spotter.access?.mail,
        statements: [],
    };
    const { values = {}, external = [], ...given } = spotter.parameters ?? {};

    return {
        project: "spotter",
        stack,
        profile,
        aws: {
            region: aws.region,
            accountId: aws.allowedAccountIds[0],
            partition: findPartition(aws.region),
            profile: aws.profile,
        } as Aws,
        names,
        domain: spotter.domain,
        network: spotter.network ?? { mode: "default" as const },
        repository: over({ existing: false, ...defaults.repository }, spotter.repository),
        image: { ...image, build: build && { ...build, tag: `build-${asName(stack)}` } },
        loadBalancer: over({ ipAddressType, ...defaults.loadBalancer }, spotter.loadBalancer),
        service: {
            ...service,
            architecture: service.architecture ?? (build?.platform === "linux/arm64" ? "ARM64" : "X86_64"),
            availabilityZoneRebalancing: service.availabilityZoneRebalancing ?? service.maximumPercent > 100,
        },
        parameters: {
            kmsKeyArn: undefined,
            ...over({ prefix: `/${baseName(stack)}`, ...defaults.parameters }, given),
            values,
            external,
            /** Something here is encrypted in the stack file. The engine does not tell which, so all of it is secret. */
            encrypted: secretKeys.some((key) => /^spotter:parameters(?:\.|$)/.test(key)),
            variables: containerVariables(values, external, access),
            /** What variables derive from, beside the public URL, which only the load balancer knows. */
            derived: {
                region: aws.region,
                tables: access.tables,
                buckets: access.buckets,
                model: access.bedrock.profiles[0] ?? access.bedrock.models[0],
                sender: access.mail?.sender,
            },
        },
        access,
        logs: over(defaults.logs, spotter.logs),
        deployment: over(defaults.deployment, spotter.deployment),
    };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function findPartition(region: string): string {
    return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function defaultTables(stack: string): Partial<Record<string, string>> {
    return Object.fromEntries(tableKeys.map((key) => [key, `${baseName(stack)}-${key}`]));
}

/** The services that the application uses. */
interface Access {
    /** Table by what it holds. */
    readonly tables: Readonly<Record<string, string>>;
    readonly buckets: Readonly<Record<string, string>>;
    readonly bedrock: { readonly models: readonly string[]; readonly profiles: readonly string[] };
    readonly mail: { readonly identity: string; readonly sender: string; readonly configurationSet?: string } | undefined;
    readonly statements: readonly {
        readonly sid: string;
        readonly actions: readonly string[];
        readonly resources: readonly string[];
        readonly conditions: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined;
    }[];
}

/** Whether the program can derive the value of a variable. */
export function isDerived({ derivedFrom }: Parameter, { tables, bedrock, mail }: Access): boolean {
    switch (derivedFrom) {
        case undefined:
            return false;
        case "region":
        case "publicUrl":
            return true;
        case "model":
            return bedrock.profiles.length + bedrock.models.length > 0;
        case "sender":
            return mail !== undefined;
        default:
            return tables[derivedFrom.table] !== undefined;
    }
}

/**
 * The variables that the container gets: what is derived, has a value, is listed as external, or is required. ECS
 * refuses to start a task whose parameter is absent, so an optional variable that nobody gave is left out.
 */
function containerVariables(
    values: Partial<Record<string, string>>,
    external: "all" | readonly string[],
    access: Access,
): Variable[] {
    return parameters.flatMap((parameter): Variable[] => {
        const { name, required } = parameter;
        const value = values[name];
        if (isDerived(parameter, access)) {
            return [{ ...parameter, from: "stack" }];
        }
        if (value !== undefined) {
            return [{ ...parameter, from: "config", value }];
        }
        return required || external === "all" || external.includes(name) ? [{ ...parameter, from: "external" }] : [];
    });
}

/** `given` over `defaults`, key by key; a given zero or `false` counts. */
function over<D extends object, G extends object>(defaults: D, given: G | undefined): D & Omit<G, keyof D> {
    const merged = Object.entries(defined(given)).map(([key, value]) => {
        const base = (defaults as Record<string, unknown>)[key];
        return [key, isObject(value) && isObject(base) ? over(base, value) : value];
    });
    return { ...defaults, ...(Object.fromEntries(merged) as Omit<G, keyof D>) };
}

function defined<T extends object>(given: T | undefined): Partial<T> {
    return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
