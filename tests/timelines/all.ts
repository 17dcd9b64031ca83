import { enduring } from "./enduring";
import { incidents } from "./incidents";
import { outside } from "./outside";
import { returning } from "./returning";
import { running } from "./running";
import { shifting, waiting } from "./shifting";
import { failingInOtherWords, servingInOtherWords } from "./shifting-adverse";
import { unshiftable } from "./shifting-failing";
import { failingByTurns, servingByTurns } from "./shifting-turns";
import { starting } from "./starting";
import { struggling } from "./struggling";
import { succeeding } from "./succeeding";
import { telling } from "./telling";
import type { Timeline } from "./timeline";

/** Releases that serve. */
export const serving: readonly Timeline[] = [
    ...succeeding,
    ...enduring,
    ...struggling,
    ...shifting,
    ...servingByTurns,
    ...servingInOtherWords,
];

/** Releases that never serve. */
export const failing: readonly Timeline[] = [
    ...starting,
    ...running,
    ...outside,
    ...incidents,
    ...telling,
    ...unshiftable,
    ...failingByTurns,
    ...failingInOtherWords,
];

export const timelines: readonly Timeline[] = [...serving, ...returning, ...failing, ...waiting];
