import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stackTags } from "../aws/tags";
import { withoutStack } from "../aws/user-error";
import { awsProvider } from "../components/aws-provider";
import { ConfigError } from "../config/problems";
import { readDeliveryConfig } from "./config";
import { DeliveryRole } from "./delivery-role";
import { OidcProvider } from "./oidc-provider";
import { readStacks } from "./read-stacks";
import { listRoles } from "./role-list";
import { StackDeployments } from "./stack-deployments";
import { audiencesOf, githubAudience, issuers, trustIn } from "./trust";

/** Who may deploy the stacks of the project above, and by what. Their files say what belongs to each. */
export = function delivery(folder = join(process.cwd(), "..")) {
    try {
        return makeRoles(folder);
    } catch (error) {
        throw error instanceof ConfigError ? withoutStack(new pulumi.RunError(error.message)) : error;
    }
};

function makeRoles(folder: string) {
    const namespace = pulumi.getProject();
    const config = readDeliveryConfig(pulumi.runtime.allConfig(), namespace);
    const { stacks, review, first } = readStacks(config, folder, namespace);
    const { project, aws } = first;
    const { github, organization, permissionsBoundary, rolePath, pulumiProviderArn: existingArn } = config;
    const tags = stackTags(namespace, pulumi.getStack());
    const opts = { providers: { aws: awsProvider({ region: aws.region, accountId: aws.accountId, tags }) } };

    const githubArn =
        github &&
        new OidcProvider("github", { issuer: issuers.github, audiences: [githubAudience], existingArn: github.providerArn }, opts)
            .arn;
    const isCloud = Object.values(config.stacks).some(({ deployments, escEnvironment }) => deployments ?? escEnvironment);
    const pulumiArn =
        organization === undefined || !isCloud
            ? undefined
            : new OidcProvider(
                  "pulumi",
                  { issuer: issuers.pulumi, audiences: Object.values(audiencesOf(organization)), existingArn },
                  opts,
              ).arn;

    const roles = { permissionsBoundary, rolePath };
    const outputs: Record<string, pulumi.Output<string>> = {};
    for (const { name, description, subjects, policies } of listRoles(config, stacks, review)) {
        const trust = pulumi
            .all([githubArn, pulumiArn])
            .apply(([ofGithub = "", ofPulumi = ""]) =>
                trustIn({ github: ofGithub, pulumi: ofPulumi }, subjects, organization ?? ""),
            );
        const roleName = `${project}-delivery-${name}`;
        outputs[name] = new DeliveryRole(name, { roleName, description, trust, policies, roles }, opts).arn;
    }
    for (const [stack, { deployments: settings }] of Object.entries(config.stacks)) {
        const roleArn = outputs[`deploy-${stack}`];
        if (settings !== undefined && organization !== undefined && github !== undefined && roleArn !== undefined) {
            const { repository } = github;
            new StackDeployments(stack, { organization, project, stack, repository, roleArn, settings });
        }
    }
    return outputs;
}
