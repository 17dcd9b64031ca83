import { hasSecretWord } from "../../shared/secret-command";
import type { Carry } from "./carry";

/**
 * A command, unless a secret may be among its words: it is left out then as a whole, and none of it is shown.
 *
 * @param instead what to do about it
 */
export function withoutSecrets(
    command: readonly string[] | undefined,
    carry: Carry,
    at: string,
    instead: string,
): readonly string[] | undefined {
    if (command === undefined || !hasSecretWord(command)) {
        return command;
    }
    carry.leave(at, `looks as if a secret were in it: it is not written down; ${instead}`);
    return undefined;
}
