import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link listen}. */
export interface ListenersArgs {
    /** Where requests come in. */
    readonly balancer: lb.LoadBalancer;

    /** Where requests go. */
    readonly targetGroup: lb.TargetGroup;

    /** Certificate of the HTTPS listener; undefined for HTTP alone, which anyone on the way can read and change. */
    readonly certificateArn: pulumi.Input<string> | undefined;

    /**
     * Hooks of the HTTPS listener.
     *
     * @default - every change may be made
     */
    readonly httpsHooks?: pulumi.ResourceHookBinding;
}

/** What AWS recommends, and the console's default; the API's own default still admits TLS 1.0. */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/**
 * Forwards HTTPS and redirects HTTP to it; without a certificate, forwards HTTP.
 *
 * @returns the listener that forwards
 */
export function listen(
    name: string,
    { balancer, targetGroup, certificateArn, httpsHooks }: ListenersArgs,
    opts: pulumi.CustomResourceOptions,
): lb.Listener {
    const forward = [{ type: "forward", targetGroupArn: targetGroup.arn }];
    const redirect = [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }];
    const https =
        certificateArn === undefined
            ? undefined
            : new lb.Listener(
                  `${name}-https`,
                  {
                      loadBalancerArn: balancer.arn,
                      protocol: "HTTPS",
                      port: 443,
                      sslPolicy: tlsPolicy,
                      certificateArn,
                      defaultActions: forward,
                  },
                  { ...opts, hooks: httpsHooks },
              );
    const http = new lb.Listener(
        `${name}-http`,
        {
            loadBalancerArn: balancer.arn,
            protocol: "HTTP",
            port: 80,
            defaultActions: certificateArn === undefined ? forward : redirect,
        },
        // Port 443 is closed until the certificate is issued, and browsers remember a permanent redirect.
        { ...opts, dependsOn: https === undefined ? [] : [https] },
    );
    return https ?? http;
}
