import type * as pulumi from "@pulumi/pulumi";

/**
 * Checks before a load balancer, its listener or its target group is made or changed, which may refuse what would take requests away from
 * the tasks that serve. `engine/` makes one.
 */
export interface TrafficGuard {
    /**
     * Hooks of the load balancer.
     *
     * @default - every change may be made
     */
    readonly loadBalancerHooks?: pulumi.ResourceHookBinding;

    /**
     * Hooks of the HTTPS listener.
     *
     * @default - every change may be made
     */
    readonly listenerHooks?: pulumi.ResourceHookBinding;

    /**
     * Hooks of the target group.
     *
     * @default - every change may be made
     */
    readonly targetGroupHooks?: pulumi.ResourceHookBinding;

    /**
     * Hooks of the target group that releases have by turns with the first.
     *
     * @default - every change may be made
     */
    readonly alternateTargetGroupHooks?: pulumi.ResourceHookBinding;

    /**
     * Hooks of the rule whose weights say which of the two gets requests.
     *
     * @default - every change may be made
     */
    readonly productionRuleHooks?: pulumi.ResourceHookBinding;

    /**
     * Hooks of the load balancer's security group.
     *
     * @default - every change may be made
     */
    readonly securityGroupHooks?: pulumi.ResourceHookBinding;

    /** Minutes without a service are accepted: a load balancer that AWS can't change goes before the next one comes. */
    readonly acceptsGap: boolean;
}
