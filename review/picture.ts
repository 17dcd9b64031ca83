import type { PreviewDocument } from "../preview/document";
import { describeArchitecture } from "./picture/architecture";
import { layOut } from "./picture/layout";
import { renderSvg } from "./picture/svg";

/**
 * A picture of a stack's architecture, as an SVG that may stand in a README: it has neither scripts nor anything to load,
 * and colours for light and dark. The same document gives the same bytes.
 */
export async function drawPicture(document: PreviewDocument): Promise<string> {
    const architecture = describeArchitecture(document);
    return renderSvg(architecture, await layOut(architecture));
}
