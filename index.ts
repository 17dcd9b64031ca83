import { companions } from "./companions";
import { AppParameters } from "./components/app-parameters";
import { AuditLogs } from "./components/audit-logs";
import { chooseBalancer } from "./components/choose-balancer";
import { ContainerImage } from "./components/container-image";
import { CustomerKey } from "./components/customer-key";
import { DataStores } from "./components/data-stores";
import { recordOutput } from "./components/dns-records";
import { FargateService } from "./components/fargate-service";
import { ImageRepository } from "./components/image-repository";
import { LogGroup } from "./components/log-group";
import { Network } from "./components/network";
import { ReleaseAlarms } from "./components/release-alarms";
import { TaskRoles } from "./components/task-roles";
import { readStackConfig } from "./config/read";
import { auditOf, customerKeyOf, shiftOf, storesOf, taskNeeds, toHttp } from "./config/service-ref";
import type { DeploymentApi } from "./deployment/api";
import { awsDeploymentApi } from "./deployment/aws-deployment-api";
import { releaseGuard } from "./engine/release-guard";
import { trafficGuard } from "./engine/traffic-guard";
import { prepare } from "./prepare";

/** One environment, from its domain to its container. Tests and the preview pass their own answers of AWS, and configuration. */
export = async function environment(api: DeploymentApi = awsDeploymentApi, readConfig = readStackConfig) {
    const prepared = await prepare(api, readConfig);
    const { config, opts, layout, domain, hosted, isScaled, watchedTraffic, watchedRelease } = prepared;
    const { aws: account, names, access, cluster, deployment } = config;
    const { digest, commit, build } = config.image;
    const [http, audit, data, encrypted] = [toHttp(config), auditOf(config), storesOf(config), customerKeyOf(config)];

    const network = new Network("web", { region: account.region, layout, egress: config.network.egress }, opts);
    const registry = watchedRelease.serviceRef.registry ?? account;
    const key = encrypted && new CustomerKey("web", { account, names, ...encrypted }, opts);
    const keys = key?.arns;
    const repository = new ImageRepository(
        "web",
        { account: registry, names, movingTags: build?.tag, keyArn: keys?.repository, settings: config.repository },
        opts,
    );
    const image = new ContainerImage("web", { repository, digest, commit, build }, opts);
    const logGroup = new LogGroup("web", { names, keyArn: keys?.logs, settings: config.logs }, opts);
    const logs = audit && new AuditLogs("web", { account, network, ...audit }, opts);
    const guard = trafficGuard("web", { ...watchedTraffic, network });
    const loadBalancer = chooseBalancer(
        "web",
        { names, network, domain, http, logs, guard, shift: shiftOf(config), settings: config.loadBalancer },
        prepared.listener,
        opts,
    );
    const derived = { publicUrl: loadBalancer.url, keyArn: keys?.parameters };
    const parameters = new AppParameters("web", { account, ...derived, ...prepared.parameters }, opts);
    const stores = data && new DataStores("web", { account, ...data }, opts);
    const needs = { ...taskNeeds(config), keyArn: key?.ownArn ?? keys?.parameters };
    const roles = new TaskRoles("web", { account, names, repository, access, roles: access, ...needs }, opts);
    const told = { keyArn: keys?.alarms, hasBudget: config.budget.notify };
    const watched = { account, names, loadBalancer, ...told, settings: config.alarms };
    const alarms = config.alarms.set === "none" ? undefined : new ReleaseAlarms("web", watched, opts);
    const guarding = alarms?.guarding ?? [];
    const release = releaseGuard("web", { ...watchedRelease, image, network, loadBalancer, http, alarms: guarding });
    const tasksHave = { account, image, network, roles, parameters, logGroup };
    const served = { names, cluster, loadBalancer, http, stores, isScaled, alarms, deployment };
    const service = new FargateService("web", { ...tasksHave, ...served, guard: release, settings: config.service }, opts);
    companions("web", { prepared, tasksHave, loadBalancer, service, alarms, logKeyArn: keys?.logs });

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
