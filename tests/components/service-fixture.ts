import * as pulumi from "@pulumi/pulumi";
import { AppParameters } from "../../components/app-parameters";
import { ContainerImage, type ContainerImageArgs } from "../../components/container-image";
import type { DeploymentSettings } from "../../components/deployment-settings";
import type { DomainArgs, IpAddressType } from "../../components/domain";
import { FargateService, type FargateServiceArgs } from "../../components/fargate-service";
import type { EgressRule } from "../../components/egress";
import type { HttpArgs } from "../../components/http";
import { ImageRepository } from "../../components/image-repository";
import type { Maintenance } from "../../components/listener-rules";
import { LoadBalancer } from "../../components/load-balancer";
import { LogGroup } from "../../components/log-group";
import { Network } from "../../components/network";
import type { ReleaseGuard } from "../../components/release-guard";
import type { ReleaseAlarms } from "../../components/release-alarms";
import type { ServiceSettings } from "../../components/service-settings";
import type { TrafficGuard } from "../../components/traffic-guard";
import type { ShiftSettings } from "../../components/traffic-shift";
import { TaskRoles } from "../../components/task-roles";
import type { Resource } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import { account, build } from "../support/build";
import { names, http, serviceSettings, deploymentSettings } from "./settings-fixture";

/** A guard that lets every release pass, and finds that it serves. */
export const guard: ReleaseGuard = { waitForVerdict: () => pulumi.output("release serves") };

/** Lets every change of the load balancer pass. */
export const trafficGuard: TrafficGuard = { acceptsGap: false };

/** The repository of {@link serviceWith}'s image. */
export const repositoryUrl = "123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter-app";

export const digest = `sha256:${"1f3c".repeat(16)}`;

/** Where an image comes from. */
export type ImageSource = Omit<ContainerImageArgs, "repository">;

/** How users reach a service. */
export interface Entrance {
    readonly domain?: DomainArgs;

    /** @default ipv4 */
    readonly ipAddressType?: IpAddressType;

    /** @default - one target group */
    readonly shift?: ShiftSettings;
    /** @default - it is open */
    readonly maintenance?: Maintenance;
}

/** How a service is reached, and what it reaches. */
export interface Surroundings extends Entrance {
    readonly egress?: readonly EgressRule[];
}

/** What a service stands on: over HTTP unless it has a domain, in a network that exists, with one external variable. */
export function makeFoundation(source: ImageSource = { digest }, { egress, ...entrance }: Surroundings = {}) {
    const repository = new ImageRepository("web", {
        account,
        names: { repository: "spotter-app" },
        settings: { existing: true, keepImages: 30, kmsKeyArn: undefined, protect: true },
    });
    const network = new Network("web", {
        region: account.region,
        layout: {
            mode: "existing",
            vpcId: "vpc-01234567",
            publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
            serviceSubnetIds: ["subnet-0123456c", "subnet-0123456d"],
            assignPublicIp: false,
        },
        egress,
    });
    const loadBalancer = new LoadBalancer("web", {
        names: { loadBalancer: "spotter-alb" },
        network,
        domain: entrance.domain,
        http,
        guard: trafficGuard,
        shift: entrance.shift,
        settings: {
            deregistrationDelaySeconds: 30,
            stickinessSeconds: undefined,
            slowStartSeconds: undefined,
            deletionProtection: true,
            internal: false,
            maintenance: entrance.maintenance,
            ingress: ["0.0.0.0/0"],
            ipAddressType: entrance.ipAddressType ?? "ipv4",
            healthCheck: { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
        },
    });
    const parameters = new AppParameters("web", {
        account,
        publicUrl: loadBalancer.url,
        versions: { AUTH_SECRET: 7 },
        overwrite: true,
        settings: {
            prefix: "/spotter-app",
            variables: [
                { name: "AUTH_SECRET", secret: true, description: "signs", from: "external" },
                { name: "SUPPORT_EMAIL", secret: false, description: "contact", from: "config", value: "a@b.cd" },
            ],
            derived: { region: account.region, tables: {}, buckets: {}, model: undefined, sender: undefined },
            encrypted: false,
            kmsKeyArn: undefined,
            tier: undefined,
            retainOnDelete: true,
        },
    });
    const roles = new TaskRoles("web", {
        account,
        names: {
            executionRole: "Execution",
            executionPolicy: "Read",
            taskRole: "Task",
            taskPolicy: "Use",
            logGroup: names.logGroup,
        },
        repository,
        sidecarImages: [],
        parameters: { prefix: "/spotter-app", kmsKeyArn: undefined, references: [] },
        access: {
            tables: { users: "spotter-users" },
            buckets: {},
            bedrock: { models: [], profiles: [] },
            mail: undefined,
            statements: [],
        },
        roles: { permissionsBoundary: undefined, rolePath: "/" },
        enableExecuteCommand: false,
    });
    const image = new ContainerImage("web", { repository, ...source });
    const logGroup = new LogGroup("web", { names, settings: { retentionDays: 90, kmsKeyArn: undefined, protect: true } });
    return { image, network, loadBalancer, roles, parameters, logGroup };
}

/** What a test may change of a service. */
export interface ServiceChange extends Pick<Surroundings, "egress" | "shift"> {
    readonly settings?: Partial<ServiceSettings>;
    readonly http?: Partial<HttpArgs>;
    readonly image?: ImageSource;

    /** @default - none */
    readonly stores?: FargateServiceArgs["stores"];

    /** @default false */
    readonly isScaled?: boolean;

    /** @default - the cluster is the stack's own */
    readonly cluster?: { readonly existing: boolean };

    /** @default rolling */
    readonly deployment?: Partial<DeploymentSettings>;

    /** @default - none guards its deployments */
    readonly alarms?: ReleaseAlarms;

    /** Makes the guard out of what the service stands on. */
    readonly guard?: (foundation: ReturnType<typeof makeFoundation>) => ReleaseGuard;
}

/** Makes a service and the components that it stands on. */
export function makeService(change: ServiceChange = {}): FargateService {
    return serviceOn(makeFoundation(change.image, change), change);
}

/** Makes a service on what it stands on. */
export function serviceOn(foundation: ReturnType<typeof makeFoundation>, change: ServiceChange = {}): FargateService {
    const { image, network, loadBalancer, roles, parameters, logGroup } = foundation;
    return new FargateService("web", {
        account,
        names,
        image,
        network,
        loadBalancer,
        roles,
        parameters,
        logGroup,
        http: { ...http, ...change.http },
        guard: change.guard?.(foundation) ?? guard,
        stores: change.stores,
        isScaled: change.isScaled ?? false,
        cluster: change.cluster ?? { existing: false },
        alarms: change.alarms,
        deployment: { ...deploymentSettings, ...change.deployment },
        settings: { ...serviceSettings, ...change.settings },
    });
}

/** What a service and the components that it stands on register. */
export function serviceWith(change: ServiceChange = {}, mode: PreviewMode = "update"): Promise<readonly Resource[]> {
    return build(() => makeService(change), mode);
}
