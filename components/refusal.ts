import * as pulumi from "@pulumi/pulumi";

/** Why a release can't be made yet. */
export interface Refusal {
    /** Key of the configuration that would change it. */
    readonly path: string;
    readonly message: string;
}

const whatToDo = `
  make the repository:  pulumi up --target '**ImageRepository**'
  push an image, then:  pulumi config set --path spotter:image.digest sha256:…
  and deploy:           pulumi up`;

/**
 * Refuses to register a task definition while there is no image to run, in a preview too. A hook and not the program
 * does it, so that `--target` can make the repository that the first image needs.
 *
 * @param refusal why there is no image; without one nothing is refused
 */
export function refuse(name: string, refusal: Refusal | undefined): pulumi.ResourceHookBinding | undefined {
    if (refusal === undefined) {
        return undefined;
    }
    const { path, message } = refusal;
    const hook = new pulumi.ResourceHook(
        `${name}-release`,
        () => {
            throw new Error(`${path}: ${message}${whatToDo}`);
        },
        { onDryRun: true },
    );
    return { beforeCreate: [hook], beforeUpdate: [hook] };
}
