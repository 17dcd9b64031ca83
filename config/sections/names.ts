import type { z } from "zod";
import { nameLimits, type NameKey } from "../../aws/name-limits";
import { defaultNames, type Names } from "../names";
import { over, type Section } from "../section";
import { section, text } from "../schema-kit";

const keys = {
    base: text(
        "lower-case letters, digits and single hyphens, first a letter, and not beginning with aws, ssm or internal",
        /^(?!aws|ssm|internal)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
        40,
    )
        .optional()
        .describe("what every default name begins with, the parameters' prefix and the tables among them")
        .meta({ absent: "`<project>-<stack>`" }),
    repository: physicalName("repository", explainRepository).describe("ECR repository"),
    cluster: physicalName("cluster").describe("ECS cluster"),
    service: physicalName("service").describe("ECS service"),
    taskFamily: physicalName("taskFamily").describe("family of the task definitions"),
    container: physicalName("container").describe("the application's container in the task"),
    logGroup: physicalName("logGroup").describe("CloudWatch log group"),
    executionRole: physicalName("executionRole").describe("task execution role, which the ECS agent uses"),
    executionPolicy: physicalName("executionPolicy").describe("its inline policy that reads parameters"),
    taskRole: physicalName("taskRole").describe("task role, which the application uses"),
    taskPolicy: physicalName("taskPolicy").describe("its inline policy"),
    infrastructureRole: physicalName("infrastructureRole").describe(
        "role with which ECS moves requests between two target groups, where `deployment.strategy` does so",
    ),
    loadBalancer: physicalName("loadBalancer").describe("Application Load Balancer"),
    monitoring: physicalName("monitoring").describe("dashboard, and what the names of the alarms and of their topic begin with"),
};

const schema = section(keys, { otherWords: { prefix: "base", name: "base", stack: "base" } }).optional();

function physicalName(key: NameKey, explain?: (given: string) => string | undefined) {
    const { alphabet, allowed, length } = nameLimits[key];
    return text(allowed, alphabet, length, explain).optional();
}

/** A name may have dots, so that an address of another registry would be taken for one. */
function explainRepository(given: string): string | undefined {
    const [first = "", ...rest] = given.replace(/^\w+:\/\//, "").split("/");
    const hasRegistry = given.includes("://") || (rest.length > 0 && /:\d+$|\..*\.|\.(?:com|dev|io|net|org)$/.test(first));
    const hasVersion = /@sha256:|:[\w.-]+$/.test(given);
    return hasRegistry || hasVersion
        ? "must be the name of the repository alone, like team/web: its registry is that of the stack's account and region, " +
              "or of repository.account and repository.region, and the image in it is image.digest"
        : undefined;
}

/** Physical names. A configured name beyond AWS's limit is refused; a default one is shortened. */
export const names: Section<z.infer<typeof schema>, Names> = {
    note: [
        "Another name makes the resource anew, before the one before goes: two clusters or services stand side by side until the new one serves.",
        "A new repository has no images yet, and a new log group no lines; where they are protected, the update is refused.",
        "The load balancer can't be renamed while it serves: AWS lets a target group belong to one load balancer only, and refuses the update; the old one goes on serving.",
    ].join(" "),
    schema: () => schema,
    resolve: (input, { project, stack, input: { access, cluster } }) => {
        const { base, ...given } = input ?? {};
        return over(defaultNames(project, stack, { names: { base }, access, cluster }), given);
    },
};
