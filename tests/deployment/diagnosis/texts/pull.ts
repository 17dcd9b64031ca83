import { rowsOf, type TextRow } from "./text-row";

const retried = "CannotPullContainerError: pull image manifest has been retried 1 time(s): ";
const inspect = "CannotPullContainerError: inspect image has been retried 5 time(s): ";
const host = "111122223333.dkr.ecr.us-east-1.amazonaws.com";

const row = rowsOf("stopped");

export const pullTexts: readonly TextRow[] = [
    // Denied
    row(
        "pull-denied",
        `CannotPullContainerError: The task can't pull the image 'spotter-app'. Check that the role 'arn:aws:iam::111122223333:role/execution' has the permissions to pull images from the registry. Error response from daemon: pull access denied`,
        ["role/execution"],
        "aws/amazon-ecs-agent; file:35885116219",
    ),
    row(
        "pull-denied",
        "CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from the registry.",
        ["permissions"],
        "docs: task_cannot_pull_image; file:59939462589",
    ),
    row(
        "pull-denied",
        `${inspect}failed to resolve ref "${host}/web": unexpected status code [manifests 6981141]: 403 Forbidden`,
        ["403"],
        "aws/aws-cdk#14457; file:57008400313",
    ),
    row(
        "pull-denied",
        `${retried}failed to resolve ref 366590864501.dkr.ecr.us-west-2.amazonaws.com/bedrock-proxy-api-ecs:latest@sha256:5de487da: unexpected status from HEAD request to https://366590864501.dkr.ecr.us-west-2.amazonaws.com/v2/bedrock-proxy-api-ecs/blobs/sha256:5de487da: 403 Forbidden`,
        ["bedrock-proxy-api-ecs", "403 Forbidden"],
        "aws-samples/bedrock-access-gateway#114",
    ),
    row(
        "pull-denied",
        `${retried}failed to resolve ref ${host}/a2-ecr-app-repo:latest: pulling from host ${host} failed with status code [manifests latest]: 403 Forbidden`,
        ["a2-ecr-app-repo"],
        "aws/aws-cdk#29876",
    ),
    row(
        "pull-denied",
        `was unable to place a task. Reason: ${retried}failed to resolve ref docker.io/library/repository:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed.`,
        ["docker.io/library/repository"],
        "file:53490583132",
        "event",
    ),
    row(
        "pull-denied",
        "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status code",
        ["unexpected status code"],
        "docs: task_cannot_pull_image",
    ),
    row(
        "pull-denied",
        "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/amazon/aws-xray-daemon/manifests/sha256:2d964e1dbe7a8c9f03f4e9580ff00220bc84ce0294539c6...",
        ["aws-xray-daemon"],
        "aws/aws-xray-daemon#146",
    ),
    row(
        "pull-denied",
        "CannotPullImageManifestError: Error response from daemon: errors: denied: requested access to the resource is denied unauthorized: authentication required",
        ["authentication required"],
        "file:17197331315",
    ),
    row(
        "pull-denied",
        `CannotPullContainerError: Error response from daemon: Get https://${host}/v2/web/manifests/1: no basic auth credentials`,
        ["no basic auth"],
        "docs: re:Post, ECS pull errors",
    ),
    row(
        "pull-denied",
        `CannotPullContainerError: Error response from daemon: pull access denied for 123456.dkr.ecr.us-east-1.amazonaws.com/my-service`,
        ["my-service"],
        "file:49385650087",
    ),
    row(
        "pull-denied",
        `was unable to place a task. Reason: ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): operation error ECR: GetAuthorizationToken, https response error StatusCode: 400, RequestID: 415e6826-9d7a-4ef1-8eea-8eec9105a1a8, api error AccessDeniedException: User: arn:aws:sts::193654356005:assumed-role/CruddurServiceExecutionRole/bc88e9b6acd947589d99b68067f8de59 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action.`,
        ["ecr:GetAuthorizationToken", "CruddurServiceExecutionRole"],
        "file:57427963421",
        "event",
    ),
    row(
        "pull-denied",
        `${retried}failed to resolve ref ${host}/docker-hub/library/node:22: User: arn:aws:sts::111122223333:assumed-role/execution/1 is not authorized to perform: ecr:BatchImportUpstreamImage on resource: arn:aws:ecr:us-east-1:111122223333:repository/docker-hub/library/node because no identity-based policy allows the ecr:BatchImportUpstreamImage action`,
        ["ecr:BatchImportUpstreamImage", "repository/docker-hub/library/node"],
        "form of buildkite/elastic-ci-stack-for-aws#1270",
    ),

    // Limits
    row(
        "pull-throttled",
        `${inspect}httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/manifests/sha256:2bb501e6: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit`,
        ["pull rate limit"],
        "docs: re:Post, ecs-pull-container-error-rate-limit; file:27462161997",
    ),
    row(
        "pull-throttled",
        "ERROR: toomanyrequests: Too Many Requests.",
        ["toomanyrequests"],
        "docs: task_cannot_pull_image",
        "container",
    ),
    row(
        "pull-throttled",
        "You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limits.",
        ["pull rate limit"],
        "docs: task_cannot_pull_image",
        "container",
    ),
    row(
        "pull-throttled",
        `CannotPullImageManifestError: Error response from daemon: toomanyrequests: Request exceeded pull rate limit for IP 10.0.0.1`,
        ["pull rate limit"],
        "file:11032308989",
    ),
    row(
        "pull-throttled",
        `${retried}failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://public.ecr.aws/v2/docker/library/redis/manifests/sha256:832d7785: 429 Too Many Requests`,
        ["public.ecr.aws"],
        "file:71117919928",
    ),
    row(
        "pull-throttled",
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): ThrottlingException: Rate exceeded",
        ["Rate exceeded"],
        "form of docs: ECR service quotas",
    ),

    // Network
    row(
        "no-route",
        'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 44.213.79.10:443: i/o timeout',
        ["api.ecr.us-east-1", "i/o timeout"],
        "file:52137705016",
    ),
    row(
        "no-route",
        'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.us-east-2.amazonaws.com/": dial tcp 10.0.0.1:443: i/o timeout. Please check your task network configuration.',
        ["api.ecr.us-east-2"],
        "doctorray117/minecraft-ondemand#74",
    ),
    row(
        "no-route",
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): RequestError: send request failed caused by: Post https://api.ecr....",
        ["send request failed"],
        "aws-samples/aws-fargate-pipeline-lambda-autoscaling#3",
    ),
    row(
        "no-route",
        `CannotPullContainerError: The task cannot pull ${host}/notifyservice:latest from the registry ${host}/notifyservice:latest. There is a connection issue between the task and the registry. Check your task network configuration. : failed to copy: httpReadSeeker: failed open: failed to do request: Get ${host}/notifyservice:latest: dial tcp 52.219.41.3:443: i/o timeout`,
        ["notifyservice", "i/o timeout"],
        "file:34090373964",
    ),
    row("no-route", "CannotPullContainerError: dial tcp 52.217.233.242:443: i/o timeout", ["52.217.233.242"], "file:8753239838"),
    row(
        "no-route",
        "CannotPullContainerError: inspect image has been retried 5 time(s): failed to resolve reference ...: i/o timeout",
        ["i/o timeout"],
        "file:62813881522",
    ),
    row(
        "no-route",
        `CannotPullContainerError: API error (500): Get https://${host}/v2/: net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)`,
        ["request canceled"],
        "aws/amazon-ecs-agent#1680; docs: task_cannot_pull_image",
    ),
    row(
        "no-route",
        "CannotPullContainerError: context canceled",
        ["context canceled"],
        "docs: task_cannot_pull_image; file:43186223152",
    ),
    row(
        "no-route",
        `CannotPullContainerError: failed to do request: Head "https://${host}/v2/web/manifests/1": net/http: TLS handshake timeout`,
        ["TLS handshake timeout"],
        "gitlab-runner!6998 (network errors)",
    ),
    row(
        "no-route",
        `CannotPullContainerError: Error response from daemon: Get https://${host}/v2/: dial tcp: lookup ${host} on 10.0.0.2:53: server misbehaving`,
        ["server misbehaving"],
        "Go, package net",
    ),
    row(
        "no-route",
        'CannotPullContainerError: failed to resolve ref .dkr.ecr.us-west-2.amazonaws.com/web: failed to do request: Head "https://.dkr.ecr.us-west-2.amazonaws.com:443": dial tcp: lookup .dkr.ecr.us-west-2.amazonaws.com: no such host',
        ["no such host"],
        "file:42657034223",
    ),
    row(
        "no-route",
        `CannotPullContainerError: failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/1": read tcp 10.0.1.7:40152->52.216.1.1:443: read: connection reset by peer`,
        ["connection reset by peer"],
        "form of file:10947971761",
    ),
    row(
        "no-route",
        `CannotPullContainerError: failed to do request: Head "https://${host}/v2/web/manifests/1": x509: certificate signed by unknown authority`,
        ["certificate signed by unknown authority"],
        "Go, package crypto/x509",
    ),
    row(
        "no-route",
        `CannotPullContainerError: failed to do request: Head "https://registry-1.docker.io/v2/": proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused`,
        ["connection refused"],
        "Go, package net/http",
    ),
    row(
        "no-route",
        "CannotPullContainerError: Could not reach any registry endpoint",
        ["registry endpoint"],
        "aws/amazon-ecs-agent#719",
    ),
    row(
        "no-route",
        "CannotPullContainerError: The task can’t pull the image. Check your network configuration",
        ["network configuration"],
        "docs: task_cannot_pull_image",
    ),
    row(
        "no-route",
        `CannotPullContainerError: failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://registry-1.docker.io/v2/library/node/blobs/sha256:12": context canceled: context canceled`,
        ["registry-1.docker.io"],
        "file:48603421334",
    ),
    row(
        "no-route",
        "CannotPullContainerError: failed to copy: httpReadSeeker: failed open: unexpected EOF",
        ["EOF"],
        "form of file:56232249014",
    ),
];
