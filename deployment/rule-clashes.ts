import type { ListenerRule } from "../aws/elb-listeners";
import { includesPattern, pathPatterns } from "../aws/path-patterns";

/** The rule that a stack is to have: for one host name, and for one path of it or for all. */
interface OwnRule {
    readonly host: string;
    readonly path?: string | undefined;
    readonly priority: number;
}

/**
 * Finds what keeps a rule from having its requests, or takes those of another: a listener asks its rules in the order of their
 * priorities, and the first whose conditions are met counts. Rules that share a host name by paths that differ are no clash.
 */
export function findRuleClashes(own: OwnRule, others: readonly ListenerRule[]): string[] {
    const requests = `every request for ${own.host}${own.path ?? ""}`;
    return others.flatMap((other) => {
        const what = `rule ${other.priority} of the listener (${describeConditions(other)})`;
        const isEarlier = Number(other.priority) < own.priority;
        if (Number(other.priority) === own.priority) {
            return [`${own.priority} is taken by ${what}: choose another`];
        }
        if (isEarlier && takesAll(other, own)) {
            return [`${what} comes before ${own.priority} and takes ${requests}: choose a number below ${other.priority}`];
        }
        return !isEarlier && isOnlyFor(other, own)
            ? [
                  `${what} comes after ${own.priority} and would get no more requests: choose a number above ${other.priority}, or another domain`,
              ]
            : [];
    });
}

/** It is met by every request of the stack. */
function takesAll({ hosts, paths, otherConditions }: ListenerRule, own: OwnRule): boolean {
    const ownPaths = own.path === undefined ? ["/*"] : pathPatterns(own.path);
    const hasAllPaths = paths.length === 0 || ownPaths.every((path) => paths.some((each) => includesPattern(each, path)));
    const hasHost = hosts.length === 0 || hosts.some((each) => includesPattern(each.toLowerCase(), own.host));
    return otherConditions.length === 0 && hasAllPaths && hasHost;
}

/** It is met by requests alone that are the stack's. */
function isOnlyFor({ hosts, paths }: ListenerRule, { host, path }: OwnRule): boolean {
    const isOfHost = hosts.length > 0 && hosts.every((each) => each.toLowerCase() === host);
    const isOfPath = (other: string) => path === undefined || pathPatterns(path).some((own) => includesPattern(own, other));
    return isOfHost && (path === undefined || paths.length > 0) && paths.every(isOfPath);
}

function describeConditions({ hosts, paths, otherConditions }: ListenerRule): string {
    const parts = [
        ...(hosts.length === 0 ? [] : [`host ${hosts.join(" or ")}`]),
        ...(paths.length === 0 ? [] : [`path ${paths.join(" or ")}`]),
        ...otherConditions,
    ];
    return parts.join(", ") || "every request";
}
