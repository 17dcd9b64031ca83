import { AppParameters, type AppParametersArgs } from "../../components/app-parameters";
import { ContainerImage, type ContainerImageArgs } from "../../components/container-image";
import { CustomerKey, type CustomerKeyArgs } from "../../components/customer-key";
import { DataStores, type DataStoresArgs } from "../../components/data-stores";
import { FargateService, type FargateServiceArgs } from "../../components/fargate-service";
import { ImageRepository, type ImageRepositoryArgs } from "../../components/image-repository";
import { LogGroup, type LogGroupArgs } from "../../components/log-group";
import { ScheduledTask, type ScheduledTaskArgs } from "../../components/scheduled-task";
import { ScheduleRuns, type ScheduleRunsArgs } from "../../components/schedule-runs";
import { Scaling, type ScalingArgs } from "../../components/scaling";
import { TaskRoles, type TaskRolesArgs } from "../../components/task-roles";
import { WorkerService, type WorkerServiceArgs } from "../../components/worker-service";
import { account } from "../support/build";
import type { Subject } from "./mistakes";
import { guard, makeFoundation, serviceOn } from "./service-fixture";
import { network, balancer, auditLogs, webAcl, records } from "./subjects-entrance";
import {
    deploymentSettings,
    http,
    names,
    scalingSettings,
    scheduleNames,
    scheduleSettings,
    serviceSettings,
    workerNames,
    workerSettings,
} from "./settings-fixture";
import { releaseAlarms, serviceAlarms, dashboard, monthlyBudget } from "./subjects-alarms";

const digest = `sha256:${"1f3c".repeat(16)}`;

export const repository: Subject<ImageRepositoryArgs> = {
    make: (name, args) => new ImageRepository(name, args),
    args: () => ({
        account,
        names: { repository: "spotter-app" },
        movingTags: "build-staging",
        settings: { existing: false, keepImages: 30, kmsKeyArn: undefined, protect: true },
    }),
};
export const image: Subject<ContainerImageArgs> = {
    make: (name, args) => new ContainerImage(name, args),
    args: () => ({
        repository: new ImageRepository("web", repository.args()),
        digest,
        commit: "0123abc",
        build: {
            context: "app",
            dockerfile: "app/Dockerfile",
            platform: "linux/amd64",
            target: "runner",
            args: {},
            tag: "build-staging",
        },
    }),
};
export const roles: Subject<TaskRolesArgs> = {
    make: (name, args) => new TaskRoles(name, args),
    args: () => ({
        account,
        names: {
            executionRole: "Execution",
            executionPolicy: "Read",
            taskRole: "Task",
            taskPolicy: "Use",
            logGroup: "/ecs/spotter-app",
        },
        repository: new ImageRepository("web", repository.args()),
        sidecarImages: [],
        parameters: { prefix: "/spotter-app", kmsKeyArn: undefined, references: [] },
        access: {
            tables: {},
            buckets: {},
            bedrock: { models: [], profiles: [] },
            mail: { identity: "example.com", sender: "no-reply@example.com" },
            statements: [],
        },
        roles: { permissionsBoundary: undefined, rolePath: "/" },
        enableExecuteCommand: false,
    }),
};
export const parameters: Subject<AppParametersArgs> = {
    make: (name, args) => new AppParameters(name, args),
    args: () => ({
        account,
        publicUrl: "https://app.example.com",
        versions: { AUTH_SECRET: 7 },
        overwrite: true,
        settings: {
            prefix: "/spotter-app",
            variables: [{ name: "AUTH_SECRET", secret: true, description: "signs", from: "external" }],
            derived: { region: "us-east-1", tables: {}, buckets: {}, model: undefined, sender: undefined },
            encrypted: false,
            kmsKeyArn: undefined,
            tier: undefined,
            retainOnDelete: true,
        },
    }),
};
export const logGroup: Subject<LogGroupArgs> = {
    make: (name, args) => new LogGroup(name, args),
    args: () => ({
        names: { logGroup: "/ecs/spotter-app" },
        settings: { retentionDays: 90, kmsKeyArn: undefined, protect: true },
    }),
};
export const customerKey: Subject<CustomerKeyArgs> = {
    make: (name, args) => new CustomerKey(name, args),
    args: () => ({
        account,
        names: { monitoring: "spotter-app", logGroup: "/ecs/spotter-app" },
        uses: ["logs", "parameters"],
        hasBudget: false,
        settings: { kmsKeyArn: undefined, protect: true, retainOnDelete: true },
    }),
};
export const service: Subject<FargateServiceArgs> = {
    make: (name, args) => new FargateService(name, args),
    args: () => ({
        account,
        names,
        http,
        guard,
        cluster: { existing: false },
        isScaled: false,
        deployment: deploymentSettings,
        settings: serviceSettings,
        ...makeFoundation(),
    }),
};

