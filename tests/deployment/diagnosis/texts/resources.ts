import { rowsOf, type TextRow } from "./text-row";

const init = "ResourceInitializationError: ";
const efs = `${init}failed to invoke EFS utils commands to set up EFS volumes: `;

const row = rowsOf("stopped");

/** Network interfaces, volumes, logs and the container itself. */
export const resourceTexts: readonly TextRow[] = [
    // Network interface
    row(
        "aws-passing",
        "Timeout waiting for network interface provisioning to complete.",
        ["network interface"],
        "file:9578328218, file:35604686828",
    ),
    row(
        "aws-passing",
        "The task failed to start due to: Timeout waiting for network interface provisioning to complete.",
        ["network interface"],
        "file:27846992",
    ),
    row(
        "aws-passing",
        "Timeout waiting for EphemeralStorage provisioning to complete.",
        ["EphemeralStorage"],
        "file:253578609, file:736569534",
    ),
    row(
        "aws-passing",
        "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-1': AuthFailure",
        ["AuthFailure"],
        "file:736569534",
    ),
    row(
        "aws-passing",
        `${init}failed to configure ENI: failed to setup regular eni: netplugin failed with no error message`,
        ["netplugin"],
        "file:32636171220",
    ),
    row(
        "aws-passing",
        "Unexpected EC2 error while attempting to attach network interface to instance",
        ["attach network interface"],
        "file:32636171220",
    ),
    row(
        "aws-passing",
        "InternalError: The ENI was not attached in time",
        ["InternalError"],
        "form of docs: failed-to-start-error",
    ),
    row("aws-passing", "network interface provision complete timeout expired", ["network interface"], "file:40742548511"),
    row(
        "aws-passing",
        "Unable to attach network interface to unused device index",
        ["device index"],
        "docs: failed-to-start-error",
    ),
    row(
        "no-addresses",
        "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0abc': InsufficientFreeAddressesInSubnet",
        ["subnet-0abc"],
        "file:70592860467",
    ),
    row(
        "no-addresses",
        "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0abc'",
        ["subnet-0abc"],
        "docs: failed-to-start-error",
    ),
    row(
        "no-addresses",
        "was unable to place a task. Reason: RESOURCE:ENI.",
        ["RESOURCE:ENI"],
        "docs: api_failures_messages",
        "event",
    ),
    row(
        "network-missing",
        "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0abc': InvalidSubnetID.NotFound",
        ["subnet-0abc", "InvalidSubnetID.NotFound"],
        "form of eddmann/serverless-fargate#20",
    ),
    row(
        "network-missing",
        "was unable to place a task. Reason: Error retrieving subnet information for [subnet-0abc]: The subnet ID 'subnet-0abc' does not exist (ErrorCode: InvalidSubnetID.NotFound).",
        ["subnet-0abc"],
        "eddmann/serverless-fargate#20",
        "event",
    ),
    row(
        "network-missing",
        "Unexpected EC2 error while attempting to Create Network Interface: InvalidGroup.NotFound: The security group 'sg-0123' does not exist",
        ["sg-0123"],
        "form of docs: EC2 error codes",
    ),
    row(
        "cannot-start",
        "Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation",
        ["TagPolicyViolation"],
        "file:53501649686",
    ),
    row(
        "aws-denied",
        "Unexpected EC2 error while attempting to Create Network Interface: UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:sts::1:assumed-role/AWSServiceRoleForECS/ecs is not authorized to perform: ec2:CreateNetworkInterface on resource: arn:aws:ec2:us-east-1:1:subnet/subnet-0abc with an explicit deny in a service control policy",
        ["ec2:CreateNetworkInterface", "subnet-0abc", "explicit deny"],
        "form of file:54075622742",
    ),

    // Volumes
    row(
        "volume-failed",
        `${efs}stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32`,
        ["access denied by server"],
        "file:12788078741",
    ),
    row(
        "volume-failed",
        `${efs}stderr: mount.nfs4: mounting fs-e5645f66.efs.us-east-1.amazonaws.com:/opt/splunk failed, reason given by server: No such file or directory : unsuccessful EFS utils ...`,
        ["fs-e5645f66", "No such file"],
        "56kcloud/terraform-grafana#4; file:28712870725",
    ),
    row(
        "volume-failed",
        `${efs}stderr: Failed to resolve "fs-0123.efs.us-east-1.amazonaws.com" - check that your file system ID is correct`,
        ["fs-0123"],
        "file:17717990568",
    ),
    row(
        "volume-failed",
        `${efs}stderr: Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. Mount attempt 2/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b'mount.nfs4: mount system call failed'`,
        ["mount system call failed"],
        "file:1251616364",
    ),
    row(
        "volume-failed",
        "CannotCreateVolumeError: Failed to attach volume: VolumeNotFound",
        ["VolumeNotFound"],
        "form of docs: cannot-create-volume",
    ),
    row(
        "volume-failed",
        "CannotCreateContainerError: failed to copy file info for /var/lib/ecs/volumes/web-claude-1: EFS: failed to chown /var/lib/ecs/volumes/web-claude-1: operation not permitted",
        ["operation not permitted"],
        "file:62452930720",
        "container",
    ),

    // Logs
    row(
        "log-group-missing",
        `${init}failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1`,
        ["log group does not exist"],
        "file:42657034223; docs",
    ),
    row(
        "log-group-missing",
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. status code: 400",
        ["log group does not exist"],
        "Rayraegah/terraform-aws-hasura#25",
        "container",
    ),
    row(
        "log-group-missing",
        `${init}failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: User: arn:aws:sts::920013187591:assumed-role/execution/9e4 is not authorized to perform: logs:CreateLogStream on resource: arn:aws:logs:us-east-1:920013187591:log-group:/ecs/spotter-app:log-stream:web/spotter-web/9e4 because no identity-based policy allows the logs:CreateLogStream action : exit status 1`,
        ["logs:CreateLogStream", "log-group:/ecs/spotter-app"],
        "file:61928084146",
    ),
    row(
        "log-group-missing",
        "Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log group: AccessDeniedException: User: arn:aws:sts::1:assumed-role/ecsInstanceRole/i-1 is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:1:log-group:/ecs/web:log-stream:",
        ["logs:CreateLogGroup"],
        "file:29194931648",
        "container",
    ),
    row("log-group-missing", `${init}failed to initialize logging driver`, ["logging driver"], "file:62373112028", "container"),
    row(
        "no-route",
        `${init}failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post "https://logs.us-east-1.amazonaws.com/": dial tcp 3.236.94.229:443: i/o timeout : exit status 1`,
        ["logs.us-east-1"],
        "form of file:4463127293",
    ),
    row(
        "no-route",
        `${init}failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed`,
        ["Amazon CloudWatch"],
        "file:42783140595; file:69385454742",
    ),
    row(
        "no-route",
        `${init}failed to validate logger args: : signal: killed`,
        ["signal: killed"],
        "gist:bradleybeddoes/7b568d87",
    ),
    row(
        "no-route",
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post https://logs.us-east-2.amazonaws.com/: dial tcp 10.20.10.16:443: i/o time",
        ["logs.us-east-2"],
        "file:4463127293",
        "container",
    ),
    row(
        "aws-passing",
        `${init}failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ThrottlingException: Rate exceeded`,
        ["Rate exceeded"],
        "form of docs: CloudWatch Logs quotas",
    ),
    row(
        "log-driver-failed",
        "CannotStartContainerError: ResourceInitializationError: failed to initialize logging driver: failed to get fluentd log driver arguments: logging driver specified of container app, but no log configuration specified",
        ["fluentd"],
        "splunk/splunk-connect-for-kubernetes#423; aws-samples/amazon-ecs-firelens-examples#29",
        "container",
    ),
    row(
        "log-driver-failed",
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: Options https://splunk.example:8088/services/collector/event/1.0: splunk: failed to verify connection - 403 Forbidden",
        ["403 Forbidden"],
        "form of moby/moby#19810",
        "container",
    ),

    // Container
    row(
        "cannot-start",
        'CannotStartContainerError: exec: "NODE_ENV=production": executable file not found in $PATH',
        ["executable file not found"],
        "file:29420064081",
        "container",
    ),
    row(
        "cannot-start",
        'CannotStartContainerError: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app/start.sh": permission denied: unknown',
        ["permission denied"],
        "file:38590432092",
        "container",
    ),
    row(
        "cannot-start",
        'CannotStartContainerError: OCI runtime create failed: error mounting "/data/app.conf" to rootfs at "/etc/app.conf": not a directory',
        ["not a directory"],
        "file:65787309289",
        "container",
    ),
    row(
        "cannot-start",
        "DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s",
        ["timed out"],
        "docs: container-runtime-timeout",
        "container",
    ),
    row(
        "disk-full",
        "CannotCreateContainerError: Error response from daemon: mkdir /var/lib/docker/overlay2/9b: no space left on device",
        ["no space left"],
        "form of docs: CannotCreateContainerError",
        "container",
    ),
    row("cannot-start", "Task failed to start", ["Task failed to start"], "aws/amazon-ecs-agent#1654"),
];
