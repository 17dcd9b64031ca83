/** A statement of a role's trust policy. */
export interface TrustStatement {
    readonly Effect: "Allow";
    readonly Principal: { readonly Federated: string };
    readonly Action: "sts:AssumeRoleWithWebIdentity";
    readonly Condition: { readonly StringEquals: Readonly<Record<string, string | readonly string[]>> };
}

/** Who may assume a role: tokens of an issuer with one of some subjects, whole and without a pattern. */
export interface Trusted {
    /** ARN of the account's provider for the issuer. */
    readonly providerArn: string;

    /** The issuer, as condition keys begin with it: `token.actions.githubusercontent.com`. */
    readonly issuer: string;
    readonly audience: string;
    readonly subjects: readonly string[];
}

/** Hosts and paths of the issuers, as AWS names their providers. */
export const issuers = { github: "token.actions.githubusercontent.com", pulumi: "api.pulumi.com/oidc" } as const;

/** Audience that GitHub's token has for AWS. */
export const githubAudience = "sts.amazonaws.com";

/** Trust in one issuer. `StringEquals` throughout: a pattern is how another repository, branch or operation gets in. */
function trust({ providerArn, issuer, audience, subjects }: Trusted): TrustStatement {
    return {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: [...subjects] } },
    };
}

/** A stack of Pulumi Cloud. */
interface CloudStack {
    readonly organization: string;
    readonly project: string;
    readonly stack: string;
}

/** Subject of Pulumi Deployments: https://www.pulumi.com/docs/deployments/guides/oidc/ */
export function deploymentSubject({ organization, project, stack }: CloudStack, operation: string): string {
    return `pulumi:deploy:org:${organization}:project:${project}:stack:${stack}:operation:${operation}:scope:write`;
}

/** Subject of Pulumi ESC: https://www.pulumi.com/docs/esc/guides/configuring-oidc/aws/ */
export function escSubject(organization: string, environment: string): string {
    return `pulumi:environments:org:${organization}:env:${environment}`;
}

/** Subjects of tokens that may assume a role, by where they are from. */
export interface Subjects {
    /** Of GitHub's tokens. */
    readonly github: readonly string[];

    /** Of tokens of Pulumi Deployments. */
    readonly deployments: readonly string[];

    /** Of tokens of Pulumi ESC. */
    readonly esc: readonly string[];
}

/** Audiences of Pulumi Cloud's tokens. */
export function audiencesOf(organization: string) {
    return { deployments: organization, esc: `aws:${organization}` } as const;
}

/** A role's trust in all that may assume it. */
export function trustIn(
    providerArns: { readonly github: string; readonly pulumi: string },
    subjects: Subjects,
    organization: string,
): readonly TrustStatement[] {
    const { deployments, esc } = audiencesOf(organization);
    const cloud = { providerArn: providerArns.pulumi, issuer: issuers.pulumi };
    const all: readonly Trusted[] = [
        { providerArn: providerArns.github, issuer: issuers.github, audience: githubAudience, subjects: subjects.github },
        { ...cloud, audience: deployments, subjects: subjects.deployments },
        { ...cloud, audience: esc, subjects: subjects.esc },
    ];
    return all.filter((each) => each.subjects.length > 0).map(trust);
}
