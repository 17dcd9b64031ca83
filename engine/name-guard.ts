import type { RoleArgs } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { DeploymentApi } from "../deployment/api";
import { findCollisions, type PlannedResource } from "../deployment/collisions";
import { findOwnCollision, isInState, toPlannedName, type NameScopes } from "./planned-names";
import type { ReadState, StateResource } from "./stack-state";

/** Arguments of {@link nameGuard}. */
export interface NameGuardArgs {
    /** What AWS is asked through. */
    readonly api: DeploymentApi;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Tags of everything in the stack: what carries them is its own. */
    readonly tags: Readonly<Record<string, string>>;

    /** Only some of the resources can be made now, by `--target`, so that each answers for itself. */
    readonly isPartial: () => boolean;

    /** What tells which names the stack has already. */
    readonly readState: ReadState;
}

/** A name that is about to be taken, and whether what has it now goes first. */
type GuardedName = PlannedResource & Pick<pulumi.CustomResourceOptions, "deleteBeforeReplace">;

/** A task definition adds a revision to whatever is there, and is made with every release. */
function isGuarded(type: string): boolean {
    return type.startsWith("aws:") && type !== "aws:ecs/taskDefinition:TaskDefinition";
}

/**
 * Refuses to make anything, in a preview too, while a name that is to be taken exists already and is not in the stack's
 * state: all such names at once, with the first resource that would be made; and to replace what keeps its name. Nothing is asked where nothing is made, and AWS
 * only for names that are not in the state.
 *
 * @returns what gives each resource the hook. It is no argument of the components, as it is about every name there is
 */
export function nameGuard(name: string, args: NameGuardArgs): pulumi.ResourceTransformation {
    const roles: { readonly resource: pulumi.Resource; readonly name: unknown }[] = [];
    const scopes: NameScopes = {
        cluster: args.serviceRef.cluster,
        findRole: (role) =>
            roles.find(({ resource }) => (resource as pulumi.Resource & { readonly name?: unknown }).name === role)?.name as
                string | undefined,
    };
    const planned: GuardedName[] = [];
    const check = checkOnce(args, planned);
    const hook = new pulumi.ResourceHook(`${name}-names`, (resource) => check(resource), { onDryRun: true });
    return ({ type, name: logicalName, props, opts, resource }) => {
        if (!isGuarded(type)) {
            return undefined;
        }
        if (type === "aws:iam/role:Role") {
            roles.push({ resource, name: (props as RoleArgs).name });
        }
        const { hooks, deleteBeforeReplace } = opts as pulumi.CustomResourceOptions;
        const taken = toPlannedName({ type, name: logicalName, props }, scopes);
        planned.push(...(taken === undefined ? [] : [{ ...taken, deleteBeforeReplace }]));
        return { props, opts: { ...opts, hooks: { ...hooks, beforeCreate: [hook, ...(hooks?.beforeCreate ?? [])] } } };
    };
}

/** All hooks of a run share what was asked, each name once; the first that is refused says why. */
function checkOnce(
    { api, serviceRef, tags, isPartial, readState }: NameGuardArgs,
    planned: readonly GuardedName[],
): (resource: pulumi.ResourceHookArgs) => Promise<void> {
    const ask = async (names: readonly PlannedResource[]): Promise<readonly string[]> => {
        const { errors, warnings } = findCollisions(await api.findExisting(serviceRef, names), tags);
        await Promise.all(warnings.map((warning) => pulumi.log.warn(`names: ${warning}`)));
        return errors;
    };
    let asked = 0;
    const answers: Promise<readonly string[]>[] = [];
    const askOnce = async (known: readonly StateResource[]): Promise<readonly string[]> => {
        const names = planned.slice(asked).filter((each) => !isInState(known, each));
        asked = planned.length;
        answers.push(...(names.length > 0 ? [ask(names)] : []));
        return (await Promise.all(answers)).flat();
    };
    let state: ReturnType<ReadState> | undefined;
    let saidBy: string | undefined;

    return async ({ type, name }) => {
        const known = isPartial() ? undefined : await (state ??= readState());
        const isOwn = ({ resourceType, logicalName }: PlannedResource) => resourceType === type && logicalName === name;
        const own = planned.find(isOwn);
        const replacing = own && known && findOwnCollision(own, known, own);
        if (replacing !== undefined) {
            throw withoutStack(new Error(replacing));
        }
        const errors = known === undefined ? await ask(planned.filter(isOwn)) : await askOnce(known);
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
