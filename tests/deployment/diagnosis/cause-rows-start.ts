import { exited, stopped } from "../builders";
import { start, events, ssm, pulling, type Row } from "./cause-rows";

export const startRows: readonly Row[] = [
    {
        id: "wrong-architecture",
        name: "an image of one other platform",
        of: { tasks: [exited("1", 255)], logs: ["exec /usr/local/bin/node: exec format error"] },
        line: "the image is built for another CPU architecture ▸ exec /usr/local/bin/node: exec format error ▸ set image.build.platform, or pin a digest that was built for service.architecture",
        but: [{ tasks: [exited("1", 255)], logs: ["date format error"] }, "process-exit"],
    },
    {
        id: "wrong-architecture",
        name: "an index without the platform",
        of: start(`${pulling}image Manifest does not contain descriptor matching platform 'linux/amd64'`),
        line: `the image is built for another CPU architecture ▸ ${pulling}image Manifest does not contain descriptor matching platform 'linux/amd64' ▸ set image.build.platform, or pin a digest that was built for service.architecture`,
        but: [start(`${pulling}failed to resolve ref x: not found`), "image-not-found"],
    },
    {
        id: "parameter-missing",
        name: "a missing parameter",
        of: start(
            `${ssm}service call has been retried 1 time(s): invalid ssm parameters: /spotter-app/AUTH_SECRET, /spotter-app/B`,
        ),
        line: "a parameter is missing ▸ SSM has no /spotter-app/AUTH_SECRET, /spotter-app/B ▸ npm run parameters -- prod check, then push",
        but: [start(`${ssm}ThrottlingException: Rate exceeded`), "parameter-throttled"],
    },
    {
        id: "parameter-undecryptable",
        name: "an undecryptable parameter",
        of: start(`${ssm}AccessDeniedException: role x is not authorized to perform: kms:Decrypt on resource: key/1`),
        line: `a parameter cannot be decrypted ▸ unable to retrieve secrets from ssm: AccessDeniedException: role x is not authorized to perform: kms:Decrypt on resource: key/1 ▸ allow the execution role kms:Decrypt on its key, or store it again under alias/aws/ssm`,
        but: [
            start(`${ssm}AccessDeniedException: role x is not authorized to perform: ssm:GetParameters on resource: parameter/a`),
            "parameter-denied",
        ],
    },
    {
        id: "parameter-denied",
        name: "an execution role that may not read parameters",
        of: start(`${ssm}AccessDeniedException: role x is not authorized to perform: ssm:GetParameters on resource: parameter/a`),
        line: `the execution role is not allowed to read the parameters ▸ unable to retrieve secrets from ssm: AccessDeniedException: role x is not authorized to perform: ssm:GetParameters on resource: parameter/a ▸ allow the execution role ssm:GetParameters on /spotter-app/*`,
        but: [start(`${ssm}RequestCanceled: request context canceled caused by: context deadline exceeded`), "no-route"],
    },
    {
        id: "no-route",
        name: "no route to SSM",
        of: start(`${ssm}RequestCanceled: request context canceled caused by: context deadline exceeded`),
        line: `the task has no route to SSM ▸ unable to retrieve secrets from ssm: RequestCanceled: request context canceled caused by: context deadline exceeded ▸ give its subnet a route (public address, NAT gateway or VPC endpoints), allow its security group egress to port 443 and the endpoints' group ingress from it, and keep DNS on in the VPC`,
        but: [start("Timeout waiting for network interface provisioning to complete."), "aws-passing"],
    },
    {
        id: "no-route",
        name: "no route to ECR, told by an event only",
        of: events(
            "was unable to place a task. Reason: ResourceInitializationError: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR.",
        ),
        line: "the task has no route to ECR ▸ The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. ▸ give its subnet a route (public address, NAT gateway or VPC endpoints), allow its security group egress to port 443 and the endpoints' group ingress from it, and keep DNS on in the VPC",
        but: [events("has started 2 tasks: (task 1) (task 2)."), undefined],
    },
    {
        id: "log-group-missing",
        name: "a missing log group",
        of: start("ResourceInitializationError: failed to validate logger args: The specified log group does not exist."),
        line: "the task cannot open its log stream ▸ failed to validate logger args: The specified log group does not exist. ▸ create the log group /ecs/spotter-app, and allow the execution role to write to it",
        but: [start(`${pulling}The repository with name 'spotter-app' does not exist in the registry`), "image-not-found"],
    },
    {
        id: "image-not-found",
        name: "a missing image",
        of: start(`${pulling}failed to resolve ref spotter-app@sha256:1f3c: not found`),
        line: `the image does not exist ▸ ${pulling}failed to resolve ref spotter-app@sha256:1f3c: not found ▸ push it to spotter-app, or set image.digest to an image that exists`,
        but: [start(`${pulling}pull access denied, repository does not exist or may require authorization`), "pull-denied"],
    },
    {
        id: "pull-denied",
        name: "a denied pull",
        of: start(`${pulling}failed with status code [manifests sha256:1f3c]: 403 Forbidden`),
        line: `the execution role is not allowed to pull the image ▸ ${pulling}failed with status code [manifests sha256:1f3c]: 403 Forbidden ▸ allow the execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer; a repository of another account needs a policy of its own, a VPC endpoint may have one`,
        but: [start(`${pulling}failed with status code 500`), "aws-passing"],
    },
    {
        id: "no-addresses",
        name: "no free addresses",
        of: start("Unexpected EC2 error while attempting to Create Network Interface: InsufficientFreeAddressesInSubnet"),
        line: "the subnets have no free IP addresses ▸ Unexpected EC2 error while attempting to Create Network Interface: InsufficientFreeAddressesInSubnet ▸ add subnets, or run fewer tasks at once (service.maximumPercent)",
        but: [start("Unexpected EC2 error while attempting to Create Network Interface: InvalidSubnetID"), "network-missing"],
    },
    {
        id: "no-capacity",
        name: "no capacity",
        of: events("was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later."),
        line: "there is no capacity of this kind in these zones ▸ was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later. ▸ wait and run the update again, add availability zones, or run fewer tasks on Spot (service.capacity)",
        but: [events("was unable to place a task. Reason: RESOURCE:ENI"), "no-addresses"],
    },
    {
        id: "quota-reached",
        name: "a quota",
        of: events(
            "was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently",
        ),
        line: "the account has reached a quota ▸ was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently ▸ request an increase in Service Quotas, or run fewer tasks at once (service.maximumPercent)",
        but: [events("was unable to place a task. Reason: Internal error."), "cannot-start"],
    },
    {
        id: "cannot-start",
        name: "a start that fails for another reason",
        of: start("CannotStartContainerError: failed to create shim task"),
        line: "the task cannot start ▸ CannotStartContainerError: failed to create shim task ▸ look up the reason under stopped task errors in the ECS developer guide",
        but: [
            { tasks: [stopped("1", "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/7)")] },
            undefined,
        ],
    },
];
