import * as assert from "node:assert/strict";
import { controls } from "../../policies/controls";
import { wildcardReasons } from "../../policies/controls/iam-wildcards";
import { evaluate, type Result } from "../../policies/evaluate";
import { unknown, type PreviewDocument } from "../../preview/document";
import { previewOfExample } from "../stacks/preview-of";
import { keepingAll } from "./kept";
import { breaks } from "./breaks";
import { statement, arn, model } from "./doctors";

/** Controls that ask whether a resource or an input is there, which a preview always tells. */
const ofExistence = ["ECR.3", "ELB.16", "EC2.6", "OWN.3", "OWN.4", "S3.9"];

describe("a control", () => {
    let kept: PreviewDocument;
    before(async () => {
        kept = keepingAll(await previewOfExample("prod", "update"));
    });

    const failing = (results: readonly Result[]) => [
        ...new Set(results.filter(({ outcome }) => outcome === "fail").map(({ control }) => control.id)),
    ];

    it("passes in a stack that keeps to all of them, and is about something in it", () => {
        const { results } = evaluate(kept);
        assert.deepEqual(
            results.filter(({ outcome }) => outcome !== "pass"),
            [],
        );
        assert.deepEqual(
            [...new Set(results.map(({ control }) => control.id))],
            controls.map(({ id }) => id),
        );
    });

    for (const [id, cases] of Object.entries(breaks)) {
        for (const [what, doctor] of Object.entries(cases)) {
            it(`${id} alone fails by: ${what}`, () => {
                assert.deepEqual(failing(evaluate(doctor(kept)).results), [id]);
            });
        }
    }

    it("is seen to fail, each of them", () => {
        assert.deepEqual(Object.keys(breaks).sort(), controls.map(({ id }) => id).sort());
    });

    it("never passes by what is not known", () => {
        const resources = kept.resources.map((resource) => ({
            ...resource,
            inputs: Object.fromEntries(Object.keys(resource.inputs).map((key) => [key, unknown])),
        }));
        const { results } = evaluate({ resources });
        const passing = controls.filter(({ id }) =>
            results.filter(({ control }) => control.id === id).every(({ outcome }) => outcome === "pass"),
        );
        assert.deepEqual(passing.map(({ id }) => id).sort(), ofExistence.sort());
        assert.deepEqual(failing(results), []);
    });

    it("knows an id that comes with the update by the resource that it is of", async () => {
        const { results } = evaluate(await previewOfExample("prod", "preview"));
        const ingress = results.filter(({ control }) => control.id === "EC2.18");
        assert.deepEqual([...new Set(ingress.map(({ outcome }) => outcome))], ["pass"]);
    });

    it("lets a model be used in any region through its profile", () => {
        const Condition = { StringEquals: { "bedrock:InferenceProfileArn": "arn" } };
        const { results } = evaluate(statement("UseTables", { ...model, Condition })(kept));
        assert.deepEqual(failing(results), []);
    });

    it("lets what is inside one resource be named by a wildcard, as a bucket's objects", async () => {
        const document = await previewOfExample("prod", "update", (config) => {
            const jobs = { sid: "Jobs", actions: ["s3:GetObject"], resources: [arn("s3:::my-bucket/*")] };
            config["spotter:access"] = { ...config["spotter:access"], buckets: { uploads: "the-uploads" }, statements: [jobs] };
        });
        assert.deepEqual(
            failing(evaluate(document).results).filter((id) => id === "IAM.21"),
            [],
        );
    });

    it("has an id and a title of its own, and a reason for every wildcard", () => {
        for (const key of ["id", "title"] as const) {
            assert.equal(new Set(controls.map((control) => control[key])).size, controls.length);
        }
        assert.deepEqual(
            wildcardReasons.filter(({ reason }) => reason.length < 20),
            [],
        );
    });
});
