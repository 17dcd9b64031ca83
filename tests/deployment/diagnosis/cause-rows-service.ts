import { deployment, exited, intent, previous, revision, service, serviceDeployment, serving, snapshot } from "../builders";
import { type Row } from "./cause-rows";

/** A deployment that waited until somebody would let it go on, and what has become of that. */
const paused = (status: string) =>
    serviceDeployment("ROLLBACK_IN_PROGRESS", {
        statusReason: "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) timed out.",
        lifecycleHooks: [{ id: "ecs-pause-1", type: "PAUSE", status }],
    });

export const serviceRows: readonly Row[] = [
    {
        id: "alarm",
        name: "an alarm",
        of: {
            serviceDeployment: serviceDeployment("ROLLBACK_IN_PROGRESS", { triggeredAlarms: ["spotter-5xx"] }),
            tasks: [exited("1", 1)],
        },
        line: "an alarm went off during the deployment ▸ spotter-5xx ▸ check the alarm's metric since the deployment began, and the log",
        but: [
            {
                serviceDeployment: serviceDeployment("SUCCESSFUL", {
                    triggeredAlarms: ["spotter-5xx"],
                    taskDefinitionArn: revision(6),
                }),
            },
            undefined,
        ],
    },
    {
        id: "circuit-breaker",
        name: "the circuit breaker, where no task is known",
        of: {
            service: service([
                deployment(6, {
                    id: "ecs-svc/back",
                    createdAt: snapshot(90).at,
                    rolloutStateReason: "rolling back to deploymentId ecs-svc/6.",
                }),
                deployment(7, {
                    status: "ACTIVE",
                    rolloutState: "FAILED",
                    failedTasks: 3,
                    rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
                }),
            ]),
        },
        line: "the ECS deployment circuit breaker stopped the deployment ▸ 3 tasks failed: ECS deployment circuit breaker: tasks failed to start. ▸ check the service's events and the log /ecs/spotter-app",
        but: [{}, undefined],
    },
    {
        id: "stopped-by-hand",
        name: "a deployment that somebody stopped",
        of: { serviceDeployment: serviceDeployment("STOPPED", { statusReason: "Stopped by user" }) },
        line: "the deployment was stopped manually ▸ Stopped by user ▸ run the update again once the reason for stopping it is resolved",
        but: [
            {
                serviceDeployment: serviceDeployment("STOPPED", {
                    statusReason: "the circuit breaker threshold was exceeded",
                    circuitBreaker: { status: "TRIGGERED", failureCount: 3, threshold: 3 },
                }),
            },
            "circuit-breaker",
        ],
    },
    {
        id: "approval-missing",
        name: "an approval that nobody gave",
        of: { serviceDeployment: paused("TIMED_OUT") },
        line: "nobody approved the release in time ▸ Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) timed out. ▸ run the update again, and approve it while it waits (npm run approve -- prod)",
        but: [{ serviceDeployment: paused("SUCCEEDED") }, "hook-failed"],
    },
    {
        id: "approval-rejected",
        name: "a release that somebody rejected",
        of: { serviceDeployment: paused("FAILED") },
        line: "the release was rejected ▸ Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) timed out. ▸ ask who rejected it, and deploy another release",
        but: [{ serviceDeployment: paused("SUCCEEDED") }, "hook-failed"],
    },
    {
        id: "replaced",
        name: "another deployment",
        of: { service: service([deployment(8, { createdAt: snapshot(60).at }), deployment(7, { status: "ACTIVE" }), previous]) },
        line: "another deployment replaced it ▸ the service is on spotter-app-task:8 since 2026-11-24T12:01:00.000Z ▸ check what was deployed (npm run history -- prod), or run the update again",
        but: [
            {
                service: service([deployment(6, { id: "ecs-svc/back", createdAt: snapshot(60).at, rolloutState: "COMPLETED" })]),
                serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL"),
            },
            "rolled-back",
        ],
    },
    {
        id: "rolled-back",
        name: "a rollback of which only the reason is known",
        of: {
            service: service([deployment(6, { id: "ecs-svc/back", createdAt: snapshot(60).at, rolloutState: "COMPLETED" })]),
            serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", {
                rollback: { reason: "The service revision failed validation.", taskDefinitionArn: revision(6) },
            }),
        },
        line: "ECS rolled back to another revision ▸ The service revision failed validation. ▸ check the service's events and the log /ecs/spotter-app",
        but: [{ service: service([deployment(6, { rolloutState: "COMPLETED" })]) }, "replaced"],
    },
    {
        id: "scaled-to-zero",
        name: "a service without tasks",
        of: {
            service: service([deployment(7, { desiredCount: 0, rolloutState: "COMPLETED" })], {
                desiredCount: 0,
                runningCount: 0,
            }),
        },
        line: "the service is scaled to zero tasks ▸ its desired count is 0 ▸ raise service.tasks.min, and check for a schedule that scales it down",
        but: [{ service: service([deployment(7)], { runningCount: 0 }) }, undefined],
    },
    {
        id: "other-release",
        name: "an endpoint that answers with another release",
        of: serving(200, { healthResponse: { status: 200, releaseId: "000000000000", consecutive: 0 } }),
        line: `the health endpoint responds with another release ▸ x-release-id is 000000000000, not ${intent.releaseId} ▸ check which other targets the load balancer routes spotter.example to`,
        but: [serving(200), undefined],
    },
    {
        id: "endpoint-silent",
        name: "an endpoint that does not answer",
        of: serving(200, { healthResponse: { status: 0, error: "connection refused", consecutive: 0 } }),
        line: "the health endpoint does not respond through the load balancer ▸ /api/health: connection refused ▸ check the load balancer's listener and certificate, and whether this machine can reach it",
        but: [serving(200, { healthResponse: undefined }), undefined],
    },
    {
        id: "endpoint-redirects",
        name: "an endpoint that redirects",
        of: serving(200, { healthResponse: { status: 301, location: "https://www.spotter.example/", consecutive: 0 } }),
        line: "the load balancer or the application redirects the health endpoint ▸ /api/health: status 301 to https://www.spotter.example/ ▸ exempt the health path from redirects, in the listener's rules and in the application: it must answer 200 itself",
        but: [serving(200, { healthResponse: { status: 403, consecutive: 0 } }), "endpoint-refuses"],
    },
    {
        id: "endpoint-refuses",
        name: "an endpoint that a firewall closes",
        of: serving(200, { healthResponse: { status: 403, consecutive: 0 } }),
        line: "the health endpoint rejects the request through the load balancer ▸ /api/health: status 403 ▸ check the listener's rules for spotter.example, a web application firewall before it, and that the application serves the path without authentication",
        but: [serving(200, { healthResponse: { status: 502, consecutive: 0 } }), "endpoint-fails"],
    },
    {
        id: "endpoint-fails",
        name: "an endpoint with a server error",
        of: serving(200, { healthResponse: { status: 503, consecutive: 0 } }),
        line: "the health endpoint answers with a server error through the load balancer ▸ /api/health: status 503 ▸ read the log /ecs/spotter-app; 502 and 504 are the load balancer's own answers, 503 means that its rule leads to no healthy target",
        but: [serving(200, { healthResponse: { status: 0, error: "connection refused", consecutive: 0 } }), "endpoint-silent"],
    },
];
