import { awsError, objects, texts, type ServiceModel, type Thing, type Things } from "./type-model";

export const types = { role: "aws:iam/role:Role", policy: "aws:iam/rolePolicy:RolePolicy" } as const;

/** Roles and their inline policies. Managed policies are `managedPolicyArns` of a role. */
export const iam: ServiceModel = {
    [types.role]: {
        defaults: { maxSessionDuration: 3600, path: "/" },
        chosen: () => ({ inlinePolicies: [], managedPolicyArns: [], namePrefix: "" }),
        outputs: () => ({ createDate: "2025-01-07T00:00:00Z", uniqueId: `AROA${"0".repeat(17)}` }),
        unread: ["forceDetachPolicies"],
        sets: ["inlinePolicies", "managedPolicyArns"],
        json: ["assumeRolePolicy"],
        isTagged: true,
        view: ({ properties }, things) => ({
            inlinePolicies: policiesOf(String(properties.name), things).map(({ properties: { name, policy } }) => ({
                name,
                policy,
            })),
        }),
        refusesCreate: ({ name }, things) =>
            things.find(types.role, String(name)) === undefined
                ? undefined
                : awsError(
                      `creating IAM Role (${String(name)})`,
                      ["IAM", "CreateRole"],
                      `EntityAlreadyExists: Role with name ${String(name)} already exists.`,
                      409,
                  ),
        // The provider clears away all of a kind, once it knows of one: what hangs on a role goes with it.
        refusesDelete: ({ id, properties }, state, things) => {
            const clears = (known: readonly unknown[]) => state.forceDetachPolicies === true || known.length > 0;
            const isAttached = texts(properties.managedPolicyArns).length > 0 && !clears(texts(state.managedPolicyArns));
            const isInline = policiesOf(id, things).length > 0 && !clears(objects(state.inlinePolicies));
            const must = isAttached ? "detach all policies first." : "delete policies first.";
            return isAttached || isInline
                ? awsError(
                      `deleting IAM Role (${id})`,
                      ["IAM", "DeleteRole"],
                      `DeleteConflict: Cannot delete entity, must ${must}`,
                      409,
                  )
                : undefined;
        },
        owned: ({ id }, things) => policiesOf(id, things),
    },
    [types.policy]: {
        chosen: () => ({ namePrefix: "" }),
        json: ["policy"],
        refusesCreate: ({ role, name }, things) =>
            things.find(types.role, String(role)) === undefined
                ? awsError(
                      `putting IAM Role (${String(role)}) Policy (${String(name)})`,
                      ["IAM", "PutRolePolicy"],
                      `NoSuchEntity: The role with name ${String(role)} cannot be found.`,
                      404,
                  )
                : undefined,
    },
};

function policiesOf(role: string, things: Things): readonly Thing[] {
    return things.list(types.policy).filter(({ properties }) => properties.role === role);
}
