/** Tokens of load balancing. */
export const types = {
    balancer: "aws:lb/loadBalancer:LoadBalancer",
    targetGroup: "aws:lb/targetGroup:TargetGroup",
    listener: "aws:lb/listener:Listener",
    certificate: "aws:lb/listenerCertificate:ListenerCertificate",
    rule: "aws:lb/listenerRule:ListenerRule",
} as const;
