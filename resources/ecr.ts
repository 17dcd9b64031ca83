import { registryHost, toArn } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, type ServiceResources } from "./resource-type";

/** The private image registry. */
export const ecr: ServiceResources = {
    types: {
        "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
            placeholder: ({ repository }) => ({ id: repository }),
            describe: (inputs) => {
                const kept = countKeptImages(inputs.json("policy"));
                return { facts: facts(kept !== undefined && `keeps ${kept} images`) };
            },
            importId: importedBy("ecr/lifecyclepolicy", (state) => state.text("repository")),
            forcesNew: ["policy", "repository"],
            deleteBeforeReplace: true, // a repository has one
        },
        "aws:ecr/repository:Repository": {
            placeholder: ({ name }, account) => ({
                id: name,
                arn: toArn(account, "ecr", `repository/${String(name)}`),
                registryId: account.accountId,
                repositoryUrl: `${registryHost(account)}/${String(name)}`,
            }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(
                    describeMutability(inputs),
                    inputs.object("imageScanningConfiguration").flag("scanOnPush") ? "scan on push" : "no scan",
                ),
            }),
            importId: importedBy("ecr/repository", (state) => state.text("name")),
            forcesNew: ["encryptionConfigurations", "name"],
            holds: "images",
        },
    },
    lookups: {
        "aws:ecr/getAuthorizationToken:getAuthorizationToken": () => ({
            userName: "AWS",
            password: "none: nothing was read from AWS",
        }),
    },
};

/**
 * Images that expire by count, whatever their tags. Other rules of a policy, such as one for untagged images, take away
 * what no release runs. https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function countKeptImages(policy: Inputs): string | undefined {
    const selections = policy.list("rules").map((rule) => rule.object("selection"));
    const kept = selections.find(
        (selection) => selection.text("tagStatus") === "any" && selection.text("countType") === "imageCountMoreThan",
    );
    return kept?.text("countNumber");
}

function describeMutability(inputs: Inputs): string {
    if (inputs.text("imageTagMutability")?.startsWith("IMMUTABLE") !== true) {
        return "mutable tags";
    }
    const movable = facts(...inputs.list("imageTagMutabilityExclusionFilters").map((filter) => filter.text("filter")));
    return movable.length > 0 ? `immutable tags but ${movable.join(", ")}` : "immutable tags";
}
