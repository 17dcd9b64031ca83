import { throttled } from "./patterns";
import type { TextCause } from "./text-cause";

/*
 * Why ECS cannot place a task, mostly told by events:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */

export const placementCauses: readonly TextCause[] = [
    {
        id: "quota-reached",
        when: [
            /(reached|exceed(?:s|ed)?|above|hit|over) (the|your)( \S+){0,3} ?(limit|quota)|(limit|quota) (\S+ ){0,6}(was|has been|is|were) (exceeded|reached)|(?<!Request)(?<!Bandwidth)LimitExceeded|CountExceeded|maximum number of .{0,80}(reached|exceeded)|TooManyTargets|service quota/i,
        ],
        unless: throttled,
        cause: "the account has reached a quota",
        advice: "request an increase in Service Quotas, or run fewer tasks at once (service.maximumPercent)",
    },
    {
        id: "no-capacity",
        when: [
            /capacity (\S+ ){0,4}(not available|unavailable|not be (provided|fulfilled|found)|exhausted)|resources could not be found|RESOURCE:\w+|insufficient (\w+ )?(capacity|cpu|memory)|InsufficientInstanceCapacity|UnfulfillableCapacity|(no|not enough|not have (enough|sufficient)|unable to (provide|fulfill|find)) (spot |fargate |available |sufficient )*capacity|no container instances?|EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES|placement constraint|RESOURCE or ATTRIBUTE|capacity (isn't|not) available/i,
        ],
        cause: (text) =>
            /container.instance/i.test(text)
                ? "no instance of the cluster has room for the task"
                : "there is no capacity of this kind in these zones",
        advice: "wait and run the update again, add availability zones, or run fewer tasks on Spot (service.capacity)",
    },
    {
        id: "revision-inactive",
        when: [
            /task ?definition\b.{0,80}(inactive|does not exist|not found|deleted|deregistered|not active)|(inactive|deregistered|unable to (describe|find)) (the )?task ?definition/i,
        ],
        cause: "the task definition's revision is inactive",
        advice: "run the update again, which registers a new one; a revision must not be deregistered while a service uses it",
    },
    {
        id: "capacity-provider-missing",
        when: [
            /capacity provider\b.{0,80}(not found|does not exist|inactive|not active|not associated|invalid)|no capacity provider/i,
        ],
        cause: "a capacity provider of the service is not in the cluster",
        advice: "run the update again, or associate FARGATE and FARGATE_SPOT with the cluster",
    },
    {
        id: "target-group-missing",
        when: [
            /target ?group.{0,120}(not found|does not exist|does not have an associated load balancer|deleted)|TargetGroupNotFound|TARGET GROUP IS NOT FOUND|LoadBalancerNotFound/i,
        ],
        cause: "the service's target group does not exist, or no listener leads to it",
        advice: "run the update again, which restores the listener and the target group; if that fails, the service must be replaced",
    },
    {
        id: "deployment-configuration",
        when: [/because of the service deployment configuration|minimumHealthyPercent|maximumPercent/i],
        cause: "the percentages leave ECS no room to replace a task",
        advice: "raise service.maximumPercent, or lower service.minimumHealthyPercent",
    },
    {
        id: "scheduler-throttled",
        when: [throttled],
        cause: "AWS throttles what ECS does for the service, ECS tries again",
        advice: "wait; if it persists, deploy fewer services at once, or ask AWS Support for a higher rate",
    },
];
