import { deploymentTexts } from "./deployment";
import { imageTexts } from "./image";
import { deploymentInOtherWords } from "./other-words-deployment";
import { imageInOtherWords } from "./other-words-image";
import { networkInOtherWords } from "./other-words-network";
import { placementInOtherWords } from "./other-words-placement";
import { pullInOtherWords } from "./other-words-pull";
import { secretsInOtherWords } from "./other-words-secrets";
import { serviceInOtherWords } from "./other-words-service";
import { startInOtherWords } from "./other-words-start";
import { parameterTexts } from "./parameters";
import { placementTexts } from "./placement";
import { pullTexts } from "./pull";
import { resourceTexts } from "./resources";
import { runTexts } from "./run";
import type { TextRow } from "./text-row";

/** Texts by what they are about. */
export const textsByFamily: Readonly<Record<string, readonly TextRow[]>> = {
    deployment: deploymentTexts,
    image: imageTexts,
    "deployments, in other words": deploymentInOtherWords,
    "images, in other words": imageInOtherWords,
    "the network, in other words": networkInOtherWords,
    "placement, in other words": placementInOtherWords,
    "pulls, in other words": pullInOtherWords,
    "secrets, in other words": secretsInOtherWords,
    "what a service needs, in other words": serviceInOtherWords,
    "a start, in other words": startInOtherWords,
    parameters: parameterTexts,
    placement: placementTexts,
    pulls: pullTexts,
    resources: resourceTexts,
    run: runTexts,
};

export const allTexts: readonly TextRow[] = Object.values(textsByFamily).flat();
