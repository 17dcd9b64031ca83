import type * as pulumi from "@pulumi/pulumi";
import { Dashboard } from "./components/dashboard";
import { DnsRecords } from "./components/dns-records";
import type { FargateService } from "./components/fargate-service";
import { MonthlyBudget } from "./components/monthly-budget";
import { Scaling } from "./components/scaling";
import { ScheduledTask } from "./components/scheduled-task";
import { ScheduleRuns } from "./components/schedule-runs";
import { ServiceAlarms } from "./components/service-alarms";
import { WebAcl } from "./components/web-acl";
import { WorkerService, type WorkerServiceArgs } from "./components/worker-service";
import type { Balancer } from "./components/balancer";
import type { ContainerImage } from "./components/container-image";
import type { LogGroup } from "./components/log-group";
import type { ReleaseAlarms } from "./components/release-alarms";
import { runNamesOf, schedulesOf } from "./config/schedules-of";
import { alarmNamesOf, budgetOf, guardedBy, routingOf, workersOf } from "./config/service-ref";
import { imageGuard } from "./engine/block-without-image";
import { workerGuard } from "./engine/worker-guard";
import type { Prepared } from "./prepare";

/** What stands before the companions are made. */
export interface CompanionsArgs {
    /** What the stack file asks for, and what was found before anything was made. */
    readonly prepared: Prepared;

    /** What tasks of every kind have. */
    readonly tasksHave: Pick<WorkerServiceArgs, "account" | "network" | "roles" | "parameters"> & {
        readonly image: ContainerImage;
        readonly logGroup: LogGroup;
    };

    /** What sends requests to the service. */
    readonly loadBalancer: Balancer;

    /** The service that they stand beside. */
    readonly service: FargateService;

    /** Key of the stack, which encrypts log lines; undefined where it has none. */
    readonly logKeyArn: pulumi.Input<string> | undefined;

    /** Alarms that are there already; undefined where the stack has none. */
    readonly alarms: ReleaseAlarms | undefined;
}

/** What stands beside a service that is there: a web ACL, scaling, alarms, a dashboard, workers, schedules, and the record that leads users to it. */
export function companions(
    name: string,
    { prepared, tasksHave, loadBalancer, service, alarms, logKeyArn }: CompanionsArgs,
): void {
    const { api, config, opts, hosted } = prepared;
    const { account, image, logGroup, network } = tasksHave;
    const { names } = config;
    const { tasks } = config.service;
    const { mode } = config.webAcl;

    if (mode !== undefined) {
        new WebAcl(name, { names, loadBalancer, settings: { ...config.webAcl, mode } }, opts);
    }
    if (tasks.max > tasks.min) {
        new Scaling(name, { names, loadBalancer, service, tasks, settings: config.scaling }, opts);
    }
    if (alarms !== undefined) {
        const hasAlarms = config.alarms.set === "all";
        const about = { account, names, loadBalancer, network, service, releaseAlarms: alarms, minTasks: tasks.min, hasAlarms };
        new ServiceAlarms(name, { ...about, settings: config.alarms }, opts);
    }
    const budget = budgetOf(config);
    if (alarms !== undefined && budget !== undefined) {
        new MonthlyBudget(name, { account, names, ...budget, alarms }, opts);
    }
    if (config.alarms.dashboard) {
        new Dashboard(name, { account, names, loadBalancer, logGroup, alarmNames: alarmNamesOf(config) }, opts);
    }
    for (const worker of workersOf(config)) {
        const { serviceRef, settings } = worker;
        const guard = workerGuard(`${name}-${worker.name}`, { ...guardedBy(config), api, serviceRef, image, worker: settings });
        const own = { names: worker.names, guard, service, settings };
        new WorkerService(`${name}-${worker.name}`, { ...tasksHave, ...own }, opts);
    }
    const schedules = schedulesOf(config);
    if (schedules.length > 0) {
        const runs = schedules.map(({ names: { taskFamily, container } }) => ({ taskFamily, container }));
        const kept = { names: runNamesOf(config), keyArn: logKeyArn, settings: config.logs };
        new ScheduleRuns(name, { account, runs, alarms, ...kept }, opts);
    }
    for (const schedule of schedules) {
        const guard = imageGuard(`${name}-${schedule.name}`, config.project, image.missing);
        const own = { names: schedule.names, bounds: config.access, guard, service, alarms, settings: schedule.settings };
        new ScheduledTask(`${name}-${schedule.name}`, { ...tasksHave, ...own }, opts);
    }
    if (hosted !== undefined) {
        const spread = { weight: config.domain?.recordWeight, routing: routingOf(config) };
        new DnsRecords(name, { names, domain: hosted, loadBalancer, service, ...spread }, opts);
    }
}
