import type { DeliveryConfig } from "./config";
import { deploymentSubject, escSubject, type Subjects } from "./trust";

const none: Subjects = { github: [], deployments: [], esc: [] };

/** What Pulumi Deployments may do to a stack: what is run by hand or by time there has the deploy role, and a preview has none. */
const operations = ["update", "refresh", "destroy"];

/** A job in one environment of GitHub's, whose rules say who may start it. */
export function inEnvironment(config: DeliveryConfig, environment: string | undefined): Subjects {
    const prefix = subjectPrefix(config);
    return prefix === undefined || environment === undefined
        ? none
        : { ...none, github: [`${prefix}:environment:${environment}`] };
}

/** A pull request of a branch of the repository, as no fork's gets a token, and what runs on the main branch. */
export function forPreviews(config: DeliveryConfig): Subjects {
    const prefix = subjectPrefix(config);
    return prefix === undefined
        ? none
        : { ...none, github: [`${prefix}:pull_request`, `${prefix}:ref:refs/heads/${config.github?.branch ?? ""}`] };
}

/** Who may deploy a stack. */
export function forDeployments(config: DeliveryConfig, project: string, stack: string): Subjects {
    const { organization } = config;
    const { environment, escEnvironment, deployments } = config.stacks[stack] ?? {};
    return {
        ...inEnvironment(config, environment),
        deployments:
            organization === undefined || deployments?.credentials !== "oidc"
                ? []
                : operations.map((operation) => deploymentSubject({ organization, project, stack }, operation)),
        esc: organization === undefined || escEnvironment === undefined ? [] : [escSubject(organization, escEnvironment)],
    };
}

function subjectPrefix({ github }: DeliveryConfig): string | undefined {
    return github && (github.subjectPrefix ?? `repo:${github.repository}`);
}
