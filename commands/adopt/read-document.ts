import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PreviewSteps } from "../../adoption/check";
import { parseJson } from "../../aws/json";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";

/** What `pulumi preview --json` wrote. */
export function readSteps(context: CommandContext, file: string): PreviewSteps {
    const document = readDocument(context, file) as Partial<PreviewSteps>;
    if (document.steps === undefined) {
        throw new CommandError(`${file} is not what pulumi preview --json writes: it has no steps`, exitCodes.usage);
    }
    return { steps: document.steps };
}

/** A document that the CLI wrote. */
export function readDocument({ folder }: CommandContext, file: string): object {
    let text: string;
    try {
        text = decode(readFileSync(resolve(folder, file)));
    } catch {
        throw new CommandError(`${file} can't be read`, exitCodes.usage);
    }
    const document = parseJson(text);
    if (typeof document !== "object" || document === null) {
        throw new CommandError(`${file} is not what Pulumi writes: it has no object in JSON`, exitCodes.usage);
    }
    return document;
}

/** Windows PowerShell's `>` writes UTF-16, and UTF-8 may begin with a mark of its own. */
function decode(bytes: Buffer): string {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}
