import { applicationCases } from "./application";
import { imageCases } from "./image";
import { loadBalancerCases } from "./load-balancer";
import { operationsCases } from "./operations";
import { placeCases } from "./place";
import { serviceCases } from "./service";
import type { RuleCase } from "./rule-case";

export type { RuleCase } from "./rule-case";

/** In the order of `rules`. A rule without a case turns the test red. */
export const ruleCases: readonly RuleCase[] = [
    ...placeCases,
    ...imageCases,
    ...loadBalancerCases,
    ...serviceCases,
    ...applicationCases,
    ...operationsCases,
];
