import * as pulumi from "@pulumi/pulumi";
import type { ReleaseGuard } from "../components/release-guard";
import type { MissingImage } from "../components/container-image";
import { withoutStack } from "../aws/user-error";

const whatToDo = (namespace: string) => `
  make the repository:  pulumi up --target '**ImageRepository**'
  push an image, then:  pulumi config set --path ${namespace}:image.digest sha256:…
  and deploy:           pulumi up`;

/** What keeps a task definition from being registered while there is no image; nothing where there is one. */
export function imageGuard(name: string, namespace: string, missing: MissingImage | undefined): ReleaseGuard {
    return missing === undefined ? {} : { taskDefinitionHooks: blockWithoutImage(name, namespace, missing) };
}

/**
 * Refuses to register a task definition while there is no image to run, in a preview too. It is a hook, as the program
 * must go on: `--target` makes the repository that the first image needs.
 *
 * @param namespace of the stack file's keys: the project's name
 * @param missing why there is no image
 */
export function blockWithoutImage(name: string, namespace: string, { key, message }: MissingImage): pulumi.ResourceHookBinding {
    const hook = new pulumi.ResourceHook(
        `${name}-release`,
        () => {
            throw withoutStack(new Error(`${namespace}:${key}: ${message}${whatToDo(namespace)}`));
        },
        { onDryRun: true },
    );
    return { beforeCreate: [hook], beforeUpdate: [hook] };
}
