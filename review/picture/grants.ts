import type { PreviewDocument, Resource } from "../../preview/document";
import { readInputs, type Inputs } from "../../resources/inputs";
import { findAll } from "../stack-resources";

/** What one statement lets a role do with one service of AWS. */
export interface Grant {
    /** Prefix of the actions, for example `dynamodb`. */
    readonly service: string;

    /** Without the prefix, for example `GetItem`. */
    readonly actions: readonly string[];

    /** ARNs, or `*`. */
    readonly resources: readonly string[];

    /** What must be equal, by condition key, for example `ses:FromAddress`. */
    readonly conditions: Inputs;
}

/** What the policies of a role's own allow, by service, in the order in which they name them. */
export function findGrants(document: PreviewDocument, role: Resource | undefined): ReadonlyMap<string, readonly Grant[]> {
    const name = readInputs(role?.inputs).text("name");
    const grants = findAll(document, "aws:iam/rolePolicy:RolePolicy", (inputs) => inputs.text("role") === name)
        .flatMap(({ inputs }) => readInputs(inputs).json("policy").list("Statement"))
        .filter((statement) => name !== undefined && statement.text("Effect") === "Allow")
        .flatMap(toGrants);
    const services = [...new Set(grants.map(({ service }) => service))];
    return new Map(services.map((service) => [service, grants.filter((grant) => grant.service === service)]));
}

function toGrants(statement: Inputs): Grant[] {
    const actions = (statement.texts("Action") ?? []).map((action) => action.split(":"));
    const services = [...new Set(actions.map(([service = ""]) => service))];
    return services.map((service) => ({
        service,
        actions: actions.filter(([prefix]) => prefix === service).map(([, action = "*"]) => action),
        resources: statement.texts("Resource") ?? [],
        conditions: statement.object("Condition").object("StringEquals"),
    }));
}

/** Names of what the grants are about, each once: `table/NAME` and `table/NAME/index/*` are one table. */
export function findNames(grants: readonly Grant[]): readonly string[] {
    const names = grants.flatMap(({ resources }) => resources).map(toName);
    return [...new Set(names)].filter((name) => name !== "*");
}

/** `arn:partition:service:region:account:type/name`, of which the last part may have neither type nor slash. */
function toName(arn: string): string {
    const resource = arn.split(":").slice(5).join(":");
    const name = resource.replace(/\/index\/\*$|\/\*$|:\*$/, "");
    return arn === "*" ? arn : arn.startsWith("arn:aws:s3:") ? name : name.replace(/^[a-z-]+[/:]/, "");
}

/** Whether any action changes something. AWS names its actions by what they do. */
export function canWrite(grants: readonly Grant[]): boolean {
    return grants.some(({ actions }) =>
        actions.some((action) => !/^(Batch)?(Get|Describe|List|Query|Scan|Condition|Head)/.test(action)),
    );
}
