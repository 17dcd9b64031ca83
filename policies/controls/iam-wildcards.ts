/** A wildcard that a role may have. */
interface WildcardReason {
    readonly action: RegExp;
    readonly resource: RegExp;

    /** Key that a condition of the statement must bind. */
    readonly condition?: string;
    readonly reason: string;
}

/** Resources with a wildcard that a role may have, each with its reason. */
export const wildcardReasons: readonly WildcardReason[] = [
    { action: /^ecr:GetAuthorizationToken$/, resource: /^\*$/, reason: "the action takes no resource" },
    {
        action: /^elasticloadbalancing:Describe(Listeners|Rules|TargetGroups|TargetHealth)$/,
        resource: /^\*$/,
        reason: "ECS moves requests between two target groups: the actions take no resource",
    },
    {
        action: /^ssmmessages:(Create|Open)(Control|Data)Channel$/,
        resource: /^\*$/,
        reason: "ECS Exec, where a stack turns it on: the actions take no resource",
    },
    {
        action: /^[^*?]+$/,
        resource: /^arn:[^*?:]+:s3:::[^*?/]+\/\*$/,
        reason: "the objects of one bucket, whose names are the application's business",
    },
    {
        action: /^[^*?]+$/,
        resource: /^arn:[^*?:]+:[^*?:]+:[^*?:]*:\d{12}:[^*?/:]+[/:]{1,2}[^*?/:]+(?:[/:]{1,2}[^*?/:]+)*[/:]\*$/,
        reason: "what is inside one resource, which is named whole: a table's indexes, a log group's streams, a stack's parameters",
    },
    {
        action: /^bedrock:InvokeModel(WithResponseStream)?$/,
        resource: /^arn:[^*:]+:bedrock:\*::foundation-model\/[^*]+$/,
        condition: "bedrock:InferenceProfileArn",
        reason: "one model, in the region that its inference profile chooses",
    },
];
