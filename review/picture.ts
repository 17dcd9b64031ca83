import { resourceKey, type PreviewDocument } from "../preview/document";
import { describeArchitecture } from "./picture/architecture";
import { layOut } from "./picture/layout";
import { renderSvg } from "./picture/svg";

/**
 * A picture of a stack's architecture as an SVG for a README: without scripts, fonts or anything else to load, and with
 * colours for light and dark themes. Unknown values are left out. The same document gives the same bytes.
 */
export async function drawPicture(document: PreviewDocument): Promise<string> {
    // A document is sorted, but whoever makes one by hand need not know that.
    const resources = [...document.resources].sort((a, b) => (resourceKey(a) < resourceKey(b) ? -1 : 1));
    const architecture = describeArchitecture({ ...document, resources });
    return renderSvg(architecture, await layOut(architecture));
}
