import { outside } from "./outside";
import { returning } from "./returning";
import { running } from "./running";
import { starting } from "./starting";
import { struggling } from "./struggling";
import { succeeding } from "./succeeding";
import type { Timeline } from "./timeline";

/** Releases that never serve. */
export const failing: readonly Timeline[] = [...starting, ...running, ...outside];

export const timelines: readonly Timeline[] = [...succeeding, ...struggling, ...returning, ...failing];
