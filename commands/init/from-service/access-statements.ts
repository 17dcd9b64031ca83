import { access, type AccessStatement } from "../../../config/sections/access";
import type { Catalogue } from "../../../config/catalogue";
import { writtenOutAction, writtenOutResource } from "../../../aws/iam-policy";
import type { Allowance } from "./allowances";
import { groupBy } from "./group-by";

/** A statement of the section `access`. */
type Written = Pick<AccessStatement, "sid" | "actions" | "resources"> & Partial<Pick<AccessStatement, "conditions">>;

const noVariables: Catalogue = { file: "", variables: [] };

/** Statements for what is written out; `unsaid` is what the section would refuse. */
export function toStatements(allowances: readonly Allowance[]): {
    readonly statements: readonly Written[];
    readonly unsaid: readonly Allowance[];
} {
    const said = allowances.filter(isLegal);
    const statements = groupBy(said, ({ policy, sid, conditions }) => `${policy}\n${sid}\n${JSON.stringify(conditions)}`).flatMap(
        (ofStatement) => {
            const resourcesOf = (action: string) =>
                [...new Set(ofStatement.filter((each) => each.action === action).map(({ resource }) => resource))].sort();
            const actions = [...new Set(ofStatement.map(({ action }) => action))];
            // What is covered by a section is missing from some actions: they become a statement of their own.
            return groupBy(actions, (action) => resourcesOf(action).join("\n")).map((same) => ({
                name: ofStatement[0]?.sid || (ofStatement[0]?.policy ?? ""),
                actions: same,
                resources: resourcesOf(same[0] ?? ""),
                conditions: ofStatement[0]?.conditions ?? {},
            }));
        },
    );
    return { statements: statements.map(toWritten), unsaid: allowances.filter((each) => !said.includes(each)) };
}

function toWritten(
    { name, actions, resources, conditions }: Omit<Written, "sid"> & { readonly name: string },
    index: number,
    all: readonly { readonly name: string }[],
): Written {
    return {
        sid: toSid(name, index, all),
        actions,
        resources,
        ...(Object.keys(conditions ?? {}).length > 0 ? { conditions } : {}),
    };
}

/** Ids are letters and digits, and each is there once; those of the sections are words that no tool writes. */
function toSid(name: string, index: number, all: readonly { readonly name: string }[]): string {
    const clean = (text: string) => text.replace(/[^A-Za-z0-9]/g, "").slice(0, 48) || "Allow";
    const isTaken = all.findIndex((other) => clean(other.name) === clean(name)) !== index;
    return isTaken || ofSections.test(clean(name)) ? `${clean(name)}${index + 1}` : clean(name);
}

const ofSections = /^(?:UseTables|ListBuckets|UseObjects|InvokeModels|UseProfile\d+|InvokeThroughProfile\d+|SendMail)$/;

/** Whether the section takes it: actions and resources that are written out. */
function isLegal({ action, resource, conditions }: Allowance): boolean {
    if (!writtenOutAction.pattern.test(action) || !writtenOutResource.pattern.test(resource)) {
        return false;
    }
    const statement = { sid: "a", actions: [action], resources: [resource], conditions };
    return access.schema(noVariables).safeParse({ statements: [statement] }).success;
}
