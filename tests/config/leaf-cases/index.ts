import { accountCases } from "./account";
import { applicationCases } from "./application";
import { imageCases } from "./image";
import { loadBalancerCases } from "./load-balancer";
import { nameCases } from "./names";
import { networkCases } from "./network";
import { operationsCases } from "./operations";
import { serviceCases } from "./service";
import type { LeafCase } from "./leaf-case";

export type { LeafCase } from "./leaf-case";

/** One case for every key that holds a value. A key without a case turns the test red. */
export const leafCases: Readonly<Record<string, LeafCase>> = {
    ...accountCases,
    ...nameCases,
    ...networkCases,
    ...imageCases,
    ...loadBalancerCases,
    ...serviceCases,
    ...applicationCases,
    ...operationsCases,
};
