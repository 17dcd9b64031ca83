import type * as ecs from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";

/**
 * What surrounds a release: a refusal before it is made, and a verdict after. A component takes it as an argument, so
 * that it knows neither what AWS is asked nor how long to wait for an answer; `engine/` makes one.
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
