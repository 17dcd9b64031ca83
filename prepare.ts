import * as pulumi from "@pulumi/pulumi";
import { stackTags } from "./aws/tags";
import type { StackConfig } from "./config/sections";
import { readableKeyOf } from "./config/sections/encryption";
import { externalVariables, guardedBy, toServiceRef } from "./config/service-ref";
import { presentParameters } from "./config/variables";
import { findWarnings } from "./config/warnings";
import type { DeploymentApi } from "./deployment/api";
import { expectedSeconds } from "./deployment/phases";
import { checkCluster } from "./engine/check-cluster";
import { findDomain, toHosted } from "./engine/find-domain";
import { checkBalancerVpc, findSharedBalancer } from "./engine/find-shared-balancer";
import { findNetwork } from "./engine/find-network";
import { isServiceScaled } from "./engine/find-task-count";
import { checkLeavingKey } from "./engine/key-guard";
import { findParameterVersions } from "./engine/parameter-versions";
import { stackOptions } from "./engine/stack-options";

/** What the stack file asks for, and what was found before anything was made. */
export type Prepared = Awaited<ReturnType<typeof prepare>>;

/**
 * Reads the stack's configuration, and asks what must be known before anything is made, so that whatever is missing ends the
 * program in one line.
 *
 * @throws {pulumi.RunError} with what is wrong with the configuration, or with what it names
 */
export async function prepare(api: DeploymentApi, readConfig: () => StackConfig) {
    const config = readConfig();
    await Promise.all(findWarnings(config).map(({ path, message }) => pulumi.log.warn(`${path}: ${message}`)));
    const { project, stack, aws: account, deployment, image } = config;
    const tags = stackTags(project, stack);
    const serviceRef = toServiceRef(config);

    const about = { api, serviceRef, account, tags, ownTags: config.tags };
    const { opts, readState } = await stackOptions("web", { ...about, image, settings: deployment });

    const external = externalVariables(config.parameters);
    const hasKey = config.encryption.customerKey;
    await checkLeavingKey({ api, serviceRef, namespace: project, hasKey, external, readState });

    const lookup = { ...opts, api, serviceRef, namespace: project };
    const { internal, existing, idleTimeoutSeconds } = config.loadBalancer;
    const host = config.domain?.name ?? "";
    const rule = existing && { ...existing, balancer: existing, host, idleTimeoutSeconds, tags };
    const shared = rule && (await findSharedBalancer(lookup, rule));
    const use = { internal, sharedZones: shared?.zones, isProduction: config.isProduction };
    const layout = await findNetwork(lookup, config.network, use);
    if (shared !== undefined && layout.mode !== "dedicated") {
        checkBalancerVpc(lookup, shared, layout.vpcId);
    }
    if (config.cluster.existing) {
        await checkCluster(lookup, config.service.capacity);
    }
    const domain = await findDomain(lookup, config.domain);
    const isScaled = await isServiceScaled(lookup, config.service.tasks);
    const { versions, isDenied } = await findParameterVersions(api, serviceRef, external);
    const { settings, notes } = presentParameters(config.parameters, versions, { isDenied });
    await Promise.all(notes.map((note) => pulumi.log.info(note)));
    const hosted = config.domain?.record === false ? undefined : toHosted(domain);
    const asked = { api, serviceRef, names: config.names };
    const traffic = {
        tags,
        domain,
        entrance: config.loadBalancer,
        sharedArn: shared?.listener.loadBalancerArn,
        settings: deployment,
    };
    const release = {
        external: externalVariables(settings),
        parameterKeyArn: readableKeyOf(config),
        minTasks: isScaled ? config.service.tasks.min : undefined,
        service: config.service,
        expectedSeconds: expectedSeconds(config),
    };
    return {
        api,
        config,
        opts,
        layout,
        listener: shared?.listener,
        domain,
        hosted,
        isScaled,
        parameters: { versions, overwrite: deployment.preflight, settings },
        watchedTraffic: { ...asked, ...traffic },
        watchedRelease: { ...guardedBy(config), ...asked, ...release },
    };
}
