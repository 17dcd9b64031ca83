import { deploymentTexts } from "./deployment";
import { imageTexts } from "./image";
import { eventsInOtherWords } from "./other-words-events";
import { imageInOtherWords } from "./other-words-image";
import { networkInOtherWords } from "./other-words-network";
import { startInOtherWords } from "./other-words-start";
import { parameterTexts } from "./parameters";
import { placementTexts } from "./placement";
import { resourceTexts } from "./resources";
import { runTexts } from "./run";
import type { TextRow } from "./text-row";

/** Texts by what they are about. */
export const textsByFamily: Readonly<Record<string, readonly TextRow[]>> = {
    deployment: deploymentTexts,
    image: imageTexts,
    "events, in other words": eventsInOtherWords,
    "images, in other words": imageInOtherWords,
    "the network, in other words": networkInOtherWords,
    "a start, in other words": startInOtherWords,
    parameters: parameterTexts,
    placement: placementTexts,
    resources: resourceTexts,
    run: runTexts,
};

export const allTexts: readonly TextRow[] = Object.values(textsByFamily).flat();
