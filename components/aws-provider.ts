import { Provider } from "@pulumi/aws/provider";
import { tagKeys } from "../aws/tags";

/** Arguments of {@link awsProvider}. */
export interface AwsProviderArgs {
    /** Region of every resource. */
    readonly region: string;

    /** The only account that may be changed (12 digits): credentials of another are refused. */
    readonly accountId: string;

    /**
     * Profile of the shared AWS configuration.
     *
     * @default - the credentials that the SDK finds by itself
     */
    readonly profile?: string;

    /**
     * Role that is taken on with these credentials.
     *
     * @default - they are used as they are
     */
    readonly assumeRole?: {
        /** ARN of the role. */
        readonly roleArn: string;

        /**
         * What its trust policy asks for.
         *
         * @default - nothing
         */
        readonly externalId?: string;
    };

    /** Tags of every resource. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Tags that an update puts on a revision as it goes on, which are no part of what the program asks for. */
const recordTags = [tagKeys.verdict, tagKeys.verdictAt, tagKeys.seconds, tagKeys.before];

/** The one provider of a stack. It is explicit, so that neither the environment nor an `aws:` key moves a stack elsewhere. */
export function awsProvider({ region, accountId, profile, assumeRole, tags }: AwsProviderArgs): Provider {
    return new Provider("aws", {
        region,
        allowedAccountIds: [accountId],
        profile,
        ...(assumeRole === undefined ? {} : { assumeRoles: [{ ...assumeRole, sessionName: "spotter" }] }),
        defaultTags: { tags },
        ignoreTags: { keys: recordTags },
    });
}
