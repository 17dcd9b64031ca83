import type * as ecs from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Checks around a release: before it is made, which may refuse it, and after, which may fail the update. A component
 * takes it as an argument, so that it need not know what is asked of AWS, nor for how long; `engine/` makes one.
 */
export interface ReleaseGuard {
    /**
     * Hooks of the task definition.
     *
     * @default - every release may be registered
     */
    readonly taskDefinitionHooks?: pulumi.ResourceHookBinding;

    /**
     * Hooks of the service.
     *
     * @default - every change may be made
     */
    readonly serviceHooks?: pulumi.ResourceHookBinding;

    /**
     * Resolves to one line once the release serves, and rejects when it does not.
     *
     * @default - ECS alone decides when the service is steady
     */
    readonly waitForVerdict?: (service: ecs.Service, revision: ecs.TaskDefinition) => pulumi.Output<string>;
}
