import * as assert from "node:assert/strict";
import { createClients } from "../../aws/clients";
import { findCallerAccount } from "../../aws/sts";
import { ProviderAws } from "../support/provider-aws";

const roleArn = "arn:aws:iam::123456789012:role/deploy";

describe("a role that is taken on", () => {
    const aws = new ProviderAws();
    const environment = { ...process.env };
    before(async () => {
        await aws.start();
        Object.assign(process.env, aws.environment);
    });
    after(() => {
        Object.keys(aws.environment).forEach((name) => Reflect.deleteProperty(process.env, name));
        Object.assign(process.env, environment);
        aws.stop();
    });
    const calls = () =>
        aws.calls.splice(0).map(({ action, input: { RoleArn, ExternalId } }) => ({ action, RoleArn, ExternalId }));
    const caller = { action: "GetCallerIdentity", RoleArn: undefined, ExternalId: undefined };

    it("is asked for once, with its external id, before the first call of every client", async () => {
        const clients = createClients({ region: "us-east-1", assumeRole: { roleArn, externalId: "team/web" } });
        await findCallerAccount(clients);
        await findCallerAccount(clients);
        assert.deepEqual(calls(), [{ action: "AssumeRole", RoleArn: roleArn, ExternalId: "team/web" }, caller, caller]);
    });

    it("is not asked for where there is none", async () => {
        await findCallerAccount(createClients({ region: "us-east-1" }));
        assert.deepEqual(calls(), [caller]);
    });

    it("that may not be taken on is one line with the action", async () => {
        aws.refusals = {
            AssumeRole: [
                "AccessDenied",
                `User: arn:aws:iam::1:user/ci is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
            ],
        };
        await assert.rejects(findCallerAccount(createClients({ region: "us-east-1", assumeRole: { roleArn } })), {
            message:
                "AWS denied sts:AssumeRole to arn:aws:iam::1:user/ci: allow sts:AssumeRole in the policy of the deploying identity",
        });
    });
});
