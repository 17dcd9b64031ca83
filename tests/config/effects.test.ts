import * as assert from "node:assert/strict";
import { findCatalogue } from "../../config/catalogue";
import { parseConfig } from "../../config/parse";
import { findWarnings } from "../../config/warnings";
import type { DeploymentApi, IntendedRelease } from "../../deployment/api";
import program from "../../index";
import { offlineDeploymentApi } from "../../preview/offline-deployment-api";
import { record } from "../../preview/recorder";
import { keysOfSchema } from "../docs/schema-keys";
import { exampleFolder, inFolder } from "../support/own";
import { project, rawOf, type Given } from "./input";
import { groups } from "./effects";

/** Keys whose effect no comparison of two recordings shows. */
const unseen = [
    "fitness:waivers", // what `npm run preview` need not find: tests/commands/preview-rules.test.ts
    "fitness:budget.monthlyUsd", // what `npm run preview` holds the stack's cost to: tests/commands/preview-rules.test.ts
    "fitness:network.mode", // shown by the groups, each of which has another
    "fitness:domain.zone", // a lookup asks for the zone by this name; the offline answer is the same for each
    "fitness:deployment.before", // what a hook runs: see tests/engine
    "fitness:service.maxRequestSeconds", // what `loadBalancer.deregistrationDelaySeconds` and `idleTimeoutSeconds` are held to
];

describe("a key of a stack file", () => {
    it("has an effect, or is listed with the reason why it has none", () => {
        const keys = keysOfSchema(project).leaves.filter(({ path }) => !path.includes(".values.")); // a parameter each
        const changed = Object.values(groups).flatMap(({ changes }) => Object.keys(changes));
        assert.deepEqual([...changed, ...unseen].sort(), keys.map(({ key }) => key).sort());
    });

    for (const [where, { base, changes, removed }] of Object.entries(groups)) {
        it(`changes a resource, what the verdict waits for, or a warning: ${where}`, async () => {
            const given = Object.entries(changes).map(([key, [value]]) => [key.replace(/ \(.*$/, ""), value] as const);
            const before = await observe(base);
            const after = await observe({ ...base, ...removed, ...Object.fromEntries(given) });
            const withoutEffect = Object.entries(changes).filter(([, [, place]]) => before.get(place) === after.get(place));
            assert.deepEqual(withoutEffect, []);
        });
    }
});

/** What can be seen of a stack file, by place: resources with their options, the intended release, warnings. */
async function observe(given: Given): Promise<Map<string, unknown>> {
    const raw = rawOf(given);
    const config = parseConfig(raw, [], { project, stack: "test", catalogue: findCatalogue(exampleFolder, raw, project) });
    const intended: IntendedRelease[] = [];
    const api: DeploymentApi = {
        ...offlineDeploymentApi,
        verdict: (release, say) => {
            intended.push(release);
            return offlineDeploymentApi.verdict(release, say);
        },
    };
    const options = { project, stack: "test", mode: "update", account: config.aws, config: raw } as const;
    const { resources } = await inFolder(exampleFolder, () => record(() => program(api), options));
    const seen = new Map<string, unknown>();
    const custom = resources.filter(({ inputs }) => Object.keys(inputs).length > 0); // components have none
    for (const { type, name, inputs, options: own } of custom) {
        addPlaces(seen, `${type.replace(/^.*:/, "")}::${name}`, { ...inputs, options: own });
    }
    addPlaces(seen, "release", intended[0]);
    findWarnings(config).forEach(({ path, message }) => seen.set(`warning ${path}`, message));
    return seen;
}

/** Every value below `value` by its place: items of a list by name or statement id, where they have one. */
function addPlaces(seen: Map<string, unknown>, place: string, value: unknown): void {
    if (typeof value === "string" && /^[[{]/.test(value)) {
        addPlaces(seen, place, JSON.parse(value));
    } else if (typeof value === "object" && value !== null) {
        for (const [key, item] of Object.entries(value)) {
            const { name, Sid } = (Array.isArray(value) ? (item ?? {}) : {}) as { name?: string; Sid?: string };
            addPlaces(seen, `${place}.${name ?? Sid ?? key}`, item);
        }
    } else {
        seen.set(place, value);
    }
}
