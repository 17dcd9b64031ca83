import type { ImageConfig } from "../../../commands/image-check/image";
import { checkImage, type ContainerPlan } from "../../../commands/image-check/promises";
import { goodConfig, goodLayers, goodPlan, madeImage, type LayerFiles } from "./made-image";

/** What differs from the image that keeps every promise. */
export interface Change {
    readonly layers?: readonly LayerFiles[];
    readonly config?: Partial<ImageConfig>;
    readonly container?: ImageConfig["config"];
    readonly plan?: Partial<ContainerPlan>;
    readonly bytes?: number;
}

export async function broken({ layers = [], config, container, plan, bytes }: Change) {
    const changed = { ...goodConfig, ...config, config: { ...goodConfig.config, ...container } };
    return checkImage(await madeImage([...goodLayers, ...layers], changed, bytes), { ...goodPlan, ...plan });
}
