import type { TrafficRow } from "./row";

/** What is between users and tasks. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html */
export const loadBalancerRows: Readonly<Record<string, readonly TrafficRow[]>> = {
    "aws:lb/loadBalancer:LoadBalancer": [
        { operation: "create", impact: "none", statement: "gets requests once a DNS record or a user names it" },
        { operation: "delete", impact: "interrupted", statement: "requests to its DNS name fail" },
        {
            operation: "replace",
            impact: "refused",
            statement: "another load balancer is made, that no user knows of and that can't have the target group of this one",
        },
        {
            operation: "update",
            inputs: ["securityGroups"],
            impact: "at once",
            statement: "new connections need a rule of the new security groups at once",
        },
        {
            operation: "update",
            inputs: ["subnets", "subnetMappings"],
            impact: "at once",
            statement:
                "listens in the new subnets and leaves the others at once; the update looks first that no task serves in a zone that it leaves",
        },
        {
            operation: "update",
            inputs: ["idleTimeout"],
            when: "more",
            impact: "at once",
            statement:
                "keeps idle connections longer than running tasks do, until those of the new release serve: single requests may get 502",
        },
        { operation: "update", inputs: ["idleTimeout"], impact: "none", statement: "only idle connections are closed earlier" },
        {
            operation: "update",
            inputs: ["ipAddressType"],
            when: { becomes: "ipv4" },
            impact: "interrupted",
            statement: "no longer answers on IPv6",
        },
        { operation: "update", inputs: ["ipAddressType"], impact: "none", statement: "answers on IPv6 too" },
        {
            operation: "update",
            inputs: ["dropInvalidHeaderFields", "desyncMitigationMode", "xffHeaderProcessingMode", "enableHttp2"],
            impact: "at once",
            statement: "requests are accepted and passed on by the new rule at once",
        },
        {
            operation: "update",
            inputs: ["enableDeletionProtection", "accessLogs", "connectionLogs", "healthCheckLogs", "tags"],
            impact: "none",
            statement: "no request notices",
        },
    ],
    "aws:lb/listener:Listener": [
        { operation: "create", impact: "none", statement: "answers on its port from then on" },
        { operation: "delete", impact: "interrupted", statement: "nothing answers on its port any more" },
        { operation: "replace", impact: "none", statement: "the one before answers until its load balancer goes" },
        {
            operation: "update",
            inputs: ["certificateArn"],
            impact: "moved",
            statement: "new connections get the new certificate in place; open ones go on",
        },
        {
            operation: "update",
            inputs: ["sslPolicy"],
            impact: "at once",
            statement: "clients that share no TLS version or cipher with the new policy are refused at once",
        },
        {
            operation: "update",
            inputs: ["defaultActions"],
            impact: "at once",
            statement: "requests follow the new action at once; a target group without a healthy task answers 503",
        },
        {
            operation: "update",
            inputs: ["port", "protocol"],
            impact: "interrupted",
            statement: "nothing answers any more on the port, or in the protocol, of before",
        },
        { operation: "update", inputs: ["tags"], impact: "none", statement: "no request notices" },
    ],
    "aws:lb/listenerRule:ListenerRule": [
        { operation: "create", impact: "none", statement: "requests for its host name go to its target group from then on" },
        {
            operation: "delete",
            impact: "interrupted",
            statement: "requests for its host name go where the other rules of the shared listener say",
        },
        { operation: "replace", impact: "none", statement: "the rule of the listener before stays until this one is made" },
        {
            operation: "update",
            inputs: ["conditions"],
            impact: "interrupted",
            statement: "requests for the host name before go where the other rules of the shared listener say",
        },
        {
            operation: "update",
            inputs: ["actions"],
            impact: "at once",
            statement: "requests follow the new action at once; a target group without a healthy task answers 503",
        },
        {
            operation: "update",
            inputs: ["priority", "tags"],
            impact: "none",
            statement: "no request notices, as no other rule of the listener has the same requests",
        },
    ],
    "aws:lb/listenerCertificate:ListenerCertificate": [
        { operation: "create", impact: "none", statement: "clients of its host names meet it from then on" },
        {
            operation: "delete",
            impact: "interrupted",
            statement: "clients of its host names meet another certificate of the listener",
        },
        { operation: "replace", impact: "none", statement: "the certificate before stays until this one is there" },
    ],
    "aws:wafv2/webAcl:WebAcl": [
        { operation: "create", impact: "none", statement: "no request meets it before it stands before the load balancer" },
        { operation: "delete", impact: "none", statement: "no request meets it any more" },
        { operation: "replace", impact: "none", statement: "the one before stands there until the other does" },
        {
            operation: "update",
            inputs: ["rules", "defaultAction"],
            impact: "at once",
            statement: "requests meet the new rules within minutes: `mode: count` shows what they would refuse",
        },
        { operation: "update", impact: "none", statement: "no request notices its name, description or metrics" },
    ],
    "aws:wafv2/webAclAssociation:WebAclAssociation": [
        {
            operation: "create",
            impact: "at once",
            statement: "requests meet the rules of the web ACL from then on: `mode: count` shows what they would refuse",
        },
        { operation: "delete", impact: "at once", statement: "requests meet no web ACL any more" },
        { operation: "replace", impact: "none", statement: "the rules of before count until those of the other do" },
    ],
    "aws:lb/targetGroup:TargetGroup": [
        { operation: "create", impact: "none", statement: "gets requests once a listener forwards to it" },
        { operation: "delete", impact: "none", statement: "AWS deletes it only when no listener forwards to it" },
        {
            operation: "replace",
            inputs: ["vpcId"],
            impact: "refused",
            statement: "no load balancer reaches targets of another VPC",
        },
        {
            operation: "replace",
            impact: "interrupted",
            statement: "listeners move to another, empty one, and answer 503 until a task is healthy in it",
        },
        {
            operation: "update",
            inputs: ["healthCheck.path", "healthCheck.matcher", "healthCheck.port", "healthCheck.protocol"],
            impact: "at once",
            statement:
                "the tasks that serve must pass the new check at once, or ECS stops them; the update looks first whether they do",
        },
        {
            operation: "update",
            inputs: ["healthCheck"],
            impact: "at once",
            statement: "the tasks that serve are checked at the new pace at once",
        },
        {
            operation: "update",
            inputs: ["deregistrationDelay"],
            impact: "none",
            statement: "counts for the tasks that stop from then on",
        },
        {
            operation: "update",
            inputs: ["stickiness", "loadBalancingAlgorithmType", "slowStart"],
            impact: "at once",
            statement: "requests are spread over the tasks by the new rule at once",
        },
        { operation: "update", inputs: ["tags"], impact: "none", statement: "no request notices" },
    ],
};
