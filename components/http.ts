/** What the load balancer and the container must agree on. */
export interface HttpArgs {
    /** Port that the container listens on. */
    readonly port: number;

    /** Path of the health endpoint, which answers 200 without asking any dependency. */
    readonly healthCheckPath: string;

    /** Seconds of silence after which the load balancer closes a connection; the container keeps its own alive for longer. */
    readonly idleTimeoutSeconds: number;
}
