import { parseConfig } from "../config/parse";
import { readStackFile } from "../config/stack-file";
import { warningsOf } from "../config/warnings";
import { refusalOf } from "../components/container-image";
import spotter from "../index";
import { contextWarnings, readBuildContext, type BuildContext } from "./build-context";
import type { PreviewDocument } from "./document";
import { offlineCloud } from "./offline-cloud";
import { record, type Mode } from "./record";
import { read } from "./view";

/**
 * Previews a stack without the CLI, an account or Docker: the program itself runs with the stack's file, and what it
 * registers is recorded.
 *
 * @param folder the project's root, with `Pulumi.yaml` and the stack's file
 * @throws {ConfigError} with everything that is wrong with the stack's file
 */
export async function offlinePreview(folder: string, stack: string, mode: Mode): Promise<PreviewDocument> {
    const { raw, secretKeys, project } = readStackFile(folder, stack);
    const config = parseConfig(raw, secretKeys, stack);
    const refusal = refusalOf(config.image);

    const recording = await record(() => spotter(offlineCloud), {
        project,
        stack,
        mode,
        account: config.aws,
        config: raw,
        secretKeys: secretKeys.map(topOf),
    });
    const context = contextOf(recording);
    const warnings = [
        ...(refusal === undefined ? [] : [refusal]),
        ...warningsOf(config),
        ...(context === undefined ? [] : contextWarnings(context)),
    ];
    return { project, stack, ...recording, warnings };
}

/** What a build of the stack's image would be given; undefined where nothing is built. */
export function contextOf({ resources }: Pick<PreviewDocument, "resources">): BuildContext | undefined {
    const image = resources.find(({ type }) => type === "docker:index/image:Image");
    const folder = read(image?.inputs).object("build").text("context");
    return folder === undefined ? undefined : readBuildContext(folder);
}

/** The engine tells the program of whole keys only. */
function topOf(path: string): string {
    return path.replace(/[.[].*$/, "");
}
