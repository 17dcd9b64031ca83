import { readStackPartly } from "../config/read-stack";
import { presentParameters } from "../config/variables";
import { findWarnings } from "../config/warnings";
import { findMissingImage } from "../components/container-image";
import type { DeploymentApi } from "../deployment/api";
import spotter from "../index";
import { readInputs } from "../resources/inputs";
import { contextWarnings, readBuildContext, type BuildContext } from "./build-context";
import type { PreviewDocument } from "./document";
import { offlineDeploymentApi } from "./offline-deployment-api";
import { record, type PreviewMode } from "./recorder";

/**
 * Previews a stack without the CLI, an account or Docker: the program itself runs with the stack's file, and what it
 * registers is recorded.
 *
 * @param folder the project's root, with `Pulumi.yaml` and the stack's file
 * @param api answers for AWS
 * @throws {ConfigError} with everything that is wrong with the stack's file
 */
export async function offlinePreview(
    folder: string,
    stack: string,
    mode: PreviewMode,
    api: DeploymentApi = offlineDeploymentApi,
): Promise<PreviewDocument> {
    const { raw, secretKeys, project, config, environments, unknown } = readStackPartly(folder, stack);
    const missing = findMissingImage(config.image);
    const { notes } = presentParameters(config.parameters, undefined);

    const recording = await record(() => spotter(api, () => config), {
        project,
        stack,
        mode,
        account: config.aws,
        config: raw,
        secretKeys: secretKeys.map(topLevelKey),
    });
    const context = findBuildContext(recording);
    const file = `Pulumi.${stack}.yaml`;
    const unread = `not read here, so whatever ${file} leaves out may have another value`;
    const warnings = [
        ...(environments.length === 0
            ? []
            : [{ path: `${file}: environment`, message: `${environments.join(", ")}: ${unread}` }]),
        ...unknown.map(({ path, message }) => ({ path, message })),
        ...(missing === undefined ? [] : [{ path: `${project}:${missing.key}`, message: missing.message }]),
        ...findWarnings(config),
        ...notes.map((message) => ({ path: `${project}:parameters.external`, message })),
        ...(context === undefined ? [] : contextWarnings(context, project)),
    ];
    return { project, stack, ...recording, warnings, ...(environments.length === 0 ? {} : { environments }) };
}

/** What a build of the stack's image would be given; undefined where nothing is built. */
export function findBuildContext({ resources }: Pick<PreviewDocument, "resources">): BuildContext | undefined {
    const image = resources.find(({ type }) => type === "docker:index/image:Image");
    const build = readInputs(image?.inputs).object("build");
    const folder = build.text("context");
    return folder === undefined ? undefined : readBuildContext(folder, build.text("dockerfile"));
}

/** The engine names whole keys only. */
function topLevelKey(path: string): string {
    return path.replace(/[.[].*$/, "");
}
