import type { ServiceRef } from "../aws/service-ref";

/** A command of this program, as it can be pasted: `npm run status -- prod --verbose`. */
export function ownCommand(
    command: string,
    { stack = "<stack>" }: Pick<ServiceRef, "stack">,
    ...args: readonly string[]
): string {
    return [`npm run ${command} --`, stack, ...args].join(" ");
}

/** Where it is written how an image is run on another machine. */
export const runLocally = "run the same image locally (docs/operations.md#run-the-image-locally)";
