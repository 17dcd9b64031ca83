import * as assert from "node:assert/strict";
import { describeCertificate } from "../../aws/acm";
import { describeAlarms } from "../../aws/cloudwatch";
import { describeSubnets } from "../../aws/ec2";
import { describeOtherAccount, findCallerAccount } from "../../aws/sts";
import { account } from "../support/build";
import { page, refuse, StubClients } from "./stub-clients";

describe("a certificate", () => {
    const certificate = (answer: () => object) =>
        describeCertificate(new StubClients({ acm: { describeCertificate: answer } }).clients, "arn");

    it("has a status, and a reason where it was not issued", async () => {
        const failed = { Certificate: { Status: "FAILED", FailureReason: "CAA_ERROR" } };
        assert.deepEqual(await certificate(() => failed), { status: "FAILED", reason: "CAA_ERROR" });
    });

    it("may not exist", async () => {
        assert.deepEqual(await certificate(() => refuse("ResourceNotFoundException")), { status: "NOT_FOUND" });
        await assert.rejects(
            certificate(() => refuse("AccessDeniedException")),
            { kind: "denied" },
        );
    });
});

describe("alarms", () => {
    it("are read by name over several pages, of either type", async () => {
        const stub = new StubClients({
            cloudwatch: {
                describeAlarms: ({ NextToken }) =>
                    NextToken === undefined
                        ? { MetricAlarms: [{ AlarmName: "5xx", StateValue: "OK" }], NextToken: "1" }
                        : { CompositeAlarms: [{ AlarmName: "all", StateValue: "ALARM" }] },
            },
        });
        assert.deepEqual(await describeAlarms(stub.clients, ["5xx", "all"]), [
            { name: "5xx", state: "OK" },
            { name: "all", state: "ALARM" },
        ]);
        assert.deepEqual(stub.inputs("describeAlarms")[1], {
            AlarmNames: ["5xx", "all"],
            AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
            NextToken: "1",
        });
    });

    it("are not asked for without a name, which would mean all of them", async () => {
        assert.deepEqual(await describeAlarms(new StubClients({}).clients, []), []);
    });
});

describe("subnets", () => {
    it("have free addresses", async () => {
        const subnets = ["a", "b"].map((SubnetId, at) => ({ SubnetId, AvailableIpAddressCount: at * 10 }));
        const stub = new StubClients({
            ec2: {
                describeSubnets: ({ NextToken }) => {
                    const { items, next } = page(subnets, 1, NextToken);
                    return { Subnets: items, NextToken: next };
                },
            },
        });
        assert.deepEqual(await describeSubnets(stub.clients, ["a", "b"]), [
            { id: "a", freeAddresses: 0 },
            { id: "b", freeAddresses: 10 },
        ]);
    });
});

describe("the caller's account", () => {
    it("is that of the credentials", async () => {
        const stub = new StubClients({ sts: { getCallerIdentity: () => ({ Account: "123456789012" }) } });
        assert.equal(await findCallerAccount(stub.clients), "123456789012");
    });

    it("must be the stack's", () => {
        assert.equal(describeOtherAccount(account.accountId, account), undefined);
        assert.equal(
            describeOtherAccount("210987654321", account),
            "the credentials are of account 210987654321, the stack's is 123456789012: choose another profile",
        );
    });
});
