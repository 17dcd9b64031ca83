import type { EgressRule } from "./sections/network";
import type { Variable } from "./variables";

/** Ports by what their servers are called in names of variables, the usual one first. None listens on 443. */
const servers: readonly (readonly [name: RegExp, ports: readonly number[]])[] = [
    [/(?:^|_)SMTP_?(?:HOST|PORT|URL|URI)$/, [587, 465, 25, 2465, 2587]],
    [/(?:^|_)(?:POSTGRES|PG)_?(?:HOST|PORT|URL|URI)$/, [5432]],
    [/(?:^|_)MYSQL_?(?:HOST|PORT|URL|URI)$/, [3306]],
    [/(?:^|_)DATABASE_?(?:HOST|PORT|URL|URI)$/, [5432, 3306, 1433, 1521, 27017]],
    [/(?:^|_)REDIS_?(?:HOST|PORT|URL|URI)$/, [6379]],
    [/(?:^|_)MONGO(?:DB)?_?(?:HOST|PORT|URL|URI)$/, [27017]],
    [/(?:^|_)(?:AMQP|RABBITMQ)_?(?:HOST|PORT|URL|URI)$/, [5671, 5672]],
];

const usualPorts = servers.flatMap(([, ports]) => ports);

/** Variables of servers that the tasks can't reach, and the port that would have to be open for each of their kinds. */
export interface Unreachable {
    readonly names: readonly string[];
    readonly ports: readonly number[];
}

/**
 * Finds the variables that a server is reached by to which no port is open. A port that is no usual one of any server may be
 * that of each.
 */
export function findUnreachable(
    variables: readonly Pick<Variable, "name" | "value" | "onlyIfExists">[],
    egress: readonly EgressRule[],
): Unreachable {
    const open = egress.filter(({ protocol }) => protocol === "tcp").map(({ port }) => port);
    const isOpenToAny = open.some((port) => port !== 443 && !usualPorts.includes(port));
    const unreached = servers.flatMap(([pattern, usual]) => {
        const used = variables.filter(({ name, onlyIfExists }) => pattern.test(name) && !onlyIfExists);
        const [given] = used.flatMap(({ value }) => (/^\d+$/.test(value ?? "") ? [Number(value)] : []));
        const isReached =
            given === undefined ? isOpenToAny || usual.some((port) => open.includes(port)) : [443, ...open].includes(given);
        return used.length === 0 || isReached ? [] : [{ used, port: given ?? usual[0] ?? 0 }];
    });
    const names = unreached.flatMap(({ used }) => used.map(({ name }) => name));
    return {
        names: variables.map(({ name }) => name).filter((name) => names.includes(name)),
        ports: unreached.map(({ port }) => port),
    };
}

/** `port 443`, or `ports 443, 5432` */
export function describePorts(egress: readonly EgressRule[]): string {
    const ports = [...new Set([443, ...egress.filter(({ protocol }) => protocol === "tcp").map(({ port }) => port)])].sort(
        (a, b) => a - b,
    );
    return `${ports.length === 1 ? "port" : "ports"} ${ports.join(", ")}`;
}
