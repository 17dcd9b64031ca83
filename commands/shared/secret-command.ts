import { isSecretName } from "./secret-name";
import { isSecretValue } from "./secret-value";

/**
 * Whether a command carries a secret: among its words, or those of a line for the shell that is one of them; behind the `=` of
 * a variable, or behind an option, by whose name it is one. What the shell takes from a variable is none.
 */
export function hasSecretWord(command: readonly string[]): boolean {
    const words = command
        .map((word) => word.replace(/\$(?:\w+|\{\w+\})/g, ""))
        .flatMap((word) => [word, ...word.split(/[\s"'`;|&()<>]+/)]);
    return words.some((word, at) => {
        const [, name = "", value = ""] = /^-{0,2}([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
        const isOption = word.startsWith("-") && !word.includes("=");
        const given = isOption ? (words[at + 1] ?? "") : value;
        return isSecretValue(word) || (isSecretName(name.replace(/-/g, "_")) && given !== "" && !given.startsWith("-"));
    });
}
