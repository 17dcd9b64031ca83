import { acm } from "./acm";
import { autoscaling } from "./autoscaling";
import { cloudwatch } from "./cloudwatch";
import { dynamodb } from "./dynamodb";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { ecs } from "./ecs";
import { elb } from "./elb";
import { iam } from "./iam";
import { route53 } from "./route53";
import { scheduler } from "./scheduler";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import type { TypeModel } from "./type-model";

const models: Readonly<Record<string, TypeModel>> = {
    ...acm,
    ...autoscaling,
    ...cloudwatch,
    ...dynamodb,
    ...ec2,
    ...ecr,
    ...ecs,
    ...elb,
    ...iam,
    ...route53,
    ...scheduler,
    ...sns,
    ...sqs,
    ...ssm,
};

/** Of a type that no file here has, AWS refuses nothing, and gives back what was asked for. */
export function findModel(type: string): TypeModel | undefined {
    return Object.hasOwn(models, type) ? models[type] : undefined;
}
