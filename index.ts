import { AppParameters } from "./components/app-parameters";
import { AuditLogs } from "./components/audit-logs";
import { ContainerImage } from "./components/container-image";
import { Dashboard } from "./components/dashboard";
import { DataStores } from "./components/data-stores";
import { DnsRecords, recordOutput } from "./components/dns-records";
import { FargateService } from "./components/fargate-service";
import { ImageRepository } from "./components/image-repository";
import { balancer } from "./components/choose-balancer";
import { LogGroup } from "./components/log-group";
import { Network } from "./components/network";
import { ReleaseAlarms } from "./components/release-alarms";
import { Scaling } from "./components/scaling";
import { ServiceAlarms } from "./components/service-alarms";
import { TaskRoles } from "./components/task-roles";
import { WorkerService } from "./components/worker-service";
import {
    alarmNamesOf,
    auditBucketOf,
    externalVariables,
    guardedBy,
    storesOf,
    taskNeeds,
    toHttp,
    workersOf,
} from "./config/service-ref";
import type { DeploymentApi } from "./deployment/api";
import { awsDeploymentApi } from "./deployment/aws-deployment-api";
import { expectedSeconds } from "./deployment/phases";
import { releaseGuard } from "./engine/release-guard";
import { trafficGuard } from "./engine/traffic-guard";
import { workerGuard } from "./engine/worker-guard";
import { prepare } from "./prepare";

/** One environment, from its domain to its container. AWS is asked through `api`: tests and the preview pass their own. */
export = async function environment(api: DeploymentApi = awsDeploymentApi) {
    const { config, serviceRef, tags, opts, shared, layout, domain, hosted, isScaled, versions, parameterSettings } =
        await prepare(api);
    const { aws: account, names, access, deployment, loadBalancer: entrance } = config;
    const http = toHttp(config);

    const { digest, commit, build } = config.image;
    const network = new Network("web", { region: account.region, layout, egress: config.network.egress }, opts);
    const registry = serviceRef.registry ?? account;
    const repository = new ImageRepository(
        "web",
        { account: registry, names, movingTags: build?.tag, settings: config.repository },
        opts,
    );
    const image = new ContainerImage("web", { repository, digest, commit, build }, opts);
    const logGroup = new LogGroup("web", { names, settings: config.logs }, opts);
    const bucketName = auditBucketOf(config);
    const audit = { account, network, settings: config.audit };
    const logs = bucketName === undefined ? undefined : new AuditLogs("web", { ...audit, bucketName }, opts);
    const sharedArn = entrance.existing?.arn;
    const guarded = { api, serviceRef, tags, names, network, domain, entrance, sharedArn, settings: deployment };
    const reached = { names, network, domain, http, logs, guard: trafficGuard("web", guarded), settings: entrance };
    const loadBalancer = balancer("web", reached, shared?.listener, opts);
    const parameters = new AppParameters(
        "web",
        { account, publicUrl: loadBalancer.url, versions, overwrite: deployment.preflight, settings: parameterSettings },
        opts,
    );
    const kept = storesOf(config);
    const stores = kept === undefined ? [] : [new DataStores("web", { account, ...kept }, opts)];
    const roles = new TaskRoles("web", { account, names, repository, access, roles: access, ...taskNeeds(config) }, opts);
    const alarms =
        config.alarms.set === "none"
            ? undefined
            : new ReleaseAlarms("web", { account, names, loadBalancer, settings: config.alarms }, opts);
    const guard = releaseGuard("web", {
        ...guardedBy(config),
        api,
        serviceRef,
        image,
        network,
        loadBalancer,
        http,
        external: externalVariables(parameterSettings),
        parameterKeyArn: config.parameters.kmsKeyArn,
        minTasks: isScaled ? config.service.tasks.min : undefined,
        service: config.service,
        expectedSeconds: expectedSeconds(config),
        alarms: alarms?.guarding ?? [],
    });
    const tasksHave = { account, image, network, roles, parameters, logGroup };
    const parts = { ...tasksHave, names, loadBalancer, http, cluster: config.cluster };
    const service = new FargateService("web", { ...parts, stores, guard, isScaled, alarms, settings: config.service }, opts);
    const { tasks } = config.service;
    if (tasks.max > tasks.min) {
        new Scaling("web", { names, loadBalancer, service, tasks, settings: config.scaling }, opts);
    }
    if (alarms !== undefined) {
        const hasAlarms = config.alarms.set === "all";
        const about = { account, names, loadBalancer, service, releaseAlarms: alarms, minTasks: tasks.min, hasAlarms };
        new ServiceAlarms("web", { ...about, settings: config.alarms }, opts);
    }
    if (config.alarms.dashboard) {
        new Dashboard("web", { account, names, loadBalancer, logGroup, alarmNames: alarmNamesOf(config) }, opts);
    }
    for (const { name, serviceRef: workerRef, names: workerNames, settings } of workersOf(config)) {
        const watched = { ...guardedBy(config), api, serviceRef: workerRef, image, worker: settings };
        const own = { names: workerNames, guard: workerGuard(`web-${name}`, watched), settings };
        new WorkerService(`web-${name}`, { ...tasksHave, ...own, service }, opts);
    }
    if (hosted !== undefined) {
        new DnsRecords("web", { names, domain: hosted, loadBalancer, service, weight: config.domain?.recordWeight }, opts);
    }

    return {
        url: loadBalancer.url,
        loadBalancerDns: loadBalancer.dnsName,
        ...(hosted === undefined ? recordOutput(loadBalancer) : {}),
        repositoryUrl: repository.url,
        imageDigest: image.digest,
        clusterName: service.clusterName,
        serviceName: service.serviceName,
        taskSecurityGroupId: service.securityGroupId,
        taskDefinitionArn: service.taskDefinitionArn,
        logGroupName: names.logGroup,
    };
};
