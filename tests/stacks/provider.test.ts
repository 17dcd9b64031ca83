import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readStack } from "../../config/read-stack";
import spotter from "../../index";
import { offlineDeploymentApi } from "../../preview/offline-deployment-api";
import { record } from "../../preview/recorder";
import { inputsOf, jsonOf } from "../support/build";
import { ownProject } from "../support/own";
import { previewOf, stacks } from "./preview-of";

interface Request {
    getTok?(): string;
    getType?(): string;
    getProvider(): string;
}
type Call = (request: Request, callback: unknown) => unknown;

/** The provider of each resource and each lookup of a stack's program, by token. */
async function providersOf(stack: string): Promise<[string, string][]> {
    const { raw, secretKeys, project, config } = readStack(".", stack);
    const used: [string, string][] = [];
    const program = async () => {
        const monitor = pulumi.runtime.getMonitor() as unknown as Record<"registerResource" | "invoke", Call>;
        for (const method of ["registerResource", "invoke"] as const) {
            const call = monitor[method].bind(monitor);
            monitor[method] = (request, callback) => {
                used.push([request.getTok?.() ?? request.getType?.() ?? "", request.getProvider()]);
                return call(request, callback);
            };
        }
        return spotter(offlineDeploymentApi);
    };
    const { aws: account } = config;
    await record(program, { project, stack, mode: "update", account, config: raw, secretKeys });
    return used;
}

describe("the one provider of a stack", () => {
    for (const stack of stacks) {
        it(`makes all of its resources and answers all of its lookups: ${stack}`, async () => {
            const used = (await providersOf(stack)).filter(([token]) => token.startsWith("aws:"));
            assert.ok(used.some(([token]) => token === "aws:ecs/service:Service"));
            assert.ok(used.some(([token]) => token === "aws:ec2/getVpc:getVpc"));
            const strangers = used.filter(([, provider]) => !provider.includes("pulumi:providers:aws::aws::"));
            assert.deepEqual(strangers, []);
        });

        it(`works in the account and region of the stack's file alone, and marks what it makes: ${stack}`, async () => {
            const { aws } = readStack(".", stack).config;
            const { resources } = await previewOf(stack, "update");
            const inputs = inputsOf(resources, "pulumi:providers:aws");
            assert.deepEqual(
                {
                    region: inputs.region,
                    allowedAccountIds: jsonOf(inputs, "allowedAccountIds"),
                    defaultTags: jsonOf(inputs, "defaultTags"),
                    ignoreTags: jsonOf(inputs, "ignoreTags"),
                },
                {
                    region: aws.region,
                    allowedAccountIds: [aws.accountId],
                    defaultTags: { tags: { Project: ownProject, Environment: stack, ManagedBy: "pulumi" } },
                    ignoreTags: { keys: ["spotter:verdict", "spotter:verdict-at", "spotter:seconds", "spotter:before"] },
                },
            );
        });
    }
});
