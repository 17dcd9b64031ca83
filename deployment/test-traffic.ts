import type { Diagnosis, IntendedRelease } from "./api";
import { quote } from "./diagnosis/evidence";
import { isAccepted, isOfRelease, isOutOfReach, requiredResponses } from "./health-response";
import type { LatestHealthResponse, Snapshot } from "./snapshot";

/**
 * How long, and in how many reads in a row, the release must not answer test traffic before it has failed: the load balancer
 * needs some seconds until all of it knows a rule that has changed.
 */
const minFailedSeconds = 8;
const minFailedReads = 2;

/** What test traffic has shown of a release. */
export interface TestTraffic {
    readonly response: LatestHealthResponse;

    /** It has answered often enough, or can't be asked from this machine. */
    readonly passed: boolean;

    /** How many reads in a row it has not, when they began, and when the last of them was. */
    readonly failures: number;
    readonly since: number;
    readonly at: number;
}

/** Adds what a snapshot shows of it. */
export function nextTestTraffic(
    before: TestTraffic | undefined,
    { at, testResponse: response, serviceDeployment }: Snapshot,
    intent: IntendedRelease,
): TestTraffic | undefined {
    if (response === undefined) {
        return before;
    }
    const isExpected = isOfRelease(response, intent) && response.consecutive >= requiredResponses;
    if (isExpected || isOutOfReach(response, intent.probe)) {
        return { response, passed: true, failures: 0, since: at, at };
    }
    if (serviceDeployment?.lifecycleStage === "TEST_TRAFFIC_SHIFT") {
        return before; // it only begins to
    }
    const isFirst = before === undefined || before.passed;
    return { response, passed: false, failures: isFirst ? 1 : before.failures + 1, since: isFirst ? at : before.since, at };
}

/** Whether the release must not go on to production. */
export function hasFailedTest(test: TestTraffic | undefined): test is TestTraffic {
    return test?.passed === false && test.failures >= minFailedReads && test.at - test.since >= minFailedSeconds * 1000;
}

/** Why the release does not go on to production. */
export function diagnoseTest({ response }: TestTraffic, intent: IntendedRelease): Diagnosis {
    const { releaseId, probe, trafficShift, secretNames, serviceRef } = intent;
    const { name = "", value = "" } = trafficShift?.testHeader ?? {};
    const answer = isAccepted(response, intent)
        ? `release ${quote(response.releaseId ?? "absent", secretNames)}, not ${releaseId}`
        : response.status === 0
          ? quote(response.error ?? "no answer", secretNames)
          : `status ${response.status}`;
    return {
        id: "test-traffic",
        cause: "the release does not answer test traffic",
        evidence: `${probe?.path ?? ""} with ${name}: ${value} gives ${answer}`,
        advice: `ask it yourself with that header; check the log ${serviceRef.logGroup}, and that the test rule comes before the others and leads to the release's target group`,
    };
}
