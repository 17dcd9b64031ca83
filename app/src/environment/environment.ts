import { readEnvironment } from "./read";
import type { Environment } from "./sections";

let current: Environment | undefined;

/** The settings of this process. The start has read them before the first request, so they are there. */
export function environment(): Environment {
    if (current === undefined) {
        const reading = readEnvironment(process.env);
        if (reading.problems !== undefined) {
            throw new Error(`the environment is not valid: ${reading.problems.join("; ")}`);
        }
        current = reading.environment;
    }
    return current;
}
