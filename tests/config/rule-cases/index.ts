import { applicationCases } from "./application";
import { companionCases } from "./companions";
import { imageCases } from "./image";
import { loadBalancerCases } from "./load-balancer";
import { networkCases } from "./network";
import { operationsCases } from "./operations";
import { placeCases } from "./place";
import { scalingCases } from "./scaling";
import { serviceCases } from "./service";
import type { RuleCase } from "./rule-case";

export type { RuleCase } from "./rule-case";

/** In the order of `rules`. A rule without a case turns the test red. */
export const ruleCases: readonly RuleCase[] = [
    ...placeCases,
    ...networkCases,
    ...imageCases,
    ...loadBalancerCases,
    ...serviceCases,
    ...companionCases,
    ...scalingCases,
    ...applicationCases,
    ...operationsCases,
];
