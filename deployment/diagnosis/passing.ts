import { failedItself, ofImage, ofLog, ofSecret, throttled } from "./patterns";
import type { TextCause } from "./text-cause";

/**
 * AWS itself fails for a moment: nothing is wrong with the release, and ECS tries again. They come before the network's
 * causes, as what AWS gives up on is a deadline, too.
 */
export const passingInterfaceCauses: readonly TextCause[] = [
    {
        id: "aws-passing",
        when: [
            new RegExp(
                [
                    "[Tt]imed?[ -]?out .{0,40}(network interface|ENI\\b|[Ss]torage|provision)|(network interface|ENI|EphemeralStorage)\\b.{0,80}(timed?[ -]?out|not (attached|created|ready)|fail)",
                    "failed to (configure|set ?up|attach|create) (the |an? |regular )*(ENI|network interface)|([Uu]nable|[Ff]ailed) to attach (the |a )?network interface|attempting to (attach|detach)|netplugin",
                    "Unexpected EC2 error.*(AuthFailure|Internal|Unavailable|ServerError)|\\bInternalError\\b|\\bInternal(Failure|ServerError)\\b|\\bServer(Exception|Error)\\b|Server\\.\\w+",
                    "[Ss]ervice is (temporarily )?unavailable|ServiceUnavailable|temporarily unavailable|AGENT\\b.*(disconnect|error)|TaskFailedToStart: AGENT|encountered error .AGENT|Agent to start",
                ].join("|"),
            ),
        ],
        unless: /TagPolicy|Invalid(Subnet|Group|SecurityGroup)|not authorized|UnauthorizedOperation|LimitExceeded|InsufficientFree/i,
        cause: "AWS itself failed for a moment, ECS tries again",
        advice: "wait; if it persists, see https://health.aws.amazon.com and the quotas of network interfaces",
    },
];

/** The same, of the services that a start needs: they come after what is wrong with the network. */
export const passingCauses: readonly TextCause[] = [
    {
        id: "aws-passing",
        when: [failedItself, new RegExp([ofImage, ofSecret, ofLog].map(({ source }) => source).join("|"), "i")],
        cause: (text) =>
            ofImage.test(text)
                ? "the registry failed for a moment, ECS tries again"
                : "AWS itself failed for a moment, ECS tries again",
        advice: "wait; if it persists, see the registry's status page or https://health.aws.amazon.com",
    },
    {
        id: "aws-passing",
        when: [ofLog, throttled],
        cause: "CloudWatch Logs throttles the account, ECS tries again",
        advice: "wait; if it persists, start fewer tasks at once (service.maximumPercent)",
    },
];
