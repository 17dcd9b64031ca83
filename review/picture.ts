import type { PreviewDocument } from "../preview/document";
import { describeArchitecture } from "./picture/architecture";
import { layOut } from "./picture/layout";
import { renderSvg } from "./picture/svg";

/**
 * A picture of a stack's architecture as an SVG for a README: without scripts, fonts or anything else to load, and with
 * colours for light and dark themes. Unknown values are left out. The same document gives the same bytes.
 */
export async function drawPicture(document: PreviewDocument): Promise<string> {
    const architecture = describeArchitecture(document);
    return renderSvg(architecture, await layOut(architecture));
}
