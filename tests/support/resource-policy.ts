/** A statement of a policy: one that hangs on a resource names who, one of a role's trust no resource. */
interface PolicyStatement {
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
    readonly Action: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Who asks for what, and with which context. */
export interface Caller {
    /** `cloudwatch.amazonaws.com`, or the ARN of an identity. */
    readonly principal: string;
    readonly action: string;
    readonly resource: string;

    /** Values of condition keys: `aws:SourceAccount`, `aws:SecureTransport`. */
    readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** What an identity asks for. */
export type Request = Omit<Caller, "principal">;

/**
 * Whether a resource's policy, by itself, lets a caller in: as IAM decides for a service, or for an identity of another account. A denial
 * wins. An operator that is not known here is an error, so that none passes for one that holds.
 */
export function admits(policy: { readonly Statement: readonly object[] }, caller: Caller): boolean {
    const matching = (policy.Statement as readonly PolicyStatement[]).filter((statement) => isAbout(statement, caller));
    return matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny");
}

/** Whether the policies of an identity allow a call, as IAM decides within one account where the resource's own says nothing. */
export function allows(statements: readonly object[], request: Request): boolean {
    return admits({ Statement: statements }, { ...request, principal: "" });
}

function isAbout({ Principal, Action, Resource = "*", Condition = {} }: PolicyStatement, caller: Caller): boolean {
    const principals = Principal === undefined || Principal === "*" ? ["*"] : Object.values(Principal).flat();
    return (
        principals.some((each) => each === "*" || each === caller.principal) &&
        [Action].flat().some((pattern) => isLike(pattern, caller.action)) &&
        [Resource].flat().some((pattern) => isLike(pattern, caller.resource)) &&
        Object.entries(Condition).every(([operator, keys]) =>
            Object.entries(keys).every(([key, values]) => holds(operator, [values].flat(), caller.context[key])),
        )
    );
}

/** A key that a call does not carry fulfils no condition. */
function holds(operator: string, values: readonly string[], given: string | readonly string[] | undefined): boolean {
    if (operator === "ForAllValues:StringLike") {
        return [given ?? []].flat().every((each) => values.some((pattern) => isLike(pattern, each))); // without the key it holds
    }
    const [actual, ...more] = [given].flat();
    if (more.length > 0) {
        throw new Error(`${operator} is for a key of one value`);
    }
    switch (operator) {
        case "StringEquals":
        case "Bool":
            return actual !== undefined && values.includes(actual);
        case "ArnEquals":
        case "ArnLike":
        case "StringLike":
            return actual !== undefined && values.some((pattern) => isLike(pattern, actual));
        default:
            throw new Error(`the condition operator ${operator} is not known here`);
    }
}

function isLike(pattern: string, text: string): boolean {
    const expression = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${expression}$`).test(text);
}
