import { deploymentTexts } from "./deployment";
import { imageTexts } from "./image";
import { otherTexts } from "./other-words";
import { parameterTexts } from "./parameters";
import { placementTexts } from "./placement";
import { resourceTexts } from "./resources";
import { runTexts } from "./run";
import type { TextRow } from "./text-row";

/** Texts by what they are about. */
export const textsByFamily: Readonly<Record<string, readonly TextRow[]>> = {
    deployment: deploymentTexts,
    image: imageTexts,
    "other words": otherTexts,
    parameters: parameterTexts,
    placement: placementTexts,
    resources: resourceTexts,
    run: runTexts,
};

export const allTexts: readonly TextRow[] = Object.values(textsByFamily).flat();
