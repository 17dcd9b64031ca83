import type { ServiceRef } from "../../aws/service-ref";
import { ownCommand, runLocally } from "../own-command";

/** What to do about a start that fails for a reason that is not a cause of its own, by words of the reason. */
const advices: readonly (readonly [RegExp, string | ((serviceRef: ServiceRef) => string)])[] = [
    [/executable file not found|no such file or directory|exec: /i, `check the image's ENTRYPOINT and CMD: ${runLocally}`],
    [/permission denied/i, "make the file that the image starts executable, for its user too"],
    [
        /json|invalid character|cannot unmarshal/i,
        "correct the secret's value: it must be valid JSON where one of its keys is read",
    ],
    [/ARN\b.{0,40}(format|invalid)|invalid ARN/i, "correct the ARN of the parameter or secret in the task definition"],
    [
        /nil pointer|invalid memory address/i,
        "check that the tasks can reach Amazon S3, which holds the image's layers: security group egress, and the route of a gateway endpoint",
    ],
    [/TagPolicy/i, "set the tags that the organisation's tag policy requires, as they are put on the task's network interface"],
    [
        /Reason: Internal error/i,
        "check that Fargate supports the availability zones of the subnets; if it does, AWS itself failed and ECS tries again",
    ],
    [/mount/i, "check the paths that are mounted into the container: a directory can only be mounted on a directory"],
    [
        /could not transition|timed? ?out|time-out/i,
        "ECS tries again; if it persists, make the image smaller and check that the log driver can reach CloudWatch",
    ],
    [
        /consistently|could not launch/i,
        (serviceRef) =>
            `see the reasons of the stopped tasks: ${ownCommand("status", serviceRef, "--verbose")}; ECS forgets them after an hour`,
    ],
    [
        /not compatible|compute strategy|launch type/i,
        "the task definition does not fit the service's capacity: run the update again",
    ],
];

export function findStartAdvice(reason: string, serviceRef: ServiceRef): string {
    const advice =
        advices.find(([words]) => words.test(reason))?.[1] ??
        "look up the reason under stopped task errors in the ECS developer guide";
    return typeof advice === "string" ? advice : advice(serviceRef);
}
