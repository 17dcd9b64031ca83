import * as assert from "node:assert/strict";
import { describeCertificate } from "../../aws/acm";
import { describeAlarms } from "../../aws/cloudwatch";
import { describeSubnets, findSubnets } from "../../aws/ec2";
import { describeKey, isLeftToIam } from "../../aws/kms";
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

    it("has names without repetition, a time, a type, and what uses it", async () => {
        const Certificate = {
            Status: "ISSUED",
            DomainName: "app.example.com",
            SubjectAlternativeNames: ["app.example.com", "*.example.org"],
            NotBefore: new Date(1000),
            NotAfter: new Date(2000),
            Type: "AMAZON_ISSUED",
            DomainValidationOptions: [{ ValidationMethod: "DNS" }],
            InUseBy: ["arn:of-a-balancer"],
        };
        assert.deepEqual(await certificate(() => ({ Certificate })), {
            status: "ISSUED",
            reason: undefined,
            names: ["app.example.com", "*.example.org"],
            notBefore: 1000,
            notAfter: 2000,
            type: "AMAZON_ISSUED",
            validationMethod: "DNS",
            inUseBy: ["arn:of-a-balancer"],
        });
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
    it("have a zone and free addresses", async () => {
        const subnets = ["a", "b"].map((SubnetId, at) => ({
            SubnetId,
            AvailabilityZone: `us-east-1${SubnetId}`,
            AvailableIpAddressCount: at * 10,
        }));
        const stub = new StubClients({
            ec2: {
                describeSubnets: ({ NextToken }) => {
                    const { items, next } = page(subnets, 1, NextToken);
                    return { Subnets: items, NextToken: next };
                },
            },
        });
        assert.deepEqual(await describeSubnets(stub.clients, ["a", "b"]), [
            { id: "a", zone: "us-east-1a", freeAddresses: 0 },
            { id: "b", zone: "us-east-1b", freeAddresses: 10 },
        ]);
    });
});

describe("subnets of which some do not exist", () => {
    /** EC2 answers for all or for none. */
    const ec2 = (...existing: readonly string[]) =>
        new StubClients({
            ec2: {
                describeSubnets: ({ SubnetIds }) =>
                    (SubnetIds as string[]).every((id) => existing.includes(id))
                        ? { Subnets: (SubnetIds as string[]).map((SubnetId) => ({ SubnetId, AvailableIpAddressCount: 9 })) }
                        : refuse("InvalidSubnetID.NotFound", `The subnet ID '${String(SubnetIds)}' does not exist`),
            },
        });

    it("are told apart", async () => {
        assert.deepEqual(await findSubnets(ec2("subnet-a").clients, ["subnet-b", "subnet-a", "subnet-c"]), {
            subnets: [{ id: "subnet-a", zone: "", freeAddresses: 9 }],
            missing: ["subnet-b", "subnet-c"],
        });
    });

    it("take one question while all exist, and none where none is named", async () => {
        const stub = ec2("subnet-a", "subnet-b");
        assert.deepEqual((await findSubnets(stub.clients, ["subnet-a", "subnet-b"])).missing, []);
        assert.equal(stub.calls.length, 1);
        assert.deepEqual(await findSubnets(new StubClients({}).clients, []), { subnets: [], missing: [] });
    });

    it("are an error where EC2 says something else", async () => {
        const stub = new StubClients({ ec2: { describeSubnets: () => refuse("UnauthorizedOperation", "no") } });
        await assert.rejects(findSubnets(stub.clients, ["subnet-a"]), { kind: "denied" });
    });
});

describe("a key", () => {
    it("has an ARN, a state, and whether AWS manages it", async () => {
        const KeyMetadata = { Arn: "arn:aws:kms:us-east-1:123456789012:key/1", KeyState: "Enabled", KeyManager: "CUSTOMER" };
        const stub = new StubClients({ kms: { describeKey: () => ({ KeyMetadata }) } });
        assert.deepEqual(await describeKey(stub.clients, "alias/app"), {
            arn: KeyMetadata.Arn,
            state: "Enabled",
            isAwsManaged: false,
        });
        assert.deepEqual(stub.inputs("describeKey"), [{ KeyId: "alias/app" }]);
        const own = new StubClients({ kms: { describeKey: () => ({ KeyMetadata: { ...KeyMetadata, KeyManager: "AWS" } }) } });
        assert.equal((await describeKey(own.clients, "1")).isAwsManaged, true);
    });

    it("may not exist", async () => {
        const gone = new StubClients({ kms: { describeKey: () => refuse("NotFoundException") } });
        assert.deepEqual(await describeKey(gone.clients, "1"), { arn: "", state: "NOT_FOUND", isAwsManaged: false });
    });

    const account = "arn:aws:iam::123456789012:root";
    const role = "arn:aws:iam::123456789012:role/app-execution";
    const policies: readonly (readonly [what: string, statement: unknown, isLeft: boolean | undefined])[] = [
        ["the default one", { Effect: "Allow", Principal: { AWS: account } }, true],
        ["the account by its number, in a list", [{ Effect: "Allow", Principal: { AWS: ["123456789012"] } }], true],
        ["a service besides", [{ Effect: "Allow", Principal: { AWS: account, Service: "logs.amazonaws.com" } }], true],
        [
            "a denial of a role",
            [
                { Effect: "Allow", Principal: { AWS: account } },
                { Effect: "Deny", Principal: "*" },
            ],
            true,
        ],
        [
            "a role",
            [
                { Effect: "Allow", Principal: { AWS: account } },
                { Effect: "Allow", Principal: { AWS: role } },
            ],
            false,
        ],
        ["a role among accounts", [{ Effect: "Allow", Principal: { AWS: [account, role] } }], false],
        ["everyone, through a service", [{ Effect: "Allow", Principal: { AWS: "*" } }], false],
        ["everyone", [{ Effect: "Allow", Principal: "*" }], false],
        ["nothing", undefined, undefined],
    ];
    for (const [what, Statement, isLeft] of policies) {
        it(`is ${isLeft === true ? "left to IAM" : "not known to be left to IAM"} by a policy that names ${what}`, async () => {
            const stub = new StubClients({ kms: { getKeyPolicy: () => ({ Policy: JSON.stringify({ Statement }) }) } });
            assert.equal(await isLeftToIam(stub.clients, "1"), isLeft);
        });
    }
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
