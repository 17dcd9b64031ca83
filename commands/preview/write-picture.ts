import type { PreviewDocument } from "../../preview/document";
import { writeNamedFile } from "../shared/write-file";

/** Writes a picture of a stack's architecture. Only then is the room that draws it loaded, with its layout library. */
export async function writePicture(file: string, document: PreviewDocument): Promise<void> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a dynamic import is Node's own, which reads no TypeScript
    const { drawPicture } = require("../../review/picture") as typeof import("../../review/picture");
    writeNamedFile(file, await drawPicture(document));
}
