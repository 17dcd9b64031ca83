import * as pulumi from "@pulumi/pulumi";
import * as service from "@pulumi/pulumiservice";
import { anything, given, requireValid, text } from "../components/arguments";
import type { DeploymentsConfig } from "./config";

/** Arguments of {@link StackDeployments}. */
export interface StackDeploymentsArgs {
    /** Organisation of Pulumi Cloud. */
    readonly organization: string;

    /** Name of the project that the stack is of. */
    readonly project: string;
    readonly stack: string;

    /** owner/name of the repository on GitHub, which Pulumi's app must be installed for. */
    readonly repository: string;

    /** Role that the stack's deployments assume. */
    readonly roleArn: pulumi.Input<string>;

    /** What is asked for; each part is left out where it is. */
    readonly settings: DeploymentsConfig;
}

/** What a webhook tells of: what someone must look at. */
const worthTelling = [
    service.WebhookFilters.UpdateFailed,
    service.WebhookFilters.DeploymentFailed,
    service.WebhookFilters.DriftDetected,
    service.WebhookFilters.DriftDetectionFailed,
];

/**
 * Pulumi Deployments of a stack: where its source is, whose credentials it has, and what is run by time.
 *
 * Pull requests are not previewed by it: a deployment has one role for all operations, and a preview would have that which may
 * change everything. Drift and a time to live need a paid edition, and Pulumi Cloud says so when they are made.
 */
export class StackDeployments extends pulumi.ComponentResource {
    constructor(name: string, args: StackDeploymentsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:pulumi:StackDeployments", name, {}, opts);
        validate(args);
        const { organization, project, stack, repository, roleArn, settings } = args;
        const of = { organization, project, stack };
        const deployed = new service.DeploymentSettings(
            name,
            {
                ...of,
                vcs: {
                    provider: "github",
                    repository,
                    deployCommits: settings.deployCommits,
                    previewPullRequests: false,
                    pullRequestTemplate: false,
                },
                sourceContext: { git: { branch: settings.branch } },
                operationContext: {
                    preRunCommands: settings.preRunCommands,
                    ...(settings.credentials === "oidc"
                        ? { oidc: { aws: { roleARN: roleArn, sessionName: `deploy-${stack}`, duration: "1h" } } }
                        : {}),
                    options: { skipInstallDependencies: true, skipIntermediateDeployments: true }, // the pre-run command installs
                },
            },
            { parent: this },
        );
        const afterSettings = { parent: this, dependsOn: [deployed] };
        if (settings.drift !== undefined) {
            new service.DriftSchedule(name, { ...of, scheduleCron: settings.drift, autoRemediate: false }, afterSettings);
        }
        for (const [key, { cron, operation }] of Object.entries(settings.schedules)) {
            new service.DeploymentSchedule(
                `${name}-${key}`,
                { ...of, scheduleCron: cron, pulumiOperation: operation },
                afterSettings,
            );
        }
        if (settings.destroyAt !== undefined) {
            new service.TtlSchedule(name, { ...of, timestamp: settings.destroyAt, deleteAfterDestroy: false }, afterSettings);
        }
        if (settings.webhook !== undefined) {
            new service.Webhook(
                name,
                {
                    active: true,
                    displayName: `${project} ${stack}`,
                    organizationName: organization,
                    projectName: project,
                    stackName: stack,
                    payloadUrl: pulumi.secret(settings.webhook.url), // whoever knows it may post there
                    format: settings.webhook.format,
                    filters: worthTelling,
                },
                { parent: this },
            );
        }
        this.registerOutputs();
    }
}

function validate(args: StackDeploymentsArgs): void {
    const name = text({ pattern: /^[\w.-]{1,100}$/, allowed: "a name" });
    requireValid("StackDeployments", args, {
        organization: name,
        project: name,
        stack: name,
        repository: text({ pattern: /^[\w.-]+\/[\w.-]+$/, allowed: "owner/name" }),
        roleArn: given,
        settings: anything,
    });
}
