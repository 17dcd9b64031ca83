import { ofLog, unreachable } from "./patterns";
import type { TextCause } from "./text-cause";

/** Drivers that write elsewhere than to AWS, so that no route to AWS helps where the network is at fault. */
export const otherLogDriverCauses: readonly TextCause[] = [
    {
        // FireLens, Splunk and others, which the program does not use by itself.
        id: "log-driver-failed",
        when: [/fluent|firelens|splunk|syslog|gelf|gcplogs|journald|log ?router/i, /driver|fail|error|log router|unable|cannot/i],
        unless: /cloudwatch|CreateLog(Stream|Group)/i,
        cause: "a container's log driver does not start",
        advice: "check the log driver's options in the task definition, and that where it writes to can be reached from the task",
    },
];

/** The driver that writes to CloudWatch. Where the network is at fault, `no-route` comes first. */
export const loggingCauses: readonly TextCause[] = [
    {
        // "failed to validate logger args: … ResourceNotFoundException: The specified log group does not exist"
        id: "log-group-missing",
        when: [
            ofLog,
            /does not exist|ResourceNotFound|failed to (validate logger args|initialize logging driver|create)|AccessDenied|not authorized|invalid|\bKMS|LimitExceeded/i,
        ],
        unless: new RegExp(`${unreachable.source}|Throttl|Rate exceeded`, "i"),
        cause: "the task cannot open its log stream",
        advice: ({ intent }) => `create the log group ${intent.serviceRef.logGroup}, and allow the execution role to write to it`,
    },
];
