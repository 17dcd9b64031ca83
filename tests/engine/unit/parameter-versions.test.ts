import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { findParameterVersions } from "../../../engine/parameter-versions";
import { toAwsError } from "../../../aws/errors";
import { serviceWith } from "../../components/service-fixture";
import { inputsOf, jsonOf, modes } from "../../support/build";
import { DeploymentApiDouble, external, logged, serviceRef } from "./guard-fixture";

describe("the versions of parameters", () => {
    it("are asked for by name, where the parameter is kept outside the stack", async () => {
        const asked: unknown[] = [];
        const api = Object.assign(new DeploymentApiDouble(), {
            parameterVersions: (...args: unknown[]) => Promise.resolve(asked.push(...args)).then(() => ({ AUTH_SECRET: 7 })),
        });
        assert.deepEqual(await findParameterVersions(api, serviceRef, external), {
            versions: { AUTH_SECRET: 7 },
            isDenied: false,
        });
        assert.deepEqual(asked, [serviceRef, ["AUTH_SECRET"]]);
    });

    it("end the program with one line when AWS can't be asked", async () => {
        const api = Object.assign(new DeploymentApiDouble(), {
            parameterVersions: () => Promise.reject(new Error("no credentials")),
        });
        const message = "versions of the parameters under /spotter-app: no credentials";
        await assert.rejects(findParameterVersions(api, serviceRef, external), (error: pulumi.RunError) => {
            assert.ok(pulumi.RunError.isInstance(error));
            assert.deepEqual([error.message, error.stack], [message, message]);
            return true;
        });
    });

    it("are not known where AWS denies them, which is told and ends nothing", async () => {
        const denied = toAwsError({ name: "AccessDeniedException", message: "" }, "ssm:DescribeParameters");
        const api = Object.assign(new DeploymentApiDouble(), { parameterVersions: () => Promise.reject(denied) });
        const warnings = await logged(async () => {
            const expected = { versions: undefined, isDenied: true };
            assert.deepEqual(await findParameterVersions(api, serviceRef, external), expected);
        });
        assert.deepEqual(warnings, [
            "versions of the parameters under /spotter-app are not known: AWS denied ssm:DescribeParameters: " +
                "allow ssm:DescribeParameters in the policy of the deploying identity",
        ]);
    });

    it("end the program where AWS throttles: a container without its labels would be another release", async () => {
        const throttled = toAwsError({ name: "ThrottlingException" }, "ssm:DescribeParameters");
        const api = Object.assign(new DeploymentApiDouble(), { parameterVersions: () => Promise.reject(throttled) });
        const rejected = () =>
            assert.rejects(findParameterVersions(api, serviceRef, external), /AWS throttles ssm:DescribeParameters/);
        assert.deepEqual(await logged(rejected), []);
    });

    for (const mode of modes) {
        it(`are labels of the container: read ones and those of the stack's own (${mode})`, async () => {
            const inputs = inputsOf(await serviceWith({}, mode), "aws:ecs/taskDefinition:TaskDefinition");
            const [{ dockerLabels }] = jsonOf(inputs, "containerDefinitions") as [{ dockerLabels: unknown }];
            assert.deepEqual(dockerLabels, {
                "spotter.parameter.AUTH_SECRET": "7",
                "spotter.parameter.SUPPORT_EMAIL": "a8a77464",
            });
        });
    }
});
