import type { Clients } from "./clients";

/** A parameter without its value. */
export interface ParameterMetadata {
    /** `String`, `StringList` or `SecureString`. */
    readonly type: string;
    readonly version: number;

    /** Milliseconds since 1970. */
    readonly modifiedAt?: number;
}

/**
 * What SSM knows about the parameters under a path, by the last segment of their names. `DescribeParameters` never
 * answers with a value. Pages may be empty before the last one.
 */
export async function listParameters({ ssm }: Clients, prefix: string): Promise<Map<string, ParameterMetadata>> {
    const found = new Map<string, ParameterMetadata>();
    const filter = { Key: "Path", Option: "OneLevel", Values: [prefix] };
    for await (const page of (await ssm()).paginateDescribeParameters({ ParameterFilters: [filter] }, { pageSize: 50 })) {
        for (const { Name = "", Type = "", Version = 0, LastModifiedDate } of page.Parameters ?? []) {
            const variable = Name.slice(Name.lastIndexOf("/") + 1);
            found.set(variable, { type: Type, version: Version, modifiedAt: LastModifiedDate?.getTime() });
        }
    }
    return found;
}
