import * as pulumi from "@pulumi/pulumi";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { DeploymentApi, Findings } from "../deployment/api";
import { findCollisions, type PlannedResource } from "../deployment/collisions";
import { isInState, toPlannedName, type NameScopes } from "./planned-names";
import type { ReadState } from "./stack-state";

/** Arguments of {@link nameGuard}. */
export interface NameGuardArgs {
    /** What AWS is asked through. */
    readonly api: DeploymentApi;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Tags of everything in the stack: what carries them is its own. */
    readonly tags: Readonly<Record<string, string>>;

    /** Hosted zone of the domain; undefined where no record is made. */
    readonly zone: string | undefined;

    /** Only some of the resources can be made now, by `--target`, so that each answers for itself. */
    readonly isPartial: () => boolean;

    /** What tells which names the stack has already. */
    readonly readState: ReadState;
}

/**
 * The provider comes before everything else: in the first update it alone is refused, and its error is the only one. A task
 * definition adds a revision to whatever is there, and is made with every release.
 */
function isGuarded(type: string): boolean {
    return type === "pulumi:providers:aws" || (type.startsWith("aws:") && type !== "aws:ecs/taskDefinition:TaskDefinition");
}

/**
 * Refuses to make anything, in a preview too, while a name that is to be taken exists already and is not in the stack's
 * state: all such names at once, with the first resource that would be made. Nothing is asked where nothing is made, and AWS
 * only for names that are not in the state.
 *
 * @returns what gives each resource the hook, for the options of the provider and of what uses it. It is no argument of the
 * components, as it is about every name there is
 */
export function nameGuard(name: string, args: NameGuardArgs): pulumi.ResourceTransformation {
    const scopes: NameScopes = { cluster: args.serviceRef.cluster, ...(args.zone === undefined ? {} : { zone: args.zone }) };
    const planned: PlannedResource[] = [];
    const check = checkOnce(args, planned);
    const hook = new pulumi.ResourceHook(`${name}-names`, (resource) => check(resource), { onDryRun: true });
    return ({ type, name: logicalName, props, opts }) => {
        if (!isGuarded(type)) {
            return undefined;
        }
        planned.push(...[toPlannedName({ type, name: logicalName, props }, scopes) ?? []].flat());
        const { hooks } = opts as pulumi.CustomResourceOptions;
        return { props, opts: { ...opts, hooks: { ...hooks, beforeCreate: [hook, ...(hooks?.beforeCreate ?? [])] } } };
    };
}

/** All hooks of a run share one answer; the first that is refused says why. */
function checkOnce(
    { api, serviceRef, tags, isPartial, readState }: NameGuardArgs,
    planned: readonly PlannedResource[],
): (resource: pulumi.ResourceHookArgs) => Promise<void> {
    const ask = async (names: readonly PlannedResource[]): Promise<Findings> => {
        const findings = findCollisions(await api.findExisting(serviceRef, names), tags);
        await Promise.all(findings.warnings.map((warning) => pulumi.log.warn(`names: ${warning}`)));
        return findings;
    };
    let state: ReturnType<ReadState> | undefined;
    let answer: Promise<Findings> | undefined;
    let saidBy: string | undefined;

    return async ({ type, name }) => {
        const known = isPartial() ? undefined : await (state ??= readState());
        const { errors } =
            known === undefined
                ? await ask(planned.filter(({ resourceType, logicalName }) => resourceType === type && logicalName === name))
                : await (answer ??= ask(planned.filter((each) => !isInState(known, each))));
        if (errors.length === 0) {
            return;
        }
        if (known !== undefined && saidBy !== undefined) {
            throw withoutStack(new Error(`nothing is made, for the reason that ${saidBy} gives`));
        }
        saidBy = name;
        throw withoutStack(new Error(describe(errors, serviceRef.stack ?? "<stack>")));
    };
}

function describe(errors: readonly string[], stack: string): string {
    return [
        "nothing is made, as names are taken by what is not in the stack:",
        ...errors.map((error) => `  - ${error}`),
        `npm run adopt -- ${stack} prepares the import of what this stack is to have`,
    ].join("\n");
}
