import { z } from "zod";
import type { Catalogue } from "./catalogue";
import { section } from "./schema-kit";
import { sectionList, type StackInput } from "./sections";

/**
 * What a stack file may say, by namespace: every key, its type, its legal values, its meaning. It is made of the sections;
 * `docs/configuration.md` and `config/stack.schema.json` show all of it and are held to it by tests.
 */
export function stackSchema(project: string, catalogue: Catalogue): Readonly<Record<string, z.ZodType>> {
    const schemas = sectionList.map(({ name, section: each }) => [name, each.schema(catalogue)] as const);
    const [[, aws] = [], ...own] = schemas;
    return { aws: aws ?? z.never(), [project]: section(Object.fromEntries(own), { otherWords }) };
}

/** Sections by words of other tools, which no letters lead to. */
const otherWords = {
    env: "parameters",
    environment: "parameters",
    variables: "parameters",
    secrets: "parameters",
    vpc: "network",
    subnets: "network",
    alb: "loadBalancer",
    ecr: "repository",
    container: "service",
    sidecars: "service.sidecars",
    autoscaling: "scaling",
    cron: "schedules",
    certificate: "domain",
    dns: "domain",
    iam: "access",
    permissions: "access",
};

/** Checks the values of one stack, by namespace, one by one; rules between them are in the sections. */
export type Check = (input: unknown) => { readonly issues: readonly z.core.$ZodIssue[]; readonly sound?: StackInput };

/** By catalogue and project: making a schema takes longer than checking with it, and some processes read several stacks. */
const checks = new WeakMap<Catalogue, Map<string, Check>>();

export function checkFor(project: string, catalogue: Catalogue): Check {
    const known = checks.get(catalogue) ?? new Map<string, Check>();
    const check = known.get(project) ?? makeCheck(project, catalogue);
    checks.set(catalogue, known.set(project, check));
    return check;
}

function makeCheck(project: string, catalogue: Catalogue): Check {
    const schema = z.strictObject(stackSchema(project, catalogue));
    return (input) => {
        const checked = schema.safeParse(input, { reportInput: false });
        if (!checked.success) {
            return { issues: checked.error.issues };
        }
        const { aws, [project]: own } = checked.data;
        return { issues: [], sound: { aws, ...(own as object) } as StackInput };
    };
}
