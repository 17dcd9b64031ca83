/** What follows the last slash of an ARN, a path or an image: `task-id`, `spotter-app-task:12`, `DATABASE_URL`. */
export function lastSegment(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The 12 digits of an ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function findAccountId(arn: string): string {
    return arn.split(":")[4] ?? "";
}

/** For example `us-east-1`. */
export function findRegion(arn: string): string {
    return arn.split(":")[3] ?? "";
}

/** `spotter-app-task:12` of a task definition's ARN. */
export function revisionName(taskDefinitionArn: string): string {
    return lastSegment(taskDefinitionArn);
}
