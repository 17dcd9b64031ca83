import * as assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PreviewDocument } from "../../preview/document";
import { offlinePreview } from "../../preview/offline";
import { inputsOf, modes } from "../support/build";
import { describeSpotter, ownCatalogue } from "../support/own";
import { ofType, pairPolicies } from "./policies";
import { previewOf } from "./preview-of";

/** What AWS or the engine keeps although the stack is destroyed, where it is set to this. */
const keeping: readonly (readonly [input: string, value: unknown])[] = [
    ["skipDestroy", true],
    ["enableDeletionProtection", true],
    ["deletionProtectionEnabled", true],
    ["forceDelete", false],
    ["forceDestroy", false],
];

/** What of a stack would be there after `pulumi destroy`. */
function findKept({ resources }: PreviewDocument): string[] {
    return resources.flatMap(({ type, name, inputs, options }) => [
        ...(options.protect || options.retainOnDelete ? [`${name}: ${type} is protected or kept`] : []),
        ...keeping.filter(([input, value]) => inputs[input] === value).map(([input]) => `${name}: ${input} of ${type}`),
    ]);
}

/** What all review stacks share beside the repository. */
const secret = "/spotter-review/AUTH_SECRET";

describeSpotter("a review stack", () => {
    for (const mode of modes) {
        it(`leaves nothing when it is destroyed (${mode})`, async () => {
            assert.deepEqual(findKept(await previewOf("pr", mode)), []);
            assert.notDeepEqual(findKept(await previewOf("prod", mode)), []);
        });
    }

    it("runs one task, on Spot, and makes no repository", async () => {
        const document = await previewOf("pr", "preview");
        const service = inputsOf(document.resources, "aws:ecs/service:Service");
        assert.deepEqual(service.capacityProviderStrategies, [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 }]);
        assert.equal(service.desiredCount, 1);
        assert.deepEqual(ofType(document, "aws:ecr/repository:Repository"), []);
        assert.deepEqual(ofType(document, "aws:appautoscaling/target:Target"), []);
    });

    it("has names of its own for each pull request, that reach no other's and are within AWS's limits", async () => {
        const folder = mkdtempSync(join(tmpdir(), "pull-requests-"));
        try {
            copyFileSync("Pulumi.yaml", join(folder, "Pulumi.yaml"));
            cpSync(ownCatalogue.file, join(folder, ownCatalogue.file), { recursive: true });
            cpSync("app/tables.json", join(folder, "app/tables.json"));
            const documents: PreviewDocument[] = [];
            for (const stack of ["pr-1", "pr-12", "pr-1234567"]) {
                copyFileSync("Pulumi.pr.yaml", join(folder, `Pulumi.${stack}.yaml`));
                documents.push(await offlinePreview(folder, stack, "update"));
            }
            for (const one of documents) {
                for (const other of documents.filter((document) => document !== one)) {
                    for (const [name, policy] of Object.entries(pairPolicies)) {
                        const found = policy(one, other).filter((each) => !each.endsWith(`:parameter${secret}`));
                        assert.deepEqual(found, [], `${name}: ${one.stack}, ${other.stack}`);
                    }
                }
            }
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
