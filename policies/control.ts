import type { Resource } from "../resources/resource";
import type { Judgement } from "./judge";

/** A rule of AWS's or of others about one kind of resource, or one of this project's own. */
export interface Control {
    /**
     * By which waivers and readers name it: of AWS Foundational Security Best Practices where it has a control of the kind
     * (`ECS.2`), else of checkov (`CKV_AWS_249`), or `OWN.1`.
     */
    readonly id: string;

    /** What holds: `tasks have no public address`. */
    readonly title: string;

    /** Ids of the same rule in AWS's standards, checkov, prowler and cdk-nag. */
    readonly alsoKnownAs: readonly string[];

    /**
     * `mandatory` fails a preview unless it is waived. `advisory` is shown: it costs money, or is for a team to decide.
     */
    readonly level: "mandatory" | "advisory";

    /** Types that it is about. */
    readonly types: readonly string[];

    /** Judges one resource of these types. What is not known must never pass. */
    readonly check: (resource: Resource, stack: Stack) => Judgement;
}

/** The resources around the one that is judged. */
export interface Stack {
    all(type: string): readonly Resource[];
}
