import { environment } from "./environment/environment";
import { store } from "./store/store";

export interface Readiness {
    readonly ready: boolean;

    /** `ok`, or the kind of the error: its text may name accounts and hosts, and stays in the log. */
    readonly checks: Readonly<Record<string, string>>;
}

const atMostMs = 4000;
const validMs = 2000;
let last: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;

/** Asks the store, the only thing without which no page works. Whoever asks often gets the same answer. */
export function readiness(): Promise<Readiness> {
    if (last === undefined || Date.now() - last.at > validMs) {
        last = { at: Date.now(), answer: ask() };
    }
    return last.answer;
}

async function ask(): Promise<Readiness> {
    const part = environment().store.kind === "sqlite" ? "SQLite" : "DynamoDB";
    let timer: NodeJS.Timeout | undefined;
    try {
        const late = new Promise<never>((_, reject) => {
            timer = setTimeout(
                () => reject(Object.assign(new Error(`no answer in ${atMostMs} ms`), { name: "Timeout" })),
                atMostMs,
            );
        });
        await Promise.race([store().then((opened) => opened.check()), late]);
        return { ready: true, checks: { [part]: "ok" } };
    } catch (error) {
        const { name, message } = error as Error;
        console.error(`not ready: ${part}: ${name}: ${message}`);
        return { ready: false, checks: { [part]: name } };
    } finally {
        clearTimeout(timer);
    }
}
