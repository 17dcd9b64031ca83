import type { Control } from "./control";
import { containerControls } from "./controls/containers";
import { dataControls } from "./controls/data";
import { ecrControls } from "./controls/ecr";
import { ecsControls } from "./controls/ecs";
import { elbControls } from "./controls/elb";
import { iamControls } from "./controls/iam";
import { keyControls } from "./controls/keys";
import { logControls } from "./controls/logs";
import { networkControls } from "./controls/network";
import { sqsControls } from "./controls/sqs";

/** Every control, by service. */
export const controls: readonly Control[] = [
    ...ecsControls,
    ...containerControls,
    ...elbControls,
    ...ecrControls,
    ...iamControls,
    ...logControls,
    ...keyControls,
    ...networkControls,
    ...dataControls,
    ...sqsControls,
];
