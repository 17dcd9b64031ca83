import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

/** Budgets. */
export const budgets: ServiceResources = {
    types: {
        "aws:budgets/budget:Budget": {
            placeholder: ({ name }, { partition, accountId }) => ({
                id: `${accountId}:${String(name)}`,
                arn: `arn:${partition}:budgets::${accountId}:budget/${String(name)}`,
            }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(`${inputs.text("limitAmount") ?? "?"} ${inputs.text("limitUnit") ?? ""} a month`),
            }),
            importId: importedBy("budgets/budget", (state) => joinKnown(":", [state.text("accountId"), state.text("name")])),
            forcesNew: ["accountId", "name", "namePrefix"],
        },
    },
};
