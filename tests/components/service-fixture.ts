import { AppParameters } from "../../components/app-parameters";
import { ContainerImage, type ContainerImageArgs } from "../../components/container-image";
import { FargateService, type FargateServiceArgs } from "../../components/fargate-service";
import { ImageRepository } from "../../components/image-repository";
import { LoadBalancer } from "../../components/load-balancer";
import { LogGroup } from "../../components/log-group";
import { Network } from "../../components/network";
import { TaskRoles } from "../../components/task-roles";
import type { Resource } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import { account, build } from "../support/build";
import { offlineDeploymentApi } from "../../preview/offline-deployment-api";

/** What a service is told, without the components that it stands on. */
export type ServiceArgs = Omit<
    FargateServiceArgs,
    "account" | "image" | "network" | "loadBalancer" | "roles" | "parameters" | "logGroup"
>;

const names = {
    cluster: "spotter-cluster",
    service: "spotter-web-service",
    taskFamily: "spotter-app-task",
    container: "spotter-web",
    logGroup: "/ecs/spotter-app",
};

export const serviceArgs: ServiceArgs = {
    names,
    cpu: 512,
    memoryMiB: 1024,
    architecture: "X86_64",
    tasks: { min: 2 },
    capacity: { base: 2, onDemandWeight: 1, spotWeight: 0 },
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    availabilityZoneRebalancing: true,
    healthCheckGracePeriodSeconds: 60,
    healthCheckStartPeriodSeconds: 20,
    stopTimeoutSeconds: 30,
    skipDestroy: true,
    rollout: {
        api: offlineDeploymentApi,
        serviceRef: {
            ...names,
            account,
            repository: "spotter-app",
            parameterPrefix: "/spotter-app",
        },
        preflight: true,
        verdict: true,
        limits: { timeoutMinutes: 20, maxFailuresOfSameCause: 3, rollbackEarly: true },
        expectedSeconds: { schedule: 25, pull: 22, start: 5, health: 25, drain: 55 },
        external: [{ name: "AUTH_SECRET", secret: true }],
    },
};

/** The repository of {@link serviceWith}'s image. */
export const repositoryUrl = "123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter-app";

export const digest = `sha256:${"1f3c".repeat(16)}`;

/** What a service stands on: over HTTP, in a network that exists, with one external variable. */
export function surroundings(image: Omit<ContainerImageArgs, "repository"> = { digest }) {
    const repository = new ImageRepository("web", {
        account,
        repository: "spotter-app",
        existing: true,
        keepImages: 30,
        protect: true,
    });
    const network = new Network("web", {
        mode: "existing",
        region: account.region,
        vpcId: "vpc-01234567",
        publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
        serviceSubnetIds: ["subnet-0123456c", "subnet-0123456d"],
        assignPublicIp: false,
    });
    const loadBalancer = new LoadBalancer("web", {
        loadBalancer: "spotter-alb",
        network,
        port: 3000,
        idleTimeoutSeconds: 60,
        deregistrationDelaySeconds: 30,
        deletionProtection: true,
        ipAddressType: "ipv4",
        health: { path: "/api/health", intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
    });
    const parameters = new AppParameters("web", {
        account,
        prefix: "/spotter-app",
        variables: [
            { name: "AUTH_SECRET", secret: true, description: "signs", from: "external" },
            { name: "SUPPORT_EMAIL", secret: false, description: "contact", from: "config", value: "a@b.cd" },
        ],
        derived: { region: account.region, publicUrl: loadBalancer.url, tables: {} },
        encrypted: false,
        versions: { AUTH_SECRET: 7 },
        retain: true,
    });
    const roles = new TaskRoles("web", {
        account,
        names: { executionRole: "Execution", executionPolicy: "Read", taskRole: "Task", taskPolicy: "Use" },
        repositoryArn: repository.arn,
        logGroup: names.logGroup,
        parameterPrefix: "/spotter-app",
        tables: { users: "spotter-users" },
        bedrock: { models: [], profiles: [] },
    });
    return {
        account,
        image: new ContainerImage("web", { ...image, repository }),
        network,
        loadBalancer,
        roles,
        parameters,
        logGroup: new LogGroup("web", { logGroup: names.logGroup, retentionDays: 90, protect: true }),
    };
}

/** A service and the components that it stands on. */
export function serviceWith(
    change: Partial<ServiceArgs> = {},
    mode: PreviewMode = "update",
    image?: Omit<ContainerImageArgs, "repository">,
): Promise<readonly Resource[]> {
    return build(() => new FargateService("web", { ...serviceArgs, ...change, ...surroundings(image) }), mode);
}
