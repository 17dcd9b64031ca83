import { defaultReleaseHeader } from "../../aws/release-header";
import { defaultMatcher } from "../../aws/success-codes";
import { isAccepted, isOfRelease } from "../health-response";
import type { Cause, FailureContext } from "./causes";
import { quote } from "./evidence";
import type { LatestHealthResponse } from "../snapshot";

/** Whether a cause is of what the health endpoint answers: those are one question with several answers. */
export const isEndpointCause = ({ id }: Cause): boolean => endpointCauses.some((cause) => cause.id === id);

/** A cause that is recognised by the status that the health endpoint answers with. */
function statusCause(
    id: string,
    is: (status: number) => boolean,
    cause: string,
    advice: (context: FailureContext) => string,
    describe = ({ status }: LatestHealthResponse) => `status ${status}`,
): Cause {
    return {
        id,
        matches: (context) => {
            const { snapshot, intent } = context;
            const response = snapshot.healthResponse;
            return response === undefined || isAccepted(response, intent) || !is(response.status)
                ? undefined
                : {
                      cause,
                      evidence: `${intent.probe?.path ?? ""}: ${quote(describe(response), intent.secretNames)}`,
                      advice: advice(context),
                  };
        },
    };
}

/** What the health endpoint answers through the load balancer, once the tasks are healthy. */
export const endpointCauses: readonly Cause[] = [
    {
        id: "other-release",
        matches: ({ snapshot: { healthResponse }, intent }) =>
            healthResponse === undefined || !isAccepted(healthResponse, intent) || isOfRelease(healthResponse, intent)
                ? undefined
                : {
                      cause: "the health endpoint responds with another release",
                      evidence: `${intent.probe?.releaseHeader ?? defaultReleaseHeader} is ${quote(healthResponse.releaseId ?? "absent", intent.secretNames)}, not ${intent.releaseId}`,
                      advice:
                          healthResponse.releaseId === undefined
                              ? "make the application answer with this header set to RELEASE_ID, or set deployment.probe.releaseHeader to none"
                              : `check which other targets the load balancer routes ${intent.probe?.host ?? "it"} to`,
                  },
    },
    statusCause(
        "endpoint-redirects",
        (status) => status >= 300 && status < 400,
        "the load balancer or the application redirects the health endpoint",
        ({ intent }) =>
            `exempt the health path from redirects, in the listener's rules and in the application: it must answer ${intent.probe?.matcher ?? defaultMatcher} itself`,
        ({ status, location }) => `status ${status}${location === undefined ? "" : ` to ${location}`}`,
    ),
    statusCause(
        "endpoint-refuses",
        (status) => status >= 400 && status < 500,
        "the health endpoint rejects the request through the load balancer",
        ({ intent }) =>
            `check the listener's rules for ${intent.probe?.host ?? "it"}, a web application firewall before it, and that the application serves the path without authentication`,
    ),
    statusCause(
        "endpoint-fails",
        (status) => status >= 500,
        "the health endpoint answers with a server error through the load balancer",
        ({ intent }) =>
            `read the log ${intent.serviceRef.logGroup}; 502 and 504 are the load balancer's own answers, 503 means that its rule leads to no healthy target`,
    ),
    statusCause(
        "endpoint-silent",
        () => true,
        "the health endpoint does not respond through the load balancer",
        () => "check the load balancer's listener and certificate, and whether this machine can reach it",
        ({ status, error }) => (status === 0 ? (error ?? "no answer") : `status ${status}`),
    ),
];

/** A service that is to run no task cannot serve. */
export const scaledToZero: Cause = {
    id: "scaled-to-zero",
    matches: ({ snapshot: { service } }) =>
        service?.desiredCount !== 0
            ? undefined
            : {
                  cause: "the service is scaled to zero tasks",
                  evidence: "its desired count is 0",
                  advice: "raise service.tasks.min, and check for a schedule that scales it down",
              },
};
