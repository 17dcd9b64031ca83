import { join } from "node:path";
import { readStackPartly } from "../config/read-stack";
import { controls } from "../policies/controls";
import { evaluate, type Evaluation, type Waiver } from "../policies/evaluate";
import { describeResult } from "../policies/text";
import type { Resource } from "../resources/resource";
import { toResources, toPlainInputs, type EngineResource, type StackResource } from "./engine-resources";

type Report = (message: string, urn?: string) => void;

/** A policy in the form that `@pulumi/policy` takes it. */
export interface Policy {
    readonly name: string;
    readonly description: string;
    readonly enforcementLevel: "advisory" | "mandatory";
    readonly validateResource?: (resource: EngineResource) => void;
    readonly validateStack?: (stack: { readonly resources: readonly StackResource[] }, report: Report) => void;
}

/**
 * Every control as a policy of the engine, which judges what a preview or an update is about to make once all of it is known.
 * A policy of the stack gets what AWS answers, so the inputs are kept from where they pass one by one.
 *
 * @param folder the project's root, with the stack's file and its waivers
 * @param today like `2026-11-27`
 */
export function toPolicies(folder = join(__dirname, ".."), today = new Date().toISOString().slice(0, 10)): Policy[] {
    const inputs = new Map<string, Resource["inputs"]>();
    const judge = (resources: readonly StackResource[], judged = controls): Evaluation =>
        evaluate({ resources: toResources(resources, inputs) }, findWaivers(folder, resources), today, judged);
    return [
        {
            name: "inputs",
            description: "Reports nothing: keeps what is asked of the engine for the other policies",
            enforcementLevel: "advisory",
            validateResource: (resource) => void inputs.set(resource.urn, toPlainInputs(resource)),
        },
        ...controls.map((control): Policy => ({
            name: control.id,
            description: [control.title, ...control.alsoKnownAs].join(" · "),
            enforcementLevel: control.level,
            validateStack: ({ resources }, report) => {
                const failed = judge(resources, [control]).results.filter(
                    ({ outcome, waiver }) => outcome === "fail" && waiver === undefined,
                );
                failed.forEach((result) => report(describeResult(result), findUrn(resources, result.resource)));
            },
        })),
        {
            name: "not-known",
            description: "What a control cannot tell before the update",
            enforcementLevel: "advisory",
            validateStack: ({ resources }, report) => {
                const open = judge(resources).results.filter(
                    ({ outcome, waiver }) => outcome === "cannot tell" && waiver === undefined,
                );
                open.forEach((result) =>
                    report(`${result.control.id} ${describeResult(result)}`, findUrn(resources, result.resource)),
                );
            },
        },
        {
            name: "waivers",
            description: "A waiver is for a control that does not hold, and ends",
            enforcementLevel: "mandatory",
            validateStack: ({ resources }, report) => judge(resources).problems.forEach((problem) => report(problem)),
        },
    ];
}

/** Those of the stack's file, which every URN names; none where the stack has another file, or one that is wrong. */
function findWaivers(folder: string, [first]: readonly StackResource[]): readonly Waiver[] {
    const stack = first?.urn.split(":")[2]?.split("::")[0];
    try {
        return stack === undefined ? [] : readStackPartly(folder, stack).config.waivers;
    } catch {
        return []; // the program itself says what is wrong
    }
}

function findUrn(resources: readonly StackResource[], key: string): string | undefined {
    return resources.find(({ type, name }) => `${type}::${name}` === key)?.urn;
}
