import * as pulumi from "@pulumi/pulumi";
import { parseConfig } from "./parse";
import { ConfigError } from "./problems";
import type { StackConfig } from "./stack-config";

/** The SDK knows which keys the stack file encrypts, but does not declare it. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

/**
 * Reads the configuration of the stack that the engine runs.
 *
 * The engine tells only of whole keys that something in them is encrypted. That no secret of the catalogue stands in
 * plain text beside an encrypted one is therefore the offline preview's to find, which reads the file itself.
 *
 * @throws {pulumi.RunError} with everything that is wrong
 */
export function readStackConfig(): StackConfig {
    const raw = pulumi.runtime.allConfig();
    try {
        return parseConfig(raw, Object.keys(raw).filter(isConfigSecret), pulumi.getStack());
    } catch (error) {
        throw error instanceof ConfigError ? forTheUser(error) : error;
    }
}

/** An error that the runner shows without a stack. It would look at one all the same: see {@link ConfigError}. */
function forTheUser({ message }: ConfigError): pulumi.RunError {
    return Object.assign(new pulumi.RunError(message), { stack: message });
}
