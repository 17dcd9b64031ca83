import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { object, text, wholeNumber, type Check } from "./arguments";

/** What the load balancer and the container must agree on. */
export interface HttpArgs {
    /** Port that the container listens on, 1024 to 65535. */
    readonly port: number;

    /** Path of the health endpoint, which answers 200 without asking any dependency. */
    readonly healthCheckPath: string;

    /** Seconds of silence after which the load balancer closes a connection, 1 to 4000; the container waits 5 s longer. */
    readonly idleTimeoutSeconds: number;
}

export const httpArgs: Check<HttpArgs> = object({
    port: wholeNumber(ranges.containerPort),
    healthCheckPath: text(formats.httpPath),
    idleTimeoutSeconds: wholeNumber(ranges.idleTimeoutSeconds),
});
