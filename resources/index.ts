import { acm } from "./acm";
import { autoscaling } from "./autoscaling";
import { awsx } from "./awsx";
import { budgets } from "./budgets";
import { cloudwatch } from "./cloudwatch";
import { docker } from "./docker";
import { dynamodb } from "./dynamodb";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { ecs } from "./ecs";
import { elb } from "./elb";
import { iam } from "./iam";
import { readInputs } from "./inputs";
import { kms } from "./kms";
import { providers } from "./providers";
import type { Resource } from "./resource";
import type { Description, Placeholder, ResourceType, ServiceResources } from "./resource-type";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { scheduler } from "./scheduler";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { wafv2 } from "./wafv2";

const services: readonly ServiceResources[] = [
    acm,
    autoscaling,
    awsx,
    budgets,
    cloudwatch,
    docker,
    dynamodb,
    ec2,
    ecr,
    ecs,
    elb,
    iam,
    kms,
    providers,
    route53,
    s3,
    scheduler,
    sns,
    sqs,
    ssm,
    wafv2,
];

/** All that is known of each type, by token. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = Object.assign(
    {},
    ...services.map(({ types }) => types),
) as Record<string, ResourceType>;

const lookups = Object.assign({}, ...services.map((service) => service.lookups)) as Record<string, Placeholder | undefined>;

export function isKnownType(type: string): boolean {
    return Object.hasOwn(resourceTypes, type);
}

/** @throws for a type that the folder `resources` does not know */
export function findResourceType(type: string): ResourceType {
    const found = isKnownType(type) ? resourceTypes[type] : undefined;
    if (found === undefined) {
        throw userError(`resources/ does not know the type ${type}: add it to the file of its service`);
    }
    return found;
}

/** @throws for a lookup that the folder `resources` does not know */
export function findLookup(token: string): Placeholder {
    const found = Object.hasOwn(lookups, token) ? lookups[token] : undefined;
    if (found === undefined) {
        throw userError(`resources/ does not know the lookup ${token}: add it to the file of its service`);
    }
    return found;
}

/** What a review shows of a resource; nothing of a component. */
export function describeResource(resource: Resource): Description {
    const type = isKnownType(resource.type) ? resourceTypes[resource.type] : undefined;
    return type?.describe(readInputs(resource.inputs)) ?? { facts: [] };
}

function userError(message: string): Error {
    const error = new Error(message);
    error.stack = message; // the reader needs the message alone
    return error;
}
