import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A step of a job or of a composite action. */
export interface Step {
    readonly id?: string;
    readonly if?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, string | number | boolean>>;
    readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
    readonly if?: string;
    readonly needs?: string;
    readonly environment?: string;
    readonly "timeout-minutes"?: number;
    readonly permissions?: Readonly<Record<string, "read" | "write">>;
    readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": unknown };
    readonly steps: readonly Step[];
}

export interface Workflow {
    readonly name: string;
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
}

const folder = ".github/workflows";

/** Text of every workflow and of the composite action, by path. */
export const texts: ReadonlyMap<string, string> = new Map(
    [...readdirSync(folder).map((name) => join(folder, name)), ".github/actions/pulumi/action.yml"].map((path) => [
        path,
        readFileSync(path, "utf8"),
    ]),
);

/** Every workflow, by the name of its file. */
export const workflows: ReadonlyMap<string, Workflow> = new Map(
    readdirSync(folder).map((name) => [name.replace(/\.yml$/, ""), parse(texts.get(join(folder, name)) ?? "") as Workflow]),
);

/** The composite action that signs in. */
export const signIn = parse(texts.get(".github/actions/pulumi/action.yml") ?? "") as {
    readonly runs: { readonly steps: readonly Step[] };
};

/** Every job, as `workflow job`. */
export const jobs: readonly (readonly [name: string, job: Job])[] = [...workflows].flatMap(([workflow, { jobs: all }]) =>
    Object.entries(all).map(([name, job]) => [`${workflow} ${name}`, job] as const),
);

/** The step of a job that gets credentials. */
export function findSignIn({ steps }: Job): Step | undefined {
    return steps.find(({ uses }) => uses === "./.github/actions/pulumi");
}
