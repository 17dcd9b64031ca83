import type { AlarmSettings } from "../../components/alarm-settings";
import type { AuditSettings } from "../../components/audit-logs";
import type { DeploymentSettings } from "../../components/deployment-settings";
import type { HttpArgs } from "../../components/http";
import type { ScalingSettings } from "../../components/scaling-settings";
import type { ServiceSettings } from "../../components/service-settings";
import type { TaskSettings } from "../../components/task-definition";
import type { ShiftSettings } from "../../components/traffic-shift";
import type { ScheduleSettings } from "../../components/scheduled-task";
import type { WorkerSettings } from "../../components/worker-service";
import { account } from "../support/build";

/** Physical names of {@link serviceWith}'s service. */
export const names = {
    cluster: "spotter-cluster",
    service: "spotter-web-service",
    taskFamily: "spotter-app-task",
    container: "spotter-web",
    logGroup: "/ecs/spotter-app",
};

export const http: HttpArgs = {
    port: 3000,
    healthCheckPath: "/api/health",
    healthCheckPort: 3000,
    healthCheckMatcher: "200",
    idleTimeoutSeconds: 60,
};

const taskSettings: TaskSettings = {
    healthCheck: { command: undefined },
    user: "1001:1001",
    writablePaths: ["/tmp", "/app/.next/cache"],
    readonlyRootFilesystem: true,
    command: undefined,
    entryPoint: undefined,
    ephemeralStorageGiB: undefined,
    sidecars: {},
    dependsOn: {},
    cpu: 512,
    memoryMiB: 1024,
    architecture: "X86_64",
    healthCheckStartPeriodSeconds: 20,
    stopTimeoutSeconds: 30,
    skipDestroy: true,
};

export const serviceSettings: ServiceSettings = {
    ...taskSettings,
    enableExecuteCommand: false,
    tasks: { min: 2, max: 2 },
    capacity: { base: 2, onDemandWeight: 1, spotWeight: 0 },
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    availabilityZoneRebalancing: true,
    healthCheckGracePeriodSeconds: 60,
};

export const deploymentSettings: DeploymentSettings = {
    strategy: "rolling",
    bakeTimeMinutes: undefined,
    canary: undefined,
    linear: undefined,
    approvals: [],
};

/** A load balancer with two target groups. */
export const shiftSettings: ShiftSettings = {
    account,
    roleName: "Infrastructure",
    role: { permissionsBoundary: undefined, rolePath: "/" },
    testTrafficHeader: "x-spotter-test",
};

export const scalingSettings: ScalingSettings = {
    cpuPercent: 65,
    requestsPerTargetPerMinute: 0,
    memoryPercent: undefined,
    scaleInCooldownSeconds: 300,
    scaleOutCooldownSeconds: 60,
    frozen: false,
    timeZone: "UTC",
    schedules: {},
};

export const alarmSettings: AlarmSettings = {
    emails: ["ops@example.com"],
    kmsKeyArn: undefined,
    rollback: true,
    errorPercent: 1,
    slowMilliseconds: 1500,
    cpuPercent: 85,
    memoryPercent: 85,
    natGigabytesPerHour: 10,
};

export const auditSettings: AuditSettings = {
    accessLogs: true,
    connectionLogs: undefined,
    healthCheckLogs: undefined,
    flowLogs: undefined,
    retentionDays: 30,
    protect: false,
};

/** Physical names of a worker beside that service. */
export const workerNames = {
    service: "spotter-web-service-emails",
    taskFamily: "spotter-app-task-emails",
    container: "emails",
    logGroup: "/ecs/spotter-app",
};

export const workerSettings: WorkerSettings = {
    ...taskSettings,
    command: ["node", "worker.js"],
    healthCheck: { command: "none" },
    cpu: 256,
    memoryMiB: 512,
    tasks: 3,
    capacity: serviceSettings.capacity,
    enableExecuteCommand: false,
};

/** Physical names of a schedule beside that service. */
export const scheduleNames = {
    cluster: "spotter-cluster",
    taskFamily: "spotter-app-task-nightly",
    container: "nightly",
    logGroup: "/ecs/spotter-app",
    schedule: "spotter-app-task-nightly",
    schedulerRole: "spotter-app-task-nightly-scheduler",
    deadLetters: "spotter-app-task-nightly-dead-letters",
    alarm: "spotter-app-nightly-missed",
};

export const scheduleSettings: ScheduleSettings = {
    ...taskSettings,
    command: ["node", "job.js"],
    healthCheck: { command: "none" },
    cpu: 256,
    memoryMiB: 512,
    schedule: "cron(0 3 * * ? *)",
    timezone: "America/New_York",
    enabled: true,
    maximumRetryAttempts: 185,
    maximumEventAgeSeconds: 3600,
    enableExecuteCommand: false,
};
