import * as pulumi from "@pulumi/pulumi";
import { AppParameters } from "./components/app-parameters";
import { awsProvider } from "./components/aws-provider";
import { ContainerImage } from "./components/container-image";
import { FargateService } from "./components/fargate-service";
import { ImageRepository } from "./components/image-repository";
import { LoadBalancer } from "./components/load-balancer";
import { LogGroup } from "./components/log-group";
import { Network } from "./components/network";
import { versionsOf } from "./components/rollout";
import { TaskRoles } from "./components/task-roles";
import { readStackConfig } from "./config/reader";
import { externalOf, patienceOf, serviceTargetOf } from "./config/service-target";
import { warningsOf } from "./config/warnings";
import { liveCloud } from "./rollout/aws/cloud";
import type { Cloud } from "./rollout/release";

/**
 * One environment of the application: all that AWS needs between its domain and its container.
 *
 * @param cloud what AWS is asked while it deploys; tests and the offline preview bring their own
 */
export = async function spotter(cloud: Cloud = liveCloud) {
    const config = readStackConfig();
    await Promise.all(warningsOf(config).map(({ path, message }) => pulumi.log.warn(`${path}: ${message}`)));

    const { aws: account, names, access } = config;
    const tags = { Project: "spotter", Environment: config.stack, ManagedBy: "pulumi" };
    const opts = { provider: awsProvider({ ...account, tags }) };

    const target = serviceTargetOf(config);
    const rollout = { ...config.rollout, ...patienceOf(config), cloud, target, external: externalOf(config) };
    const versions = await versionsOf(rollout);

    const network = new Network("web", { ...config.network, region: account.region }, opts);
    const movingTags = config.image.build?.tag;
    const repository = new ImageRepository("web", { ...config.repository, ...target, movingTags }, opts);
    const image = new ContainerImage("web", { ...config.image, repository }, opts);
    const logGroup = new LogGroup("web", { ...config.logs, ...target }, opts);

    const { port } = config.service;
    const edge = { loadBalancer: names.loadBalancer, network, domain: config.domain, port };
    const loadBalancer = new LoadBalancer("web", { ...config.loadBalancer, ...edge }, opts);
    const derived = { ...config.parameters.derived, publicUrl: loadBalancer.url };
    const parameters = new AppParameters("web", { ...config.parameters, account, derived, versions }, opts);
    const { kmsKeyArn } = config.parameters;
    const roles = new TaskRoles("web", { ...access, ...target, names, repositoryArn: repository.arn, kmsKeyArn }, opts);
    const parts = { image, network, loadBalancer, roles, parameters, logGroup };
    const { commit } = config.image;
    const service = new FargateService("web", { ...config.service, ...parts, account, names, commit, rollout }, opts);

    return {
        url: loadBalancer.url,
        loadBalancerDns: loadBalancer.dnsName,
        repositoryUrl: repository.url,
        imageDigest: image.digest,
        clusterName: service.clusterName,
        serviceName: service.serviceName,
        taskDefinitionArn: service.taskDefinitionArn,
        logGroupName: names.logGroup,
    };
};
