import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readStack } from "../../../config/read-stack";
import type { DeploymentApi } from "../../../deployment/api";
import { findCertificateErrors } from "../../../deployment/preflight-certificate";
import spotter from "../../../index";
import { offlineDeploymentApi } from "../../../preview/offline-deployment-api";
import { record } from "../../../preview/recorder";
import { lookedUp } from "../../../resources/placeholders";
import { rows, type Row } from "../look-up-rows";

function refuse(message: string): never {
    throw new Error(message);
}

/** Runs the program of staging in an account that answers as a row says. */
async function run({
    network,
    domain,
    region = "us-east-1",
    misconfigured,
    lookUp = lookedUp,
    certificate,
}: Row): Promise<unknown> {
    const { raw, secretKeys, project, config } = readStack(".", "staging");
    const api: DeploymentApi = {
        ...offlineDeploymentApi,
        checkCertificate: (release) =>
            Promise.resolve(certificate === undefined ? [] : findCertificateErrors(release, { status: certificate }, Date.now())),
    };
    return record(() => spotter(api), {
        project,
        stack: "staging",
        mode: "preview",
        account: { ...config.aws, region },
        config: {
            ...raw,
            "aws:region": region,
            ...(domain === undefined ? {} : { "spotter:domain": JSON.stringify(domain) }),
            ...(network === undefined ? {} : { "spotter:network": JSON.stringify(network) }),
        },
        secretKeys,
        lookUp: (...asked) => {
            try {
                return misconfigured === undefined ? lookUp(...asked) : refuse(misconfigured);
            } catch (error) {
                const { message } = error as Error;
                throw Object.assign(error as Error, { details: message }); // where gRPC has what went wrong
            }
        },
    });
}

describe("a look-up that fails", () => {
    for (const row of rows) {
        it(`ends the program in lines that name the key, without a stack: ${row.title}`, async () => {
            const message = row.lines.join("\n");
            await assert.rejects(run(row), (error: Error) => {
                assert.deepEqual([error.message, error.stack], [message, message]);
                return pulumi.RunError.isInstance(error);
            });
        });
    }
});
