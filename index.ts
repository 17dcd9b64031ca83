import * as pulumi from "@pulumi/pulumi";
import { AppParameters } from "./components/app-parameters";
import { awsProvider } from "./components/aws-provider";
import { ContainerImage } from "./components/container-image";
import { FargateService } from "./components/fargate-service";
import { ImageRepository } from "./components/image-repository";
import { LoadBalancer } from "./components/load-balancer";
import { LogGroup } from "./components/log-group";
import { Network } from "./components/network";
import { TaskRoles } from "./components/task-roles";
import { readStackConfig } from "./config/reader";
import { warningsOf } from "./config/warnings";

/** One environment of the application: all that AWS needs between its domain and its container. */
export = async function spotter() {
    const config = readStackConfig();
    await Promise.all(warningsOf(config).map(({ path, message }) => pulumi.log.warn(`${path}: ${message}`)));

    const { aws: account, names, access } = config;
    const tags = { Project: "spotter", Environment: config.stack, ManagedBy: "pulumi" };
    const opts = { provider: awsProvider({ ...account, tags }) };

    const network = new Network("web", { ...config.network, region: account.region }, opts);
    const movingTags = config.image.build?.tag;
    const repository = new ImageRepository(
        "web",
        { ...config.repository, account, repository: names.repository, movingTags },
        opts,
    );
    const image = new ContainerImage("web", { ...config.image, repository }, opts);
    const logGroup = new LogGroup("web", { ...config.logs, logGroup: names.logGroup }, opts);

    const loadBalancer = new LoadBalancer(
        "web",
        { ...config.loadBalancer, loadBalancer: names.loadBalancer, network, domain: config.domain, port: config.service.port },
        opts,
    );
    const derived = { ...config.parameters.derived, publicUrl: loadBalancer.url };
    const parameters = new AppParameters("web", { ...config.parameters, account, derived }, opts);
    const roles = new TaskRoles(
        "web",
        {
            ...access,
            account,
            names,
            repositoryArn: repository.arn,
            logGroup: names.logGroup,
            parameterPrefix: config.parameters.prefix,
            kmsKeyArn: config.parameters.kmsKeyArn,
        },
        opts,
    );
    const service = new FargateService(
        "web",
        {
            ...config.service,
            account,
            names,
            image,
            commit: config.image.commit,
            network,
            loadBalancer,
            roles,
            parameters,
            logGroup,
        },
        opts,
    );

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
