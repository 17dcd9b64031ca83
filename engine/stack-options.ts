import type * as pulumi from "@pulumi/pulumi";
import type { Provider } from "@pulumi/aws/provider";
import type { Account } from "../aws/account";
import { awsProvider, type AwsProviderArgs } from "../components/aws-provider";
import { findMissingImage, type ContainerImageArgs } from "../components/container-image";
import { nameGuard, type NameGuardArgs } from "./name-guard";
import { openStackState, type ReadState } from "./stack-state";

/** Arguments of {@link stackOptions}. */
export interface StackOptionsArgs extends Pick<NameGuardArgs, "api" | "serviceRef" | "tags"> {
    /** The only account and region that may be changed, and the profile whose credentials are used. */
    readonly account: Account & Pick<AwsProviderArgs, "profile" | "assumeRole">;

    /** Tags of everything that the stack chooses, beside those that its things are found by. */
    readonly ownTags: Readonly<Record<string, string>>;

    /** Without an image only the repository can be made, by `--target`. */
    readonly image: Pick<ContainerImageArgs, "digest" | "build">;

    /** Whether AWS is asked before something is made. */
    readonly settings: {
        /** Refuse to take names that exist outside the stack. */
        readonly preflight: boolean;
    };
}

/** What everything in a stack is made with: its provider, and the guard of its names. */
export interface StackOptions {
    /** The only provider of the stack. */
    readonly provider: Provider;

    /** What gives each resource the hook that guards its name. */
    readonly transformations: pulumi.ResourceTransformation[];
}

/** What everything in a stack is made with, and what tells what it has already. */
export interface OpenStack {
    /** Options of all that the stack makes. */
    readonly opts: StackOptions;

    /** Reads the stack's state; undefined where nothing is checked before something is made. */
    readonly readState: ReadState | undefined;
}

/** Makes the stack's provider, and guards the names of all that it makes. */
export async function stackOptions(name: string, args: StackOptionsArgs): Promise<OpenStack> {
    const { account, tags, ownTags, image, settings } = args;
    const { region, accountId, profile, assumeRole } = account;
    const isPartial = () => findMissingImage(image) !== undefined;
    const readState = settings.preflight ? await openStackState() : undefined;
    const transformations = readState === undefined ? [] : [nameGuard(name, { ...args, isPartial, readState })];
    const provider = awsProvider({ region, accountId, profile, assumeRole, tags: { ...ownTags, ...tags } });
    return { opts: { provider, transformations }, readState };
}
