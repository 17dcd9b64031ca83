import * as assert from "node:assert/strict";
import { readStackFile } from "../../config/stack-file";
import spotter from "../../index";
import type { PreviewDocument } from "../../preview/document";
import { offlineDeploymentApi } from "../../preview/offline-deployment-api";
import { record } from "../../preview/recorder";
import { render } from "../../preview/render";
import { inputsOf, jsonOf, modes } from "../support/build";
import { exampleCatalogue, exampleFolder, inFolder } from "../support/own";
import { containersOf } from "./policies";

const given = exampleCatalogue.variables.filter(({ derivedFrom }) => derivedFrom === undefined);

/** Staging with a value for every variable that takes one, as the engine hands it over: decrypted, and marked as secret. */
async function stagingWithCanaries(mode: (typeof modes)[number]) {
    const { raw, project } = readStackFile(exampleFolder, "staging");
    const values = Object.fromEntries(given.map(({ name }) => [name, `canary-${name}`]));
    const image = JSON.stringify({ digest: `sha256:${"1f3c".repeat(16)}` });
    const recording = await inFolder(exampleFolder, () =>
        record(() => spotter(offlineDeploymentApi), {
            project,
            stack: "staging",
            mode,
            account: { partition: "aws", region: "us-east-1", accountId: "920013187591" },
            config: { ...raw, "spotter:image": image, "spotter:parameters": JSON.stringify({ values }) },
            secretKeys: ["spotter:parameters"],
        }),
    );
    return { project, stack: "staging", ...recording, warnings: [] };
}

describe("a stack file's secrets", () => {
    for (const mode of modes) {
        let document: PreviewDocument;
        before(async () => {
            document = await stagingWithCanaries(mode);
        });

        it(`are nowhere in the document, nor in what a person reads (${mode})`, () => {
            assert.equal(JSON.stringify(document).includes("canary"), false);
            assert.equal(render(document, { colors: false, verbose: true }).includes("canary"), false);
        });

        it(`become encrypted parameters, which the container gets by ARN (${mode})`, () => {
            const [container] = containersOf(document);
            for (const { name, secret, description } of given) {
                assert.deepEqual(inputsOf(document.resources, "aws:ssm/parameter:Parameter", `web-${name}`), {
                    description,
                    ...(secret ? { keyId: "alias/aws/ssm" } : {}),
                    name: `/spotter-staging/${name}`,
                    overwrite: true,
                    type: secret ? "SecureString" : "String",
                    value: "<secret>",
                });
                assert.ok(container?.secrets.some((variable) => variable.name === name));
            }
            assert.ok(jsonOf(inputsOf(document.resources, "aws:ecs/taskDefinition:TaskDefinition"), "containerDefinitions"));
        });
    }
});
