import type { LiveAccount } from "../../adoption/account";
import { sumTraffic, type BalancerTraffic } from "../../aws/cloudwatch";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { StackContext } from "../shared/stack-context";

/** Minutes that are looked back. */
export const trafficMinutes = 15;

/** What came to a balancer; undefined where CloudWatch does not answer. */
export interface Traffic {
    readonly balancer: string;
    readonly traffic: BalancerTraffic | undefined;
}

/** Requests and errors of each balancer, old and new, so that a move is seen. */
export function readTraffic({ clients }: StackContext, account: LiveAccount, now: Date): Promise<Traffic[]> {
    const from = new Date(now.getTime() - trafficMinutes * 60_000);
    const application = (account.loadBalancers ?? []).filter(({ type }) => type === "application");
    return Promise.all(
        application.map(async ({ name, arn }) => ({
            balancer: name,
            traffic: await undefinedIfUnanswered(() => sumTraffic(clients, arn, from, now), []),
        })),
    );
}