export const worker: Subject<WorkerServiceArgs> = {
    make: (name, args) => new WorkerService(name, args),
    args: () => {
        const foundation = makeFoundation();
        const { image: release, network: place, roles: identities, parameters: variables, logGroup: log } = foundation;
        return {
            account,
            names: workerNames,
            image: release,
            network: place,
            roles: identities,
            parameters: variables,
            logGroup: log,
            service: serviceOn(foundation),
            guard,
            settings: workerSettings,
        };
    },
};

export const scheduledTask: Subject<ScheduledTaskArgs> = {
    make: (name, args) => new ScheduledTask(name, args),
    args: () => {
        const foundation = makeFoundation();
        const { image: release, network: place, roles: identities, parameters: variables, logGroup: log } = foundation;
        return {
            account,
            names: scheduleNames,
            image: release,
            network: place,
            roles: identities,
            parameters: variables,
            logGroup: log,
            service: serviceOn(foundation),
            bounds: { permissionsBoundary: undefined, rolePath: "/" },
            guard: {},
            settings: scheduleSettings,
        };
    },
};

export const scheduleRuns: Subject<ScheduleRunsArgs> = {
    make: (name, args) => new ScheduleRuns(name, args),
    args: () => ({
        account,
        names: {
            cluster: "spotter-cluster",
            runLog: "/aws/events/spotter-app-task",
            runRule: "spotter-app-schedule-runs",
            failedRunRule: "spotter-app-failed-runs",
        },
        runs: [{ taskFamily: "spotter-app-task-nightly", container: "nightly" }],
        settings: { retentionDays: 90, kmsKeyArn: undefined },
    }),
};

export const scaling: Subject<ScalingArgs> = {
    make: (name, args) => new Scaling(name, args),
    args: () => {
        const foundation = makeFoundation();
        return {
            names: { cluster: "spotter-cluster", service: "spotter-web-service" },
            loadBalancer: foundation.loadBalancer,
            service: serviceOn(foundation),
            tasks: { min: 2, max: 6 },
            settings: scalingSettings,
        };
    },
};

export const stores: Subject<DataStoresArgs> = {
    make: (name, args) => new DataStores(name, args),
    args: () => ({
        account,
        tables: {
            users: {
                table: "spotter-staging-users",
                definition: {
                    partitionKey: { name: "pk", type: "S" },
                    sortKey: { name: "sk", type: "S" },
                    indexes: { GSI1: { partitionKey: { name: "GSI1PK", type: "S" }, sortKey: undefined } },
                    timeToLive: undefined,
                },
            },
        },
        buckets: { uploads: "spotter-staging-uploads-123456789012" },
        settings: { pointInTimeRecovery: true, protect: true, replicaRegions: [] },
    }),
};

/** Every component, by its name. */
export const subjects = {
    DataStores: stores,
    AuditLogs: auditLogs,
    CustomerKey: customerKey,
    Dashboard: dashboard,
    DnsRecords: records,
    MonthlyBudget: monthlyBudget,
    ReleaseAlarms: releaseAlarms,
    ServiceAlarms: serviceAlarms,
    Scaling: scaling,
    ImageRepository: repository,
    ContainerImage: image,
    TaskRoles: roles,
    AppParameters: parameters,
    LogGroup: logGroup,
    Network: network,
    LoadBalancer: balancer,
    FargateService: service,
    WebAcl: webAcl,
    WorkerService: worker,
    ScheduledTask: scheduledTask,
    ScheduleRuns: scheduleRuns,
} as unknown as Readonly<Record<string, Subject<object>>>;
