/**
 * The order in which an update changes what requests go through, by path. The engine level asserts that the program's updates
 * go so (`tests/engine/order.test.ts`); the model beside this file plays them under load.
 */
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const service = "aws:ecs/service:Service::web";
const balancer = "aws:lb/loadBalancer:LoadBalancer::web";
const group = "aws:lb/targetGroup:TargetGroup::web";

export const orders = {
    "another port": [
        `create ${ingress}::web-tasks-from-alb-8080`,
        `update ${service}`,
        `delete ${ingress}::web-tasks-from-alb-3000`,
    ],
    "another service": [`create ${service}`, `delete ${service}`],
    "the load balancer in more zones, then the tasks": [`update ${balancer}`, `update ${service}`],
    "another health check": [`update ${group}`, `update ${service}`],
} as const satisfies Record<string, readonly string[]>;
