import * as assert from "node:assert/strict";
import type { KeyUse } from "../../aws/key-uses";
import { CustomerKey } from "../../components/customer-key";
import { keyPolicy } from "../../components/key-policy";
import { account, build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { admits, type Caller } from "../support/resource-policy";
import { findMessages } from "./mistakes";
import { customerKey } from "./subjects";

const [key, alias] = ["aws:kms/key:Key", "aws:kms/alias:Alias"];
const everything: readonly KeyUse[] = ["logs", "parameters", "repository", "alarms"];
const logGroup = "/ecs/spotter-app";

interface Change {
    readonly uses?: readonly KeyUse[];
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly kmsKeyArn?: string;
}

const keyWith = ({ uses = everything, protect = true, retainOnDelete = false, kmsKeyArn }: Change, mode = modes[0]) =>
    build(() => {
        const names = { monitoring: "spotter-app", logGroup };
        return new CustomerKey("web", {
            account,
            names,
            uses,
            hasBudget: true,
            settings: { kmsKeyArn, protect, retainOnDelete },
        });
    }, mode);

describe("CustomerKey", () => {
    for (const mode of modes) {
        it(`makes a key that is rotated, and its alias (${mode})`, async () => {
            const resources = await keyWith({}, mode);
            assert.deepEqual(childrenOf(resources, "spotter:kms:CustomerKey::web"), [`${alias}::web`, `${key}::web`]);
            assert.equal(resources.length, 3);
        });
    }

    it("has a name that says what it encrypts, and nothing else", async () => {
        const resources = await keyWith({});
        const { policy, ...others } = inputsOf(resources, key);
        assert.deepEqual(others, {
            deletionWindowInDays: 30,
            description: "What spotter-app keeps: logs, parameters, repository, alarms",
            enableKeyRotation: true,
        });
        assert.deepEqual(JSON.parse(policy as string), keyPolicy({ account, uses: everything, logGroup, hasBudget: true }));
        assert.equal(inputsOf(resources, alias).name, "alias/spotter-app");
    });

    it("makes nothing where the key exists", async () => {
        const resources = await keyWith({ kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1" });
        assert.deepEqual(childrenOf(resources, "spotter:kms:CustomerKey::web"), []);
    });

    const kept: readonly [change: Change, protect: boolean, retainOnDelete: boolean, days: number][] = [
        [{ protect: true }, true, true, 30],
        [{ protect: false, retainOnDelete: true }, false, true, 7],
        [{ protect: false }, false, false, 7],
    ];
    for (const [change, protect, retainOnDelete, days] of kept) {
        it(`${retainOnDelete ? "stays" : "goes"} with ${JSON.stringify(change)}`, async () => {
            const resources = await keyWith(change);
            for (const type of [key, alias]) {
                const { options } = resourceOf(resources, type);
                assert.deepEqual([options.protect, options.retainOnDelete], [protect, retainOnDelete]);
            }
            assert.equal(inputsOf(resources, key).deletionWindowInDays, days);
        });
    }

    it("refuses what KMS would refuse", async () => {
        assert.deepEqual(
            await findMessages(customerKey, {
                "another use": ["uses", ["logs", "disks"]],
                "an alias": ["settings.kmsKeyArn", "alias/own"],
            }),
            {
                "another use": 'CustomerKey: uses[1] must be one of logs, parameters, repository, alarms, got "disks"',
                "an alias":
                    "CustomerKey: settings.kmsKeyArn must be the ARN of a KMS key like " +
                    'arn:aws:kms:us-east-1:123456789012:key/…, got "alias/own"',
            },
        );
    });
});

describe("the policy of a stack's key", () => {
    const policy = keyPolicy({ account, uses: everything, logGroup, hasBudget: true });
    const [own, others] = [account.accountId, "210987654321"];
    const groupArn = (id: string, name = logGroup) => `arn:aws:logs:us-east-1:${id}:log-group:${name}`;
    const resource = "arn:aws:kms:us-east-1:123456789012:key/1";
    const call = (principal: string, action: string, context: Caller["context"] = {}): Caller => ({
        principal,
        action: `kms:${action}`,
        resource,
        context: { "aws:SecureTransport": "true", ...context },
    });
    const logs = (action: string, group: string, principal = "logs.us-east-1.amazonaws.com") =>
        call(principal, action, { "kms:EncryptionContext:aws:logs:arn": group });
    const publisher = (principal: string, action: string, id: string) => call(principal, action, { "aws:SourceAccount": id });
    const [cloudwatch, events] = ["cloudwatch.amazonaws.com", "events.amazonaws.com"];

    const callers: Readonly<Record<string, readonly [Caller, boolean]>> = {
        "the account, which leaves it to IAM": [call(`arn:aws:iam::${own}:root`, "PutKeyPolicy"), true],
        "another account": [call(`arn:aws:iam::${others}:root`, "Decrypt"), false],
        "a role of another account": [call(`arn:aws:iam::${others}:role/Execution`, "Decrypt"), false],
        "nobody in particular": [call("*", "Decrypt"), false],
        "CloudWatch Logs, for the stack's lines": [logs("Encrypt", groupArn(own)), true],
        "CloudWatch Logs, that encrypts them anew": [logs("ReEncryptFrom", groupArn(own)), true],
        "CloudWatch Logs, that asks for the key of data": [logs("GenerateDataKeyWithoutPlaintext", groupArn(own)), true],
        "CloudWatch Logs, for a group that begins alike": [logs("Decrypt", groupArn(own, `${logGroup}-2`)), false],
        "CloudWatch Logs, for a group of another account": [logs("Decrypt", groupArn(others)), false],
        "CloudWatch Logs, for no group": [call("logs.us-east-1.amazonaws.com", "Decrypt"), false],
        "CloudWatch Logs of another region": [logs("Decrypt", groupArn(own), "logs.eu-west-1.amazonaws.com"), false],
        "CloudWatch Logs, that would delete the key": [logs("ScheduleKeyDeletion", groupArn(own)), false],
        "an alarm of the account": [publisher(cloudwatch, "GenerateDataKey", own), true],
        "an alarm of the account, that reads": [publisher(cloudwatch, "Decrypt", own), true],
        "an alarm of another account": [publisher(cloudwatch, "GenerateDataKey", others), false],
        "an alarm that does not say whose it is": [call(cloudwatch, "GenerateDataKey"), false],
        "an alarm that encrypts": [publisher(cloudwatch, "Encrypt", own), false],
        "a rule of the account": [publisher(events, "GenerateDataKey", own), true],
        "a rule of another account": [publisher(events, "Decrypt", others), false],
        "a budget of the account": [publisher("budgets.amazonaws.com", "GenerateDataKey", own), true],
        "a budget of another account": [publisher("budgets.amazonaws.com", "GenerateDataKey", others), false],
        "another service of the account": [publisher("s3.amazonaws.com", "Decrypt", own), false],
        "ECR, which has a grant instead": [publisher("ecr.amazonaws.com", "Decrypt", own), false],
    };
    for (const [who, [caller, isAdmitted]] of Object.entries(callers)) {
        it(`${isAdmitted ? "admits" : "refuses"} ${who}`, () => assert.equal(admits(policy, caller), isAdmitted));
    }

    it("admits no service that the key is not for", () => {
        const servicesOf = (uses: readonly KeyUse[], hasBudget = false) =>
            keyPolicy({ account, uses, logGroup, hasBudget }).Statement.flatMap(({ Principal }) =>
                "Service" in Principal ? [Principal.Service] : [],
            );
        assert.deepEqual(servicesOf(everything, true), [
            "logs.us-east-1.amazonaws.com",
            cloudwatch,
            events,
            "budgets.amazonaws.com",
        ]);
        assert.deepEqual(servicesOf(["logs"]), ["logs.us-east-1.amazonaws.com"]);
        assert.deepEqual(servicesOf(["alarms"]), [cloudwatch, events]);
        assert.deepEqual(servicesOf(["parameters", "repository"]), []);
    });

    it("names CloudWatch Logs as the partition does", () => {
        const china = { partition: "aws-cn", region: "cn-north-1", accountId: own };
        const { Statement } = keyPolicy({ account: china, uses: ["logs"], logGroup, hasBudget: true });
        assert.deepEqual(
            Statement.map(({ Principal }) => Principal),
            [{ AWS: `arn:aws-cn:iam::${own}:root` }, { Service: "logs.cn-north-1.amazonaws.com.cn" }],
        );
    });
});
