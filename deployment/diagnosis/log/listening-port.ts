import { readLines } from "./lines";

/** What a line is about that says where the application serves. */
const serving =
    /\b(?:listen(?:ing|s)?|serv(?:er|ing|es?)|start(?:ed|ing)|running|ready|available|live|local|network|bound|ports?|https?)\b/i;

/**
 * Other ports that programs name: of debuggers and metrics, of what they connect to, and numbers that are none. A
 * failure to listen is told by its error.
 */
const other =
    /debug(?:ger|ging)?\b(?!\])|inspector|\bws:|profil|metrics|prometheus|\bpids?\b|\bprocess|\bthreads?\b|\bfd\b|\.sock\b|\bunix:|redis|postgres|mysql|maria|mongo|database|\bdb\b|datasource|kafka|rabbit|amqp|nats|memcache|elastic|opensearch|clickhouse|otel|otlp|telemetry|tracing|exporter|statsd|datadog|jaeger|zipkin|collector|\bagent\b|sidecar|upstream|proxy|proxied|forward|fetch|request|\bclients?\b|grpc|\badmin|management|actuator|smtp|\bmail|ldap|\bdns\b|\bssh\b|studio|storybook|\budp\b|livereload|\bhmr\b|webhook url|base ?url|callback|origin|\bcors\b|error|refused|could not|cannot|can't|unable|timed? ?out|fail|retry|in use|connect(?:ing|ed|ion|s)? /i;

/** Addresses that only the container itself reaches name no port that is served. `localhost` is what Next.js prints for any. */
const loopback = /\b127\.\d+\.\d+\.\d+|\[?::1\]?:/;

const ports: readonly RegExp[] = [
    /\bhttps?:\/\/(?:localhost|\*|\[[\da-f:]*\]|[\d.]+|[\w.-]+):(\d{2,5})\b/i,
    /(?:^|[\s(["'=])(?:0\.0\.0\.0|\[::\]|:::?|\*|localhost|\d+\.\d+\.\d+\.\d+):?(?<=[:\]])(\d{2,5})\b(?![.:\d])/i,
    /\bport(?:\(s\))?["']?\s*[:=]?\s*["']?(\d{2,5})\b(?!\.\d)/i,
    /\b(?:listening|started|running|ready|serving|bound|live)\b(?:[^\d:]|:(?!\d))*?\b(?:on|at)\s+(\d{2,5})(?=\s*(?:$|[.,;!)"'(])|\s+in\s+[a-z])(?!\.\d)/i,
    /\b(?:on|at)\s+:(\d{2,5})\b/i,
    /\blistening\s*[:=]\s*(\d{2,5})\b/i,
];

/** Characters of a line that may name a port: longer ones are dumps. */
const maxLength = 1000;

/** The port that a line of a log says the application serves on. */
export function findListeningPort(line: string): number | undefined {
    const ready = /\bport\b/i.test(line)
        ? line
        : readLines([line])
              .map(({ text }) => text)
              .join(" ");
    if (line.length > maxLength) {
        return undefined;
    }
    const isServed = serving.test(ready) && !other.test(ready) && !loopback.test(ready) && !/^\s*[A-Z_]{3,}=/.test(ready);
    const found = ports.map((pattern) => pattern.exec(ready)?.[1]).find((port) => port !== undefined);
    return !isServed || found === undefined || Number(found) > 65_535 ? undefined : Number(found);
}
