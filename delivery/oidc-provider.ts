import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { given, listOf, optional, requireValid, text } from "../components/arguments";

/** Arguments of {@link OidcProvider}. */
export interface OidcProviderArgs {
    /** Issuer of the tokens, without its scheme: `token.actions.githubusercontent.com`. */
    readonly issuer: string;

    /** Audiences that a token may be for. */
    readonly audiences: readonly string[];

    /**
     * ARN of the provider that the account has for the issuer already: AWS allows one.
     *
     * @default - it is made
     */
    readonly existingArn?: string;
}

/** The account's trust in an issuer of tokens. By itself it lets no one in: roles do. */
export class OidcProvider extends pulumi.ComponentResource {
    /** ARN of the provider. */
    public readonly arn: pulumi.Output<string>;

    constructor(name: string, args: OidcProviderArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:iam:OidcProvider", name, {}, opts);
        validate(args);
        const { issuer, audiences, existingArn } = args;
        this.arn =
            existingArn === undefined
                ? // Without thumbprints: AWS trusts these issuers by its own list of authorities.
                  new iam.OpenIdConnectProvider(
                      name,
                      { url: `https://${issuer}`, clientIdLists: [...audiences] },
                      { parent: this },
                  ).arn
                : pulumi.output(existingArn);
        this.registerOutputs({ arn: this.arn });
    }
}

function validate(args: OidcProviderArgs): void {
    requireValid("OidcProvider", args, {
        issuer: text({ pattern: /^[a-z0-9.-]+(?:\/[\w.-]+)*$/, allowed: "an issuer without its scheme" }),
        audiences: listOf(text({ pattern: /^\S+$/, allowed: "an audience" }), { min: 1 }),
        existingArn: optional(given),
    });
}
