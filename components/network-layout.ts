import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { anything, flag, isObject, listOf, mistake, object, oneOf, optional, text, wholeNumber, type Check } from "./arguments";

/** Where the subnets come from. */
export type NetworkLayout = DefaultNetworkArgs | DedicatedNetworkArgs | ExistingNetworkArgs;

/** The account's default VPC, whose subnets are all public. */
export interface DefaultNetworkArgs {
    /** The account's default VPC; costs nothing, but the tasks have public addresses. */
    readonly mode: "default";

    /**
     * Subnets of the default VPC, in two zones or more.
     *
     * @default - the default subnets of the first two zones
     */
    readonly subnetIds?: readonly string[];
}

/** Ways out of the tasks of a dedicated VPC. */
export const natModes = ["none", "single", "perZone"] as const;

/** A VPC of the stack's own. */
export interface DedicatedNetworkArgs {
    /** A VPC of the stack's own, deleted with it. */
    readonly mode: "dedicated";

    /** Private IPv4 block between /16 and /20, for example `10.0.0.0/16`; the subnets share it evenly. */
    readonly cidr: string;

    /** Number of availability zones, 2 to 6. */
    readonly zones: number;

    /**
     * NAT gateways, each about 33 USD a month: one in each zone, or one that all zones lose their way out with. `none`
     * gives the tasks public addresses in the public subnets.
     */
    readonly nat: (typeof natModes)[number];
}

/** Subnets that are managed elsewhere. */
export interface ExistingNetworkArgs {
    /** Subnets that are managed elsewhere: nothing is created. */
    readonly mode: "existing";

    /** VPC of all the subnets. */
    readonly vpcId: string;

    /** Subnets of the load balancer, in two zones or more. */
    readonly publicSubnetIds: readonly string[];

    /** Subnets of the tasks. */
    readonly serviceSubnetIds: readonly string[];

    /** Gives the tasks public addresses, which they need where their subnets have no NAT gateway. */
    readonly assignPublicIp: boolean;
}

const subnets = (min: number) => listOf(text(formats.subnetId), { min });

const defaultNetwork: Check<DefaultNetworkArgs> = object<DefaultNetworkArgs>({
    mode: anything,
    subnetIds: optional(subnets(2)),
});

const dedicatedNetwork: Check<DedicatedNetworkArgs> = object<DedicatedNetworkArgs>({
    mode: anything,
    cidr: text(formats.privateCidr),
    zones: wholeNumber(ranges.zones),
    nat: oneOf(natModes),
});

const existingNetwork: Check<ExistingNetworkArgs> = object<ExistingNetworkArgs>({
    mode: anything,
    vpcId: text(formats.vpcId),
    publicSubnetIds: subnets(2),
    serviceSubnetIds: subnets(1),
    assignPublicIp: flag,
});

export const networkLayout: Check<NetworkLayout> = (layout, path) => {
    if (!isObject(layout)) {
        return [mistake(path, "an object", layout)];
    }
    switch (layout.mode) {
        case "default":
            return defaultNetwork(layout, path);
        case "dedicated":
            return dedicatedNetwork(layout, path);
        case "existing":
            return existingNetwork(layout, path);
        default:
            return [mistake(`${path}.mode`, "one of default, dedicated, existing", (layout as NetworkLayout).mode)];
    }
};
