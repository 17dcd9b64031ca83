import { unknownAccountId, unknownRegion } from "../aws/account";
import type { StackInput } from "./sections";
import { formatPath, valueAt, type Problem } from "./problems";

type Tree = Record<string, unknown>;

/** Something that an environment of Pulumi ESC may give, and that is not known without it. */
export interface Unknown extends Problem {
    /** No program runs without it: what is shown in its place is a placeholder, or a section that is left out. */
    readonly isRequired: boolean;
}

/** Without a profile the strictest is shown: it costs and refuses most. */
const unknownProfile = "prod";

/** What no stack can be shown without. A region has to be one of AWS's to be checked, and must not be taken for it later. */
const placeholders = (project: string) => [
    { path: ["aws", "region"], value: "us-east-1", shown: `as ${unknownRegion}` },
    { path: ["aws", "allowedAccountIds"], value: [unknownAccountId], shown: `as ${unknownAccountId}` },
    { path: [project, "profile"], value: unknownProfile, shown: `with the defaults of ${unknownProfile}` },
];

/** Fills in what no stack can be shown without. */
export function withPlaceholders(
    given: Tree,
    project: string,
    environments: readonly string[],
): { input: Tree; unknown: Unknown[] } {
    const used = environments.length === 0 ? [] : placeholders(project).filter(({ path }) => valueAt(given, path) === undefined);
    const input = structuredClone(given);
    for (const { path, value } of used) {
        const [namespace = "", key = ""] = path;
        input[namespace] = { ...(input[namespace] as Tree), [key]: value };
    }
    const unknown = used.map(({ path, shown }) => ({
        path: formatPath(path),
        message: `${describeUnknown(environments)}: shown ${shown}`,
        isRequired: true,
    }));
    return { input, unknown };
}

/** Checked input in which a region that is not known is none. */
export function withoutStandIns(sound: StackInput, unknown: readonly Unknown[]): StackInput {
    return unknown.some(({ path }) => path === "aws:region") ? { ...sound, aws: { ...sound.aws, region: unknownRegion } } : sound;
}

/**
 * What else an environment may give.
 *
 * @param missing required keys of sections
 * @param rules that don't hold without a key that the file leaves out
 */
export function findUnknown(missing: readonly string[], rules: readonly Problem[], environments: readonly string[]): Unknown[] {
    return [
        ...missing.map((path) => ({
            path,
            message: `${describeUnknown(environments)}: shown without what it belongs to`,
            isRequired: true,
        })),
        ...rules.map(({ path, message }) => ({
            path,
            message: `${message}; not certain, as a key that this depends on may come from ${environments.join(", ")}`,
            isRequired: false,
        })),
    ];
}

function describeUnknown(environments: readonly string[]): string {
    return `unknown, as it may come from ${environments.join(", ")}`;
}
