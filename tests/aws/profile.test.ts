import * as assert from "node:assert/strict";
import { createClients } from "../../aws/clients";
import { findCallerAccount } from "../../aws/sts";

describe("credentials of a profile that does not exist", () => {
    const environment = { ...process.env };
    beforeEach(() => {
        for (const name of Object.keys(process.env).filter((key) => key.startsWith("AWS_"))) {
            Reflect.deleteProperty(process.env, name);
        }
        Object.assign(process.env, {
            AWS_CONFIG_FILE: "/nowhere",
            AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
            AWS_EC2_METADATA_DISABLED: "true",
        });
    });
    afterEach(() => {
        for (const name of Object.keys(process.env).filter((key) => !(key in environment))) {
            Reflect.deleteProperty(process.env, name);
        }
        Object.assign(process.env, environment);
    });

    const named =
        /^no AWS credentials for sts:GetCallerIdentity by the profile nosuch: aws configure list-profiles shows whether it exists, and aws sso login --profile nosuch signs in \(/;

    it("are missing by its name, where the stack file has it", async () => {
        await assert.rejects(findCallerAccount(createClients({ region: "us-east-1", profile: "nosuch" })), { message: named });
    });

    it("are missing by its name, where the environment has it", async () => {
        process.env.AWS_PROFILE = "nosuch";
        await assert.rejects(findCallerAccount(createClients({ region: "us-east-1" })), { message: named });
    });

    it("are missing without one where none is named", async () => {
        await assert.rejects(findCallerAccount(createClients({ region: "us-east-1" })), {
            message:
                /^no AWS credentials for sts:GetCallerIdentity: sign in \(aws sso login\), or set aws:profile or AWS_PROFILE \(/,
        });
    });
});
