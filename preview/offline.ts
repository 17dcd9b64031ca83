import { parseConfig } from "../config/parse";
import { readStackFile } from "../config/stack-file";
import { warningsOf } from "../config/warnings";
import { refusalOf } from "../components/container-image";
import spotter from "../index";
import type { PreviewDocument } from "./document";
import { offlineCloud } from "./offline-cloud";
import { record, type Mode } from "./record";

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
    return { project, stack, ...recording, warnings: [...(refusal === undefined ? [] : [refusal]), ...warningsOf(config)] };
}

/** The engine tells the program of whole keys only. */
function topOf(path: string): string {
    return path.replace(/[.[].*$/, "");
}
