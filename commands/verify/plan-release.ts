import { describeService } from "../../aws/ecs";
import { undefinedIfDenied } from "../../aws/errors";
import { externalVariables } from "../../config/service-ref";
import type { StackConfig } from "../../config/sections";
import { readableKeyOf } from "../../config/sections/encryption";
import { configuredServiceSubnets } from "../../config/sections/network";
import { presentParameters } from "../../config/variables";
import type { PlannedRelease } from "../../deployment/api";
import { maxNewTasks } from "../../deployment/max-new-tasks";
import type { CommandContext } from "../shared/context";
import { checkAccount, type StackContext } from "../shared/stack-context";

/** The release that the next update would make, as far as it is known without Pulumi. */
export interface ReleasePlan {
    readonly release: PlannedRelease;

    /** What the stack file alone shows to be missing: a line each. */
    readonly errors: readonly string[];

    /** What only an update knows: a line each. */
    readonly unchecked: readonly string[];
}

/** Finds out what the next update would deploy, from the stack's file and what runs. */
export async function planRelease(api: CommandContext["api"], stack: StackContext): Promise<ReleasePlan> {
    await checkAccount(stack);
    const { config, serviceRef, clients } = stack;
    const { image, parameters, service, domain, deployment } = config;
    const { refuseSeverity } = deployment;
    const names = externalVariables(parameters).map(({ name }) => name);
    // The preflight meets the same denial, and says what it costs.
    const versions = await undefinedIfDenied(() => api.parameterVersions(serviceRef, names), []);
    const refused: string[] = [];
    const configured = configuredServiceSubnets(config.network);
    const running =
        configured === undefined ? await undefinedIfDenied(() => describeService(clients, serviceRef), refused) : undefined;
    const subnetIds = configured ?? running?.subnetIds ?? [];
    const missing = findMissingImage(config);
    const parameterKeyArn = readableKeyOf(config);
    const builds = image.digest === undefined && missing === undefined;
    return {
        release: {
            serviceRef,
            digest: image.digest,
            architecture: service.architecture,
            external: externalVariables(presentParameters(parameters, versions).settings),
            certificateArn: domain?.certificateArn,
            subnetIds,
            maxNewTasks: maxNewTasks(service),
            ...(running === undefined || running.alarms.length === 0 ? {} : { alarms: running.alarms }),
            ...(domain === undefined ? {} : { host: domain.name }),
            ...(parameterKeyArn === undefined ? {} : { parameterKeyArn }),
            ...(refuseSeverity === undefined ? {} : { refuseSeverity }),
        },
        errors: missing === undefined ? [] : [missing],
        unchecked: [
            ...(builds ? ["the image, which `pulumi up` builds"] : []),
            ...(subnetIds.length === 0 && refused.length === 0
                ? ["free addresses in the subnets, which are known once the service exists"]
                : []),
            ...refused,
        ],
    };
}

/** In the words of the hook that refuses an update without an image. */
function findMissingImage({ project, image }: StackConfig): string | undefined {
    if (image.digest !== undefined) {
        return undefined; // without Pulumi's SDK, which the component needs
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see commands/cli.ts
    const component = require("../../components/container-image") as typeof import("../../components/container-image");
    const missing = component.findMissingImage(image);
    return missing && `${project}:${missing.key}: ${missing.message}`;
}
