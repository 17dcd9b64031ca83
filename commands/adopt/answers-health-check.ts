import type { Serving } from "../../adoption/serving";
import { acceptsStatus } from "../../aws/success-codes";
import { probe } from "../../deployment/probe";
import type { StackContext } from "../shared/stack-context";

/** Whether the old release answers what the program's health check asks. Through the balancer, by its own name. */
export async function answersHealthCheck({ config }: StackContext, { loadBalancer }: Serving): Promise<boolean | undefined> {
    if (loadBalancer === undefined) {
        return undefined;
    }
    const hasTls = loadBalancer.listeners.some(({ protocol }) => protocol === "HTTPS");
    const response = await probe({
        protocol: hasTls ? "https" : "http",
        loadBalancerDns: loadBalancer.dnsName,
        host: config.domain?.name ?? loadBalancer.dnsName,
        path: config.loadBalancer.healthCheck.path,
    });
    const { matcher } = config.loadBalancer.healthCheck;
    return response.status === 0 ? undefined : acceptsStatus(matcher, response.status);
}
