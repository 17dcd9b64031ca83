import { AppParameters, type AppParametersArgs } from "../../components/app-parameters";
import { AuditLogs, type AuditLogsArgs } from "../../components/audit-logs";
import { ContainerImage, type ContainerImageArgs } from "../../components/container-image";
import { CustomerKey, type CustomerKeyArgs } from "../../components/customer-key";
import { Dashboard, type DashboardArgs } from "../../components/dashboard";
import { DataStores, type DataStoresArgs } from "../../components/data-stores";
import { DnsRecords, type DnsRecordsArgs } from "../../components/dns-records";
import { FargateService, type FargateServiceArgs } from "../../components/fargate-service";
import { ImageRepository, type ImageRepositoryArgs } from "../../components/image-repository";
import { LoadBalancer, type LoadBalancerArgs } from "../../components/load-balancer";
import { LogGroup, type LogGroupArgs } from "../../components/log-group";
import { MonthlyBudget, type MonthlyBudgetArgs } from "../../components/monthly-budget";
import { Network, type NetworkArgs } from "../../components/network";
import { ReleaseAlarms, type ReleaseAlarmsArgs } from "../../components/release-alarms";
import { ScheduledTask, type ScheduledTaskArgs } from "../../components/scheduled-task";
import { ScheduleRuns, type ScheduleRunsArgs } from "../../components/schedule-runs";
import { ServiceAlarms, type ServiceAlarmsArgs } from "../../components/service-alarms";
import { Scaling, type ScalingArgs } from "../../components/scaling";
import { TaskRoles, type TaskRolesArgs } from "../../components/task-roles";
import { WebAcl, type WebAclArgs } from "../../components/web-acl";
import { WorkerService, type WorkerServiceArgs } from "../../components/worker-service";
import { account } from "../support/build";
import type { Subject } from "./mistakes";
import {
    alarmSettings,
    auditSettings,
    deploymentSettings,
    guard,
    http,
    makeFoundation,
    names,
    scalingSettings,
    scheduleNames,
    scheduleSettings,
    serviceOn,
    serviceSettings,
    trafficGuard,
    workerNames,
    workerSettings,
} from "./service-fixture";

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
const existing = {
    mode: "existing",
    vpcId: "vpc-01234567",
    publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
    serviceSubnetIds: ["subnet-0123456c"],
    assignPublicIp: false,
} as const;
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
export const network: Subject<NetworkArgs> = {
    make: (name, args) => new Network(name, args),
    args: () => ({ region: "us-east-1", layout: existing }),
};
export const dedicated: Subject<NetworkArgs> = {
    make: (name, args) => new Network(name, args),
    args: () => ({ region: "us-east-1", layout: { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat: "single" } }),
};
/** Arguments of a load balancer in a network. */
export const balancerIn = (made: Network): LoadBalancerArgs => ({
    names: { loadBalancer: "spotter-alb" },
    network: made,
    domain: { name: "app.example.com", zoneId: "Z0123456789ABC" },
    http,
    guard: trafficGuard,
    settings: {
        deregistrationDelaySeconds: 30,
        stickinessSeconds: undefined,
        slowStartSeconds: undefined,
        deletionProtection: true,
        internal: false,
        maintenance: undefined,
        ingress: ["0.0.0.0/0"],
        ipAddressType: "ipv4",
        healthCheck: { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
    },
});
export const balancer: Subject<LoadBalancerArgs> = {
    make: (name, args) => new LoadBalancer(name, args),
    args: () => balancerIn(new Network("web", network.args())),
};
export const auditLogs: Subject<AuditLogsArgs> = {
    make: (name, args) => new AuditLogs(name, args),
    args: () => ({
        account,
        bucketName: "spotter-test-logs-123456789012",
        network: new Network("web", network.args()),
        settings: auditSettings,
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

export const webAcl: Subject<WebAclArgs> = {
    make: (name, args) => new WebAcl(name, args),
    args: () => ({
        names: { monitoring: "spotter-app" },
        loadBalancer: makeFoundation().loadBalancer,
        settings: {
            mode: "block",
            managedRuleGroups: ["AWSManagedRulesCommonRuleSet"],
            requestsPer5Minutes: 2000,
            exceptPaths: ["/api/webhooks/"],
        },
    }),
};
export const records: Subject<DnsRecordsArgs> = {
    make: (name, args) => new DnsRecords(name, args),
    args: () => {
        const foundation = makeFoundation();
        return {
            names: { loadBalancer: "spotter-alb" },
            domain: { name: "app.example.com", otherNames: ["www.example.com"], zoneId: "Z0123456789ABC" },
            loadBalancer: foundation.loadBalancer,
            service: serviceOn(foundation),
            weight: 5,
        };
    },
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

export const releaseAlarms: Subject<ReleaseAlarmsArgs> = {
    make: (name, args) => new ReleaseAlarms(name, args),
    args: () => ({
        account,
        names: { monitoring: "spotter-app" },
        loadBalancer: makeFoundation().loadBalancer,
        hasBudget: true,
        settings: alarmSettings,
    }),
};

export const monthlyBudget: Subject<MonthlyBudgetArgs> = {
    make: (name, args) => new MonthlyBudget(name, args),
    args: () => ({
        account,
        names: { monitoring: "spotter-app" },
        monthlyUsd: 80,
        tags: { Project: "spotter", Environment: "test" },
        alarms: new ReleaseAlarms("web", releaseAlarms.args()),
    }),
};

export const serviceAlarms: Subject<ServiceAlarmsArgs> = {
    make: (name, args) => new ServiceAlarms(name, args),
    args: () => {
        const foundation = makeFoundation();
        const common = {
            account,
            names: { monitoring: "spotter-app", cluster: "spotter-cluster", service: "spotter-web-service" },
            loadBalancer: foundation.loadBalancer,
            settings: alarmSettings,
        };
        const { network: used } = foundation;
        const alarms = new ReleaseAlarms("web", { ...common, hasBudget: false });
        return { ...common, network: used, service: serviceOn(foundation), releaseAlarms: alarms, minTasks: 2, hasAlarms: true };
    },
};

export const dashboard: Subject<DashboardArgs> = {
    make: (name, args) => new Dashboard(name, args),
    args: () => {
        const { loadBalancer, logGroup: group } = makeFoundation();
        const { cluster, service: serviceName, logGroup: logGroupName } = names;
        return {
            account,
            names: { monitoring: "spotter-app", cluster, service: serviceName, logGroup: logGroupName },
            loadBalancer,
            logGroup: group,
            alarmNames: ["spotter-app-slow"],
        };
    },
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
