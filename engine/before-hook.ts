import * as pulumi from "@pulumi/pulumi";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { CommandBefore, DeploymentApi } from "../deployment/api";

/** Arguments of {@link beforeHook}. */
export interface BeforeArgs extends Pick<CommandBefore, "sidecars" | "secretNames"> {
    /** What AWS is asked through. */
    readonly api: DeploymentApi;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** When to give up. */
    readonly settings: {
        /** Minutes after which the command has failed. */
        readonly timeoutMinutes: number;
    };
}

/** What of a service's inputs says where its tasks run, and what. */
interface ServiceInputs {
    readonly taskDefinition?: string;
    readonly networkConfiguration?: {
        readonly subnets: readonly string[];
        readonly securityGroups?: readonly string[];
        readonly assignPublicIp?: boolean;
    };
}

/**
 * Runs a command on the revision that the service is about to move to, or to be made with, and refuses the move unless it ends
 * well. A preview runs nothing.
 */
export function beforeHook(name: string, command: readonly string[], args: BeforeArgs): pulumi.ResourceHookBinding {
    const { api, serviceRef, sidecars, secretNames, settings } = args;
    const hook = new pulumi.ResourceHook(`${name}-before`, async ({ newInputs, oldInputs }) => {
        const { taskDefinition: taskDefinitionArn = "", networkConfiguration } = (newInputs ?? {}) as ServiceInputs;
        if (taskDefinitionArn === (oldInputs as ServiceInputs | undefined)?.taskDefinition) {
            return;
        }
        const { subnets = [], securityGroups = [], assignPublicIp = false } = networkConfiguration ?? {};
        const network = { subnetIds: subnets, securityGroupIds: securityGroups, assignPublicIp };
        const { timeoutMinutes } = settings;
        const planned = { serviceRef, taskDefinitionArn, command, network, sidecars, secretNames, timeoutMinutes };
        try {
            await untilInterrupted((signal) => api.runBefore(planned, (line) => void pulumi.log.info(line), signal));
        } catch (error) {
            throw withoutStack(error as Error);
        }
    });
    return { beforeCreate: [hook], beforeUpdate: [hook] };
}

/** Ctrl-C reaches the program, too, and would end it before it has stopped what it started. */
async function untilInterrupted(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const interrupt = () => controller.abort();
    process.once("SIGINT", interrupt);
    try {
        await run(controller.signal);
    } finally {
        process.off("SIGINT", interrupt);
    }
}
