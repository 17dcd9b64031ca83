import { flag, kmsKey, of, path, successCodes, wholeNumber, type LeafCase } from "./leaf-case";

const stages = "PRE_SCALE_UP, POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT, POST_PRODUCTION_TRAFFIC_SHIFT";

/** The keys of deployments, logs, alarms, costs and tags. */
export const operationsCases: Readonly<Record<string, LeafCase>> = {
    "fitness:deployment.strategy": of("must be one of rolling, recreate, blueGreen, canary, linear", 1, "magic"),
    "fitness:deployment.bakeTimeMinutes": wholeNumber(0, 1440, 1441),
    "fitness:deployment.canary.percent": wholeNumber(1, 99, 100),
    "fitness:deployment.canary.bakeTimeMinutes": wholeNumber(0, 1440, -1),
    "fitness:deployment.linear.stepPercent": wholeNumber(3, 99, 2),
    "fitness:deployment.linear.bakeTimeMinutes": wholeNumber(0, 1440, 1441),
    "fitness:deployment.testTrafficHeader": of("must be the name of a request header", [], "x:test"),
    "fitness:deployment.approvals": of(
        `must be a list of stages, each one of ${stages}`,
        "POST_TEST_TRAFFIC_SHIFT",
        ["BAKE_TIME"],
        ["[0]", `must be one of ${stages}`, "BAKE_TIME"],
    ),
    "fitness:deployment.verdictAt": of("must be one of shift, bake", true, "end"),
    "fitness:deployment.preflight": flag,
    "fitness:deployment.before": of(
        "must be a list of words",
        "npm run migrate",
        ["node", 7],
        ["[1]", "must be a text: quote it", 7],
    ),
    "fitness:deployment.verdict": flag,
    "fitness:deployment.timeoutMinutes": wholeNumber(3, 60, 61),
    "fitness:deployment.maxFailuresOfSameCause": wholeNumber(3, 200, 2),
    "fitness:deployment.rollbackEarly": flag,
    "fitness:deployment.acceptGap": of("must be a reason of 10 to 200 characters", 1, "why not"),
    "fitness:deployment.refuseSeverity": of("must be one of CRITICAL, HIGH, MEDIUM, LOW", 1, "SEVERE"),

    "fitness:deployment.probe.path": of(path, 7, "/a!"),
    "fitness:deployment.probe.matcher": of(successCodes, true, "500"),
    "fitness:deployment.probe.releaseHeader": of("must be the name of a response header, or none", [], "x:release"),

    "fitness:audit.accessLogs": flag,
    "fitness:audit.connectionLogs": flag,
    "fitness:audit.healthCheckLogs": flag,
    "fitness:audit.flowLogs": flag,
    "fitness:audit.retentionDays": wholeNumber(1, 3650, 0),
    "fitness:audit.protect": flag,

    "fitness:alarms.set": of("must be one of none, release, all", true, "some"),
    "fitness:alarms.emails": of(
        "must be a list of mail addresses",
        "ops@example.com",
        ["ops"],
        ["[0]", "must be a mail address", "ops"],
    ),
    "fitness:alarms.kmsKeyArn": of(kmsKey, 7, "alias/aws/sns"),
    "fitness:alarms.rollback": flag,
    "fitness:alarms.errorPercent": wholeNumber(1, 99, 0),
    "fitness:alarms.slowMilliseconds": wholeNumber(50, 60_000, 49),
    "fitness:alarms.cpuPercent": wholeNumber(1, 99, 100),
    "fitness:alarms.memoryPercent": wholeNumber(1, 99, 100),
    "fitness:alarms.natGigabytesPerHour": wholeNumber(1, 100_000, 0),
    "fitness:alarms.dashboard": flag,

    "fitness:encryption.customerKey": flag,
    "fitness:encryption.kmsKeyArn": of(kmsKey, 7, "alias/own"),
    "fitness:encryption.uses": of(
        "must be a list of uses",
        "logs",
        ["disks"],
        ["[0]", "must be one of logs, parameters, repository, alarms", "disks"],
    ),
    "fitness:encryption.protect": flag,

    "fitness:logs.retentionDays": of(
        "must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
        "90",
        31,
    ),
    "fitness:logs.kmsKeyArn": of(kmsKey, 7, "alias/logs"),
    "fitness:logs.protect": flag,

    "fitness:waivers": of(
        "must be a list of waivers with a control, resource, reason and day",
        { control: "ECS.2" },
        [{ control: "ECS.2", resource: "aws:ecs/service:Service::web", reason: "no private subnets", until: "2027-13-01" }],
        ["[0].until", "must be a quoted day like 2027-06-30", "2027-13-01"],
    ),
    "fitness:budget.monthlyUsd": wholeNumber(1, 1_000_000, 0),
    "fitness:budget.notify": flag,
    "fitness:tags": of("must be an object of tags like { Team: web }", "web", ["web"]),
};
