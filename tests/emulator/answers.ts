import { refuse, type Answers } from "../support/aws-protocol";
import { serviceRevisionArn, taskArn, taskDefinitionArn, type World } from "../timelines/world";
import { serviceRef } from "../timelines/releases";
import type { Release, TaskLife } from "../timelines/timeline";

const releases: readonly Release[] = ["old", "new", "other"];

/**
 * What ECS, ELB and Logs answer at one moment.
 *
 * @param missing an inconsistent read does not find the service
 */
export function rolloutAnswers(world: World, missing: boolean, stop: () => void): Answers {
    return {
        DescribeServices: () =>
            missing
                ? { services: [], failures: [{ arn: serviceRef.service, reason: "MISSING" }] }
                : { services: [world.service()], failures: [] },
        ListServiceDeployments: () => {
            const attempt = world.attempt();
            const { targetServiceRevision, ...brief } = attempt ?? {};
            return {
                serviceDeployments:
                    attempt === undefined ? [] : [{ ...brief, targetServiceRevisionArn: targetServiceRevision?.arn }],
            };
        },
        DescribeServiceDeployments: () => {
            const attempt = world.attempt();
            return { serviceDeployments: attempt === undefined ? [] : [attempt], failures: [] };
        },
        DescribeServiceRevisions: ({ serviceRevisionArns }) => ({
            serviceRevisions: releases
                .filter((release) => (serviceRevisionArns as string[]).includes(serviceRevisionArn(release)))
                .map((release) => ({
                    serviceRevisionArn: serviceRevisionArn(release),
                    taskDefinition: taskDefinitionArn(release),
                })),
        }),
        StopServiceDeployment: ({ serviceDeploymentArn, stopType }) => {
            if (stopType !== "ROLLBACK" || world.attempt()?.serviceDeploymentArn !== serviceDeploymentArn) {
                refuse("InvalidParameterException", "Service deployment can't be stopped.");
            }
            if (world.attempt()?.status !== "IN_PROGRESS") {
                refuse("ConflictException", "Service deployment is not in progress.");
            }
            stop();
            return { serviceDeploymentArn };
        },
        ListTasks: ({ desiredStatus }) => ({
            taskArns: world
                .tasks()
                .filter((task) => world.desiredStatus(task) === desiredStatus)
                .map(({ id }) => taskArn(id)),
        }),
        DescribeTasks: ({ tasks }) => ({
            tasks: world
                .tasks()
                .filter(({ id }) => (tasks as string[]).includes(taskArn(id)))
                .map((task) => world.task(task)),
            failures: [],
        }),
        DescribeTargetHealth: () => targetHealth(world),
        GetLogEvents: ({ logStreamName }) => {
            const log = world.logOf((task) => hasStream(task, logStreamName));
            return log === undefined
                ? refuse("ResourceNotFoundException", "The specified log stream does not exist.")
                : { events: log.map((message, timestamp) => ({ message, timestamp })) };
        },
    };
}

function hasStream({ id }: TaskLife, stream: unknown): boolean {
    return stream === `ecs/${serviceRef.container}/${id}`;
}

function targetHealth(world: World): string {
    const members = world
        .targets()
        .map(
            ({ id, port, state, reason, description }) =>
                `<member><Target><Id>${id}</Id><Port>${port}</Port></Target><TargetHealth><State>${state}</State>` +
                (reason === undefined ? "" : `<Reason>${reason}</Reason>`) +
                (description === undefined ? "" : `<Description>${description}</Description>`) +
                "</TargetHealth></member>",
        );
    const result = `<TargetHealthDescriptions>${members.join("")}</TargetHealthDescriptions>`;
    return (
        `<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">` +
        `<DescribeTargetHealthResult>${result}</DescribeTargetHealthResult></DescribeTargetHealthResponse>`
    );
}
