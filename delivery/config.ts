import { z } from "zod";
import { formats } from "../aws/formats";
import { ConfigError, toProblems } from "../config/problems";
import { flag, listOf, mapOf, section, text } from "../config/schema-kit";

const arn = (kind: keyof typeof formats) => text(formats[kind].allowed, formats[kind].pattern);
const name = text("a name of letters, digits and . _ -", /^[\w.-]{1,100}$/, 100);
const cron = text("a cron expression of five fields like 0 3 * * *", /^\S+(?: \S+){4}$/, 100);

const github = section({
    repository: text("owner/name of the repository on GitHub", /^[\w.-]+\/[\w.-]+$/).describe(
        "whose workflows may assume the roles",
    ),
    subjectPrefix: text("repo:OWNER/NAME or repo:OWNER@ID/NAME@ID", /^repo:[\w.-]+(?:@\d+)?\/[\w.-]+(?:@\d+)?$/)
        .optional()
        .describe("what the subject of its tokens begins with"),
    branch: text("a branch's name", /^[\w./-]+$/, 200)
        .default("main")
        .describe("branch whose workflows may use the preview role"),
    providerArn: text("the ARN of an OIDC provider", /^arn:[\w-]+:iam::\d{12}:oidc-provider\/[\w./-]+$/)
        .optional()
        .describe("the account's provider for GitHub, where it has one already: AWS allows one of a URL"),
});

const deployments = section({
    branch: text("a branch's name", /^[\w./-]+$/, 200)
        .default("main")
        .describe("branch that is deployed"),
    deployCommits: flag().default(false).describe("a push to the branch deploys"),
    preRunCommands: listOf(text("a command", /\S/), "commands").default(["npm ci --ignore-scripts"]),
    credentials: z.enum(["oidc", "esc"], { error: "must be oidc or esc" }).default("oidc"),
    drift: cron.optional().describe("when drift is looked for; needs a paid edition"),
    schedules: mapOf(
        name,
        section({ cron, operation: z.enum(["update", "preview", "refresh", "destroy"]) }),
        "schedules",
    ).default({}),
    destroyAt: text("a quoted time like 2027-01-31T00:00:00Z", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
        .optional()
        .describe("when the stack is destroyed; needs a paid edition"),
    webhook: section({
        url: text("an https URL", /^https:\/\/\S+$/),
        format: z.enum(["raw", "slack", "ms_teams"]).default("slack"),
    }).optional(),
});

const stack = section({
    environment: name.optional().describe("environment of GitHub whose jobs may deploy the stack"),
    escEnvironment: text("project/environment of Pulumi ESC", /^[\w.-]+\/[\w.-]+$/)
        .optional()
        .describe("environment of Pulumi ESC that may assume the deploy role"),
    deployments: deployments.optional().describe("Pulumi Deployments of the stack"),
});

const schema = section({
    stacks: mapOf(name, stack, "stacks").describe("stacks of the project above, by name, all of one account"),
    reviewStack: name.optional().describe("stack whose file review stacks are copies of"),
    github: github.optional(),
    organization: text("the name of an organisation of Pulumi Cloud", /^[\w-]{1,40}$/).optional(),
    pulumiProviderArn: text("the ARN of an OIDC provider", /^arn:[\w-]+:iam::\d{12}:oidc-provider\/[\w./-]+$/).optional(),
    stateBucket: arn("bucketName").optional().describe("bucket of the state, where it is not in Pulumi Cloud"),
    stateKeyArn: arn("kmsKeyArn").optional().describe("key that encrypts the secrets in it, which no preview may use"),
    permissionsBoundary: arn("policyArn").optional().describe("policy that bounds these roles, and all that they make"),
    rolePath: arn("rolePath").default("/").describe("path of these roles"),
});

export type DeliveryConfig = z.infer<typeof schema>;
export type DeploymentsConfig = z.infer<typeof deployments>;

/**
 * Reads the configuration of this project.
 *
 * @param raw what `pulumi.runtime.allConfig()` gives
 * @throws {ConfigError} with everything that is wrong
 */
export function readDeliveryConfig(raw: Readonly<Record<string, string>>, project: string): DeliveryConfig {
    const own = Object.entries(raw).filter(([key]) => key.startsWith(`${project}:`));
    const given = Object.fromEntries(own.map(([key, value]) => [key.slice(project.length + 1), json(value)]));
    const { data, error } = schema.safeParse(given);
    if (data === undefined) {
        throw new ConfigError(
            toProblems(
                error.issues.map((issue) => ({ ...issue, path: [project, ...issue.path] })),
                { [project]: given },
                () => false,
            ),
        );
    }
    const problems = rules
        .filter(({ holds }) => !holds(data))
        .map(({ path, message }) => ({ path: `${project}:${path}`, message }));
    if (problems.length > 0) {
        throw new ConfigError(problems);
    }
    return data;
}

const rules: readonly { readonly path: string; readonly message: string; readonly holds: (config: DeliveryConfig) => boolean }[] =
    [
        {
            path: "github.subjectPrefix",
            message: "must be of github.repository: another repository would deploy",
            holds: ({ github: given }) =>
                given?.subjectPrefix === undefined || given.subjectPrefix.replaceAll(/^repo:|@\d+/g, "") === given.repository,
        },
        {
            path: "organization",
            message: "must be given where a stack has deployments or escEnvironment",
            holds: ({ organization, stacks }) =>
                organization !== undefined ||
                Object.values(stacks).every(({ deployments: of, escEnvironment }) => !of && !escEnvironment),
        },
        {
            path: "github",
            message: "must be given where a stack has an environment, or there is a reviewStack",
            holds: ({ github: given, reviewStack, stacks }) =>
                given !== undefined ||
                (!reviewStack && Object.values(stacks).every(({ environment }) => environment === undefined)),
        },
        {
            path: "stacks",
            message: "must each have another environment: who deploys one could deploy the other",
            holds: ({ stacks }) => {
                const used = Object.values(stacks).flatMap(({ environment }) => environment ?? []);
                return new Set([...used, ...ownEnvironments]).size === used.length + ownEnvironments.length;
            },
        },
        {
            path: "stacks",
            message: "must have escEnvironment where deployments.credentials is esc",
            holds: ({ stacks }) =>
                Object.values(stacks).every(
                    ({ deployments: of, escEnvironment }) => of?.credentials !== "esc" || escEnvironment !== undefined,
                ),
        },
        {
            path: "github",
            message: "must be given where a stack has deployments: they take its repository",
            holds: ({ github: given, stacks }) =>
                given !== undefined || Object.values(stacks).every(({ deployments: of }) => !of),
        },
    ];

/** Environments of GitHub that roles of this project trust, beside those of the stacks. */
export const ownEnvironments = ["promotion", "review", "reaper"];

function json(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
