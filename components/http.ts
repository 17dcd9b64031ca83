import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { explainMatcher } from "../aws/success-codes";
import { object, optional, text, wholeNumber, type Check } from "./arguments";

/** What the load balancer and the container must agree on. */
export interface HttpArgs {
    /** Port that the container listens on, 1024 to 65535. */
    readonly port: number;

    /** Path of the health endpoint, which answers without asking any dependency; a query may follow it. */
    readonly healthCheckPath: string;

    /**
     * Path by which the verdict asks, with a query where it needs one.
     *
     * @default - healthCheckPath
     */
    readonly probePath?: string;

    /** Port of the health endpoint, 1 to 65535: usually `port`. */
    readonly healthCheckPort: number;

    /** Status codes that say the container is healthy, from 200 to 499: `200`, `200-399`, `200,204`. */
    readonly healthCheckMatcher: string;

    /** Seconds of silence after which the load balancer closes a connection, 1 to 4000; the container waits 5 s longer. */
    readonly idleTimeoutSeconds: number;
}

const matcher: Check<string> = (value, path) => {
    const mistakes = text(formats.matcher)(value, path);
    const backwards = mistakes.length === 0 ? explainMatcher(value) : undefined;
    return backwards === undefined ? mistakes : [`${path} ${backwards}, got ${JSON.stringify(value)}`];
};

export const httpArgs: Check<HttpArgs> = object<HttpArgs>({
    port: wholeNumber(ranges.containerPort),
    healthCheckPath: text(formats.httpPath),
    probePath: optional(text(formats.httpPath)),
    healthCheckPort: wholeNumber(ranges.healthCheckPort),
    healthCheckMatcher: matcher,
    idleTimeoutSeconds: wholeNumber(ranges.idleTimeoutSeconds),
});
