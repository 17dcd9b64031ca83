import type { Account } from "../../../aws/account";
import type { CarriedKey, LeftBehind } from "./carry";

/** What the command did, and what it could not do. */
export interface Report {
    readonly origin: string;
    readonly account: Account;
    readonly stack: string;

    /** Files, relative to the project. */
    readonly written: readonly string[];
    readonly keys: readonly CarriedKey[];
    readonly leftBehind: readonly LeftBehind[];

    /** Variables whose values somebody must push. */
    readonly toPush: readonly string[];

    /** What AWS did not answer. */
    readonly refusals: readonly string[];
}

export function report({ origin, account, stack, written, keys, leftBehind, toPush, refusals }: Report): string[] {
    return [
        `read ${origin} (account ${account.accountId}, ${account.region}): ${keys.length} keys differ from the profile`,
        ...written.map((file) => `wrote ${file}`),
        ...block(
            "not carried over, by its place in the live service",
            leftBehind.map(({ from, why }) => `${from}: ${why}`),
        ),
        ...block(
            "to be pushed before the first deployment, as no value was read or written",
            toPush.map((name) => `npm run parameters -- ${stack} push ${name}`),
        ),
        ...block("not read, so that it may be missing above", [...new Set(refusals)]),
        "",
        `Next: npm run preview -- ${stack}`,
    ];
}

function block(title: string, lines: readonly string[]): string[] {
    return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}
