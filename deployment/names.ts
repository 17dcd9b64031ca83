/** What has a name that AWS gives to one only. */
export type NameKind =
    | "parameter"
    | "load balancer"
    | "log group"
    | "repository"
    | "role"
    | "role policy"
    | "cluster"
    | "service"
    | "record"
    | "alarm"
    | "dashboard"
    | "key alias"
    | "schedule group"
    | "queue";

/** A name that a resource is about to take. */
export interface PlannedName {
    readonly kind: NameKind;

    /** Physical name: of a parameter with its path, of a record the host name. */
    readonly name: string;

    /**
     * What the name is unique in: the cluster of a service, the role of a policy, the id of a record's hosted zone.
     *
     * @default - the account
     */
    readonly within?: string;

    /**
     * Type of a parameter or a record.
     *
     * @default - others have none
     */
    readonly type?: string;

    /**
     * Tells a weighted record from others of its name.
     *
     * @default - it has no weight
     */
    readonly setIdentifier?: string;

    /**
     * The provider writes over what exists, as the guard of names lets it come to what is this stack's alone.
     *
     * @default false
     */
    readonly overwrites?: boolean;
}

/** What exists under planned names. */
export interface ExistingNames<Planned extends PlannedName = PlannedName> {
    readonly found: readonly ExistingName<Planned>[];

    /** Of what AWS did not tell whether it exists, or whose it is; and why. */
    readonly unanswered: readonly { readonly planned: Planned; readonly reason: string }[];
}

/** Something that exists under a planned name. */
export interface ExistingName<Planned extends PlannedName = PlannedName> {
    readonly planned: Planned;

    /** As `pulumi import` takes it. */
    readonly id: string;

    /** Empty for what AWS gives no tags. */
    readonly tags: Readonly<Record<string, string>>;

    /**
     * Type of a parameter.
     *
     * @default - others have none
     */
    readonly type?: string;
}
