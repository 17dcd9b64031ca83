import * as assert from "node:assert/strict";
import { diagnose } from "../../../deployment/diagnosis/diagnose";
import { quote } from "../../../deployment/diagnosis/evidence";
import { shorten } from "../../../deployment/diagnosis/shorten";
import { intent, snapshot } from "../builders";
import { ssm, start } from "./cause-rows";

const role = "arn:aws:sts::920013187591:assumed-role/spotter-staging-ecs-task-execution-role";
const session = `${role}/0123456789abcdef0123456789abcdef`;
const parameter = "arn:aws:ssm:us-east-1:920013187591:parameter/spotter-staging-application/AUTH_SECRET";
const allowed = `is not authorized to perform: ssm:GetParameters on resource: ${parameter} because no identity-based policy allows the ssm:GetParameters action`;
const requestId = "1b2c3d4e-1b2c-1b2c-1b2c-1b2c3d4e5f60";
const quoted = (text: string) => quote(text, intent.secretNames);

describe("a text of AWS", () => {
    it("is quoted as it is where it is short", () => {
        const text = `AccessDeniedException: User: ${role}/1 is not authorized to perform: ssm:GetParameters, request id: ${requestId}`;
        assert.equal(quoted(text), text);
    });

    // Forms of the SDK for Go, version 1 and 2, in which the ECS agent reports.
    for (const [version, text] of [
        [1, `AccessDeniedException: User: ${session} ${allowed}\n\tstatus code: 400, request id: ${requestId}`],
        [
            2,
            `operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: ${requestId}, api error AccessDeniedException: User: ${session} ${allowed}`,
        ],
    ] as const) {
        it(`keeps who, which action and which resource of a denial in the SDK's form ${version}`, () => {
            const line = `ResourceInitializationError: … AccessDeniedException: User: ${role}/… ${allowed}`;
            const found = diagnose(
                snapshot(120, start(`${ssm}service call has been retried 1 time(s): ${text}`)),
                intent,
            )?.evidence;
            assert.ok(found?.endsWith(line.slice(line.indexOf("AccessDenied"))), found);
            assert.equal(quoted(`${ssm}service call has been retried 1 time(s): ${text}`), line);
        });
    }

    it("keeps them whatever their length, and what denies", () => {
        for (const length of [10, 200, 900]) {
            const resource = `arn:aws:secretsmanager:us-east-1:920013187591:secret:${"x".repeat(length)}`;
            const text = `AccessDeniedException: User: ${session} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${resource} with an explicit deny in a service control policy`;
            for (const part of [role, "secretsmanager:GetSecretValue", resource, "explicit deny in a service control policy"]) {
                assert.ok(quoted(`${ssm}${"y ".repeat(200)}: ${text}`).includes(part), part);
            }
        }
    });

    it("keeps the role that ECS could not assume, and leaves out what to verify", () => {
        const arn = `arn:aws:iam::920013187591:role/${"x".repeat(64)}`;
        const text = `(service s) failed to launch a task with (error ECS was unable to assume the role '${arn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).`;
        assert.ok(quoted(text).includes(`unable to assume the role '${arn}' that was provided`));
        assert.doesNotMatch(quoted(text), /verify/);
    });

    it("is shortened in its middle otherwise, and ends as it ends", () => {
        const image = `920013187591.dkr.ecr.us-east-1.amazonaws.com/spotter-app@sha256:${"1f3c".repeat(16)}`;
        const text = `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${image}: unexpected status from HEAD request to https://${image}: 403 Forbidden`;
        assert.match(quoted(text), /^CannotPullContainerError: failed to resolve ref 920013187591/);
        assert.match(quoted(text), /: 403 Forbidden$/);
        assert.ok(quoted(text).length <= 320);
    });
});

describe("shorten", () => {
    it("keeps at most so many characters, of the beginning and of the end, between words", () => {
        assert.equal(shorten("short", 5), "short");
        assert.equal(shorten("x".repeat(300), 180).length, 180);
        assert.equal(shorten("one two three four five six seven", 20), "one two…six seven");
        assert.equal(shorten("one two three four five six seven", 20, 0.7), "one two three…seven");
    });
});
