import { refuse, type Input } from "./protocol";

/** Items of a page: where the caller names no number, and at most. From each action's page of the API reference. */
const pageSizes = {
    ListTasks: { usual: 100, max: 100, parameter: "maxResults" },
    ListTaskDefinitions: { usual: 100, max: 100, parameter: "maxResults" },
    ListServiceDeployments: { usual: 20, max: 100, parameter: "maxResults" },
    DescribeImages: { usual: 100, max: 1000, parameter: "maxResults" },
    DescribeParameters: { usual: 10, max: 50, parameter: "MaxResults" },
    DescribeAlarms: { usual: 50, max: 100, parameter: "MaxRecords" },
} as const;

/** Items that one call may name. */
const batchSizes = {
    DescribeServices: { max: 10, what: "service names" },
    DescribeTasks: { max: 100, what: "taskIds" },
    DescribeServiceDeployments: { max: 20, what: "serviceDeploymentArns" },
    DescribeServiceRevisions: { max: 20, what: "serviceRevisionArns" },
} as const;

/** One page of a list. */
export interface Page<T> {
    readonly items: readonly T[];

    /** Of the next page; only its absence is the end. */
    readonly next?: string;
}

/**
 * The page of a list that a call asks for, as AWS gives it.
 *
 * @param most items that this account gives. Its first page is empty then, which AWS allows itself, too
 */
export function page<T>(action: keyof typeof pageSizes, items: readonly T[], input: Input, most = Infinity): Page<T> {
    const { usual, max, parameter } = pageSizes[action];
    const size = Number(input[parameter] ?? usual);
    if (!(size >= 1 && size <= max)) {
        refuse(
            parameter === "maxResults" ? "InvalidParameterException" : "ValidationException",
            `${parameter} must be from 1 to ${max}`,
        );
    }
    const token = input.nextToken ?? input.NextToken;
    const start = token === undefined ? (most === Infinity ? 0 : -1) : readToken(action, token);
    const end = start < 0 ? 0 : start + Math.min(size, most);
    return { items: items.slice(Math.max(0, start), end), next: end < items.length ? toToken(action, end) : undefined };
}

/** What a call names, all of which AWS knows by itself: it refuses none at all, and too many. */
export function batch(action: keyof typeof batchSizes, named: unknown): readonly string[] {
    const { max, what } = batchSizes[action];
    const names = (named ?? []) as readonly string[];
    if (names.length === 0) {
        refuse("InvalidParameterException", `${what} cannot be empty.`);
    }
    if (names.length > max) {
        // https://github.com/sil-org/ecs-deploy/issues/266, https://github.com/structurely/ecs-autoscale/issues/32
        refuse("InvalidParameterException", `${what} can have at most ${max} items.`);
    }
    return names;
}

function toToken(action: string, start: number): string {
    return Buffer.from(`${action} ${start}`).toString("base64");
}

function readToken(action: string, token: unknown): number {
    const [of, start] = Buffer.from(String(token), "base64").toString().split(" ");
    return of === action ? Number(start) : refuse("InvalidParameterException", "Invalid token.");
}
