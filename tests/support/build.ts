import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resourceKey, type Resource } from "../../preview/document";
import { record, type PreviewMode, type RecordOptions } from "../../preview/recorder";

/** An account that is nobody's. */
export const account = { partition: "aws", region: "us-east-1", accountId: "123456789012" };

/** Both modes in which every component must hold. */
export const modes: readonly PreviewMode[] = ["preview", "update"];

/** Builds components outside a stack's program and returns what they registered, sorted by `type::name`. */
export async function build(
    program: () => unknown,
    mode: PreviewMode = "update",
    options: Pick<RecordOptions, "lookUp"> = {},
): Promise<readonly Resource[]> {
    const { resources } = await record(
        async () => {
            await program();
        },
        { project: "spotter", stack: "test", mode, account, ...options },
    );
    return resources;
}

/** The one resource of a type, and name where there are several. */
export function resourceOf(resources: readonly Resource[], type: string, name?: string): Resource {
    const found = resources.filter((resource) => resource.type === type && (name === undefined || resource.name === name));
    if (found.length !== 1 || found[0] === undefined) {
        throw new Error(`expected one ${type}${name === undefined ? "" : `::${name}`}, found ${found.length}`);
    }
    return found[0];
}

/** The inputs of the one resource of a type, and name where there are several. */
export function inputsOf(resources: readonly Resource[], type: string, name?: string): Resource["inputs"] {
    return resourceOf(resources, type, name).inputs;
}

/** `type::name` of every child of a component, sorted. */
export function childrenOf(resources: readonly Resource[], component: string): string[] {
    return resources.filter(({ parent }) => parent === component).map(resourceKey);
}

/** The value of an input that holds JSON. */
export function jsonOf(inputs: Resource["inputs"], key: string): unknown {
    const text = inputs[key];
    if (typeof text !== "string") {
        throw new Error(`${key} is no text: ${JSON.stringify(text)}`);
    }
    return JSON.parse(text);
}

/** A folder with a Dockerfile inside the project, as configuration allows no other, and how to remove it again. */
export function buildContext(): { readonly context: string; readonly remove: () => void } {
    mkdirSync("tmp", { recursive: true });
    const context = mkdtempSync(join("tmp", "context-"));
    writeFileSync(join(context, "Dockerfile"), "FROM scratch AS runner\n");
    writeFileSync(join(context, ".dockerignore"), "*\n");
    return {
        context,
        remove: () => {
            rmSync(context, { recursive: true });
            if (readdirSync("tmp").length === 0) {
                rmdirSync("tmp");
            }
        },
    };
}
