import type { ListenerRule } from "../aws/elb-listeners";

/** The rule that a stack is to have: for one host name, whatever the path. */
interface OwnRule {
    readonly host: string;
    readonly priority: number;
}

/**
 * Finds what keeps a rule from having its requests, or takes those of another: a listener asks its rules in the order of their
 * priorities, and the first whose conditions are met counts. Rules that share a host name by path are no clash.
 */
export function findRuleClashes(own: OwnRule, others: readonly ListenerRule[]): string[] {
    return others.flatMap((other) => {
        const what = `rule ${other.priority} of the listener (${describeConditions(other)})`;
        const isEarlier = Number(other.priority) < own.priority;
        if (Number(other.priority) === own.priority) {
            return [`${own.priority} is taken by ${what}: choose another`];
        }
        if (isEarlier && takesAll(other, own.host)) {
            return [
                `${what} comes before ${own.priority} and takes every request for ${own.host}: choose a number below ${other.priority}`,
            ];
        }
        return !isEarlier && isOnlyFor(other, own.host)
            ? [
                  `${what} comes after ${own.priority} and would get no more requests: choose a number above ${other.priority}, or another domain`,
              ]
            : [];
    });
}

/** It is met by every request for a host name. */
function takesAll({ hosts, paths, otherConditions }: ListenerRule, host: string): boolean {
    const hasAllPaths = paths.length === 0 || paths.some((path) => path === "*" || path === "/*");
    return otherConditions.length === 0 && hasAllPaths && (hosts.length === 0 || hosts.some((each) => isMet(each, host)));
}

/** It is met by requests for that host name alone. */
function isOnlyFor({ hosts }: ListenerRule, host: string): boolean {
    return hosts.length > 0 && hosts.every((each) => each.toLowerCase() === host);
}

/** `*` stands for any characters, dots among them, and `?` for one. */
function isMet(pattern: string, host: string): boolean {
    const source = pattern
        .toLowerCase()
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${source}$`).test(host);
}

function describeConditions({ hosts, paths, otherConditions }: ListenerRule): string {
    const parts = [
        ...(hosts.length === 0 ? [] : [`host ${hosts.join(" or ")}`]),
        ...(paths.length === 0 ? [] : [`path ${paths.join(" or ")}`]),
        ...otherConditions,
    ];
    return parts.join(", ") || "every request";
}
