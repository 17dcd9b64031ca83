import * as pulumi from "@pulumi/pulumi";
import { findCatalogue } from "./catalogue";
import { parseConfig } from "./parse";
import { ConfigError } from "./problems";
import type { StackConfig } from "./sections";

/** The SDK knows which keys the stack file encrypts, but does not declare it. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

/**
 * Reads the configuration of the stack that the engine runs.
 *
 * The engine says only of whole keys that something in them is encrypted. A secret in plain text beside an encrypted one is
 * therefore found by the offline preview alone, which reads the file itself.
 *
 * @throws {pulumi.RunError} with everything that is wrong
 */
export function readStackConfig(): StackConfig {
    const raw = pulumi.runtime.allConfig();
    const project = pulumi.getProject();
    try {
        const catalogue = findCatalogue(process.cwd(), raw, project);
        return parseConfig(raw, Object.keys(raw).filter(isConfigSecret), { project, stack: pulumi.getStack(), catalogue });
    } catch (error) {
        throw error instanceof ConfigError ? forTheUser(error) : error;
    }
}

/** An error that the runner shows without a stack. It would look at one all the same: see {@link ConfigError}. */
function forTheUser({ message }: ConfigError): pulumi.RunError {
    return Object.assign(new pulumi.RunError(message), { stack: message });
}
