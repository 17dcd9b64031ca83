import { rowsOf, type TextRow } from "./text-row";

const because = "Service deployment rolled back because ";
const lambda = "arn:aws:lambda:us-west-2:503947800380:function:scu-dev-signature-hook";

const row = rowsOf("attempt");

/** Decisions of ECS, and of people, on the deployment as a whole. */
export const deploymentTexts: readonly TextRow[] = [
    row(
        "circuit-breaker",
        `${because}the circuit breaker threshold was exceeded.`,
        ["threshold was exceeded"],
        "hashicorp/terraform-provider-aws (service_test.go); file:21270523388",
    ),
    row(
        "circuit-breaker",
        "ECS deployment circuit breaker: tasks failed to start.",
        ["tasks failed to start"],
        "aws/containers-roadmap#1488",
    ),
    row(
        "circuit-breaker",
        "(deployment ecs-svc/7) deployment failed: tasks failed to start.",
        ["tasks failed to start"],
        "docs: service-event-messages-list",
        "event",
    ),
    row(
        "alarm",
        "(deployment ecs-svc/8028) deployment failed: alarm detected.",
        ["alarm detected"],
        "file:57373037252; aws/copilot-cli (status_describe_test.go)",
        "event",
    ),
    row(
        "alarm",
        `${because}the alarm(s) spotter-5xx went into ALARM.`,
        ["spotter-5xx"],
        "form of docs: deployment-alarm-failure",
    ),
    row(
        "hook-failed",
        `${because}PRE_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target ${lambda} returned FAILED status.`,
        ["scu-dev-signature-hook", "returned FAILED"],
        "file:69169994818",
    ),
    row(
        "hook-failed",
        `${because}PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from ${lambda} due to: HookStatus must not be null.`,
        ["HookStatus must not be null"],
        "file:61803625552",
    ),
    row(
        "hook-failed",
        `(deployment ecs-svc/7) deployment failed: ${because}PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from ${lambda} due to: HookStatus must not be null.`,
        ["HookStatus must not be null"],
        "file:61508912401",
        "event",
    ),
    row(
        "hook-failed",
        `${because}TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. User: arn:aws:sts::123456789012:assumed-role/myELBRole/ECSNetworkingWithELB is not authorized to perform: elasticloadbalancing:ModifyListener on resource: arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/my-alb/abc123/def456 because no identity-based policy allows the elasticloadbalancing:ModifyListener action`,
        ["elasticloadbalancing:ModifyListener", "listener/app/my-alb", "myELBRole"],
        "docs: troubleshooting-blue-green; file:58889599179",
    ),
    row(
        "hook-failed",
        `${because}TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to assume role arn:aws:iam::123456789012:role/Admin`,
        ["role/Admin"],
        "docs: troubleshooting-blue-green",
    ),
    row(
        "hook-failed",
        `${because}TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to invoke hook target ${lambda} due to User: arn:aws:sts::123456789012:assumed-role/myLambdaRole/ECS-Lambda-Execution is not authorized to perform: lambda:InvokeFunction on resource: ${lambda} because no identity-based policy allows the lambda:InvokeFunction action`,
        ["lambda:InvokeFunction", "scu-dev-signature-hook"],
        "docs: troubleshooting-blue-green",
    ),
    row(
        "hook-failed",
        `${because}POST_TEST_TRAFFIC_SHIFT pause hook timed out.`,
        ["POST_TEST_TRAFFIC_SHIFT"],
        "docs: troubleshooting-blue-green",
    ),
    row(
        "hook-failed",
        "(deployment ecs-svc/7) deployment failed: hook execution failure(s) detected.",
        ["hook execution"],
        "aws/containers-roadmap#2664",
        "event",
    ),
    row("hook-failed", "PROVISIONING lifecycle hook(s) failed. AccessDenied", ["AccessDenied"], "file:70069953833"),
    row(
        "traffic-configuration",
        `${because}of invalid networking configuration. Both targetGroup and alternateTargetGroup must be associated with the productionListenerRule or testListenerRule.`,
        ["productionListenerRule"],
        "docs: migrate-code-deploy; file:57992293481",
    ),
    row(
        "traffic-configuration",
        `${because}of invalid networking configuration: Target group arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/myAlternateTG/abc123 is not associated with either productionListenerRule or testListenerRule.`,
        ["myAlternateTG"],
        "docs: troubleshooting-blue-green",
    ),
    row(
        "traffic-configuration",
        `${because}of invalid networking configuration. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure Role 'arn:aws:iam::123456789012:role/Admin'.`,
        ["role/Admin"],
        "docs: troubleshooting-blue-green",
    ),
    row(
        "traffic-configuration",
        `(deployment ecs-svc/7) deployment failed: ${because}of invalid networking configuration. One or more rules not found`,
        ["rules not found"],
        "file:521660330",
        "event",
    ),
    row("stopped-by-hand", `${because}of a user request.`, ["user request"], "form of docs: StopServiceDeployment"),
    row(
        "stopped-by-hand",
        "Service deployment was stopped and rolled back by a user via StopServiceDeployment.",
        ["StopServiceDeployment"],
        "form of docs: StopServiceDeployment",
    ),
    row("rolled-back", `${because}the service revision failed validation.`, ["failed validation"], "a reason of no known kind"),
];
