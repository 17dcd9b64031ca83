import * as pulumi from "@pulumi/pulumi";
import { AppParameters } from "./components/app-parameters";
import { ContainerImage } from "./components/container-image";
import { DnsRecords } from "./components/dns-records";
import { FargateService } from "./components/fargate-service";
import { ImageRepository } from "./components/image-repository";
import { LoadBalancer } from "./components/load-balancer";
import { LogGroup } from "./components/log-group";
import { Network } from "./components/network";
import { TaskRoles } from "./components/task-roles";
import { readStackConfig } from "./config/read";
import {
    externalVariables,
    parameterLocation,
    secretNames,
    sidecarImages,
    sidecarsOf,
    toHttp,
    toServiceRef,
} from "./config/service-ref";
import { presentParameters } from "./config/variables";
import { findWarnings } from "./config/warnings";
import type { DeploymentApi } from "./deployment/api";
import { awsDeploymentApi } from "./deployment/aws-deployment-api";
import { expectedSeconds } from "./deployment/phases";
import { findDomain } from "./engine/find-domain";
import { findNetwork } from "./engine/find-network";
import { findParameterVersions } from "./engine/parameter-versions";
import { releaseGuard } from "./engine/release-guard";
import { stackOptions } from "./engine/stack-options";
import { trafficGuard } from "./engine/traffic-guard";

/** One environment, from its domain to its container. AWS is asked through `api`: tests and the preview pass their own. */
export = async function environment(api: DeploymentApi = awsDeploymentApi) {
    const config = readStackConfig();
    await Promise.all(findWarnings(config).map(({ path, message }) => pulumi.log.warn(`${path}: ${message}`)));
    const { project, stack, aws: account, names, access } = config;
    const tags = { Project: project, Environment: stack, ManagedBy: "pulumi" };
    const serviceRef = toServiceRef(config);
    const zone = config.domain?.record === false ? undefined : config.domain?.zone;
    const { image: source, tags: ownTags, deployment } = config;
    const about = { api, serviceRef, account, tags, ownTags, zone };
    const opts = await stackOptions("web", { ...about, image: source, settings: deployment });
    const lookup = { ...opts, api, serviceRef, namespace: project };
    const layout = await findNetwork(lookup, config.network, config.loadBalancer);
    const domain = await findDomain(lookup, config.domain);
    const http = toHttp(config);
    const { versions, isDenied } = await findParameterVersions(api, serviceRef, externalVariables(config.parameters));
    const { settings, notes } = presentParameters(config.parameters, versions, { isDenied });
    await Promise.all(notes.map((note) => pulumi.log.info(note)));

    const { digest, commit, build } = source;
    const { egress } = config.network;
    const network = new Network("web", { region: account.region, layout }, opts);
    const repository = new ImageRepository("web", { account, names, movingTags: build?.tag, settings: config.repository }, opts);
    const image = new ContainerImage("web", { repository, digest, commit, build }, opts);
    const logGroup = new LogGroup("web", { names, settings: config.logs }, opts);
    const entrance = { network, domain, loadBalancer: config.loadBalancer };
    const traffic = trafficGuard("web", { api, serviceRef, tags, names, ...entrance, settings: deployment });
    const loadBalancer = new LoadBalancer(
        "web",
        { names, network, domain, http, guard: traffic, settings: config.loadBalancer },
        opts,
    );
    const { enableExecuteCommand } = config.service;
    const reads = { parameters: parameterLocation(config), sidecarImages: sidecarImages(config) };
    const parameters = new AppParameters(
        "web",
        { account, publicUrl: loadBalancer.url, versions, overwrite: deployment.preflight, settings },
        opts,
    );
    const roles = new TaskRoles(
        "web",
        { account, names, repository, ...reads, access, roles: access, enableExecuteCommand },
        opts,
    );
    const guard = releaseGuard("web", {
        api,
        serviceRef,
        namespace: project,
        image,
        network,
        loadBalancer,
        http,
        external: externalVariables(settings),
        parameterKeyArn: config.parameters.kmsKeyArn,
        sidecars: sidecarsOf(config),
        secretNames: secretNames(config),
        service: config.service,
        expectedSeconds: expectedSeconds(config),
        settings: deployment,
    });
    const service = new FargateService(
        "web",
        {
            account,
            names,
            image,
            network,
            egress,
            loadBalancer,
            roles,
            parameters,
            logGroup,
            http,
            guard,
            settings: config.service,
        },
        opts,
    );
    if (zone !== undefined) {
        new DnsRecords("web", { names, loadBalancer, service, weight: config.domain?.recordWeight }, opts);
    }

    return {
        url: loadBalancer.url,
        loadBalancerDns: loadBalancer.dnsName,
        repositoryUrl: repository.url,
        imageDigest: image.digest,
        clusterName: service.clusterName,
        serviceName: service.serviceName,
        taskSecurityGroupId: service.securityGroupId,
        taskDefinitionArn: service.taskDefinitionArn,
        logGroupName: names.logGroup,
    };
};
