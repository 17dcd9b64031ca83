import type { Statement } from "../../aws/iam-policy";
import type { StackScope } from "../scope";
import { dataAndNames, monitoring } from "./beside";
import { ownNetwork } from "./network";
import { deployReadStatements, describeStatements, previewStatements } from "./read";
import { deleteRoles, makeRoles, securityGroups } from "./roles";
import { ecsService, images, loadBalancing } from "./service";
import { allow } from "./statement";

/** Statements by the policy that they are in: AWS takes 6,144 characters for one. */
export type Policies = Readonly<Record<string, readonly Statement[]>>;

/** Where the state of the stacks is kept, when that is a bucket. */
export interface StateLocation {
    readonly bucketArn: string;

    /** Key that encrypts what is secret in the state; undefined where a passphrase or Pulumi Cloud does. */
    readonly keyArn: string | undefined;
}

/** What a deployment of a stack asks of AWS. */
export function deployPolicies(scope: StackScope, permissionsBoundary: string | undefined): Policies {
    return {
        describe: describeStatements(),
        read: [...previewStatements(scope), ...deployReadStatements(scope)],
        roles: [...makeRoles(scope, permissionsBoundary), ...securityGroups(scope)],
        service: [...ecsService(scope), ...loadBalancing(scope), ...images(scope)],
        data: dataAndNames(scope),
        monitoring: monitoring(scope),
        ...(scope.ownsNetwork ? { network: ownNetwork(scope) } : {}),
    };
}

/** What a preview of stacks asks. */
export function previewPolicies(scopes: readonly StackScope[]): Policies {
    const each = scopes.map((scope) => [`read-${scope.tags.Environment}`, previewStatements(scope)] as const);
    return { describe: describeStatements(), ...Object.fromEntries(each) };
}

/** What `promote` asks: what serves in one stack, and a place for its image in another's repository. */
export function promotionPolicies(scopes: readonly StackScope[]): Policies {
    const pushes = scopes.flatMap(images).filter(({ Sid }) => Sid === "PushImages");
    return {
        ...previewPolicies(scopes),
        push: pushes.map((statement, index) => ({ ...statement, Sid: `PushImages${index + 1}` })),
    };
}

/** What takes a review stack away: what reads, and of what writes that which deletes. */
export function reaperPolicies(scope: StackScope): Policies {
    const service = [...securityGroups(scope), ...ecsService(scope), ...loadBalancing(scope)];
    const beside = [...dataAndNames(scope), ...monitoring(scope)];
    return {
        describe: describeStatements(),
        read: [
            ...previewStatements(scope),
            ...deployReadStatements(scope).filter(({ Sid }) => Sid !== "ReadLogs" && Sid !== "ReadMissedRuns"),
        ],
        service: [...deleteRoles(scope), ...service.flatMap(onlyDeleting)],
        beside: beside.flatMap(onlyDeleting),
        ...(scope.ownsNetwork ? { network: ownNetwork(scope).flatMap(onlyDeleting) } : {}),
    };
}

/** The provider empties a service before it deletes it, and a cluster's list of capacity providers in place of deleting it. */
const deleting =
    /:(?:Delete|Detach|Disassociate|Deregister|Release|Remove|Revoke|ScheduleKeyDeletion|Stop|Unsubscribe|ListBucketVersions|UpdateService$|PutClusterCapacityProviders$)/;

function onlyDeleting(statement: Statement): readonly Statement[] {
    const actions = [statement.Action]
        .flat()
        .filter((action) => deleting.test(action) && !/:(?:DeleteTags|RemoveTags)/.test(action));
    return actions.length === 0 ? [] : [{ ...statement, Action: actions }];
}

/** The state in a bucket: a preview reads it, and locks nothing. */
export function statePolicies(state: StateLocation | undefined, access: "read" | "write"): Policies {
    if (state === undefined) {
        return {};
    }
    const { bucketArn, keyArn } = state;
    const objects = [`${bucketArn}/*`];
    return {
        state: [
            ...allow("ListState", ["s3:ListBucket"], [bucketArn]),
            ...allow("ReadState", ["s3:GetObject"], objects),
            ...(access === "read" ? [] : allow("WriteState", ["s3:DeleteObject", "s3:PutObject"], objects)),
            ...(access === "read" || keyArn === undefined
                ? []
                : allow("StateKey", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], [keyArn])),
        ],
    };
}
