import type { LiveAccount } from "../../adoption/account";
import { countImports, type ImportFile } from "../../adoption/import-file";
import type { Plan, Row } from "../../adoption/plan";
import type { Step } from "../../adoption/steps";
import type { Removal } from "../../adoption/removal";
import { table, type Output } from "../shared/output";
import type { StackContext } from "../shared/stack-context";
import { foundRows } from "./found-rows";
import { trafficMinutes, type Traffic } from "./read-traffic";

/** What is shown beside the plan. */
interface Shown {
    readonly traffic: readonly Traffic[];
    readonly steps: Readonly<Record<"file" | "import" | "move", readonly Step[]>>;
    readonly filled: ImportFile | undefined;
}

/** A plan as lines: what there is, what becomes of it, and what to run. */
export function planLines(stack: StackContext, account: LiveAccount, plan: Plan, shown: Shown, output: Output): string[] {
    const { name, config, serviceRef } = stack;
    const { paint } = output;
    const title = (text: string) => ["", paint.bold(text)];
    const { settings, refusals, rows, removals, way } = plan;
    const isReady = settings.length === 0 && refusals.length === 0;
    return [
        `${paint.bold(`${config.project} · ${name}`)}     ${serviceRef.account.region} · ${serviceRef.account.accountId}     ${way}`,
        ...title("What there is"),
        ...table(foundRows(account, plan).map(([what, text]) => [`  ${what}`, text])),
        ...trafficLines(shown.traffic),
        ...(account.unseen.length === 0 ? [] : [...title("Not seen"), ...output.warningLines(account.unseen)]),
        ...(refusals.length === 0 ? [] : [...title(`Refused: ${way}`), ...refusals.map((text) => `  ${paint.red("✖")} ${text}`)]),
        ...(settings.length === 0
            ? []
            : [
                  ...title(`To set in ${stack.file}`),
                  ...settings.flatMap(({ path, value, reason }) => [
                      `  ${config.project}:${path}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
                      ...output.hanging("      ", 6, reason),
                  ]),
              ]),
        ...(isReady ? [...title("Import"), ...importLines(rows, shown.filled)] : []),
        ...(isReady ? stepLines(shown.steps, title) : []),
        ...(removals.length === 0 ? [] : [...title(removalTitle(way)), ...removalLines(removals)]),
    ];
}

function trafficLines(traffic: readonly Traffic[]): string[] {
    return traffic.map(({ balancer, traffic: sums }) =>
        sums === undefined
            ? `  ${balancer}: requests of the last ${trafficMinutes} minutes are not known`
            : `  ${balancer}: ${sums.requests} requests in the last ${trafficMinutes} minutes, ${sums.errors} of them 5xx`,
    );
}

/** Rows by what becomes of them; what is made is counted, as a preview lists it. */
function importLines(rows: readonly Row[], filled: ImportFile | undefined): string[] {
    const of = (action: Row["action"]) => rows.filter((row) => row.action === action);
    return [
        ...table(of("import").map(({ key, id = "", note = "" }) => [`  ${key}`, id, note])),
        ...of("leave").map(({ key, note = "" }) => `  left: ${key}, ${note}`),
        `  ${of("make").length} more are made`,
        ...(filled === undefined ? [] : [`  the file has ${countImports(filled)} of them that the stack has not yet`]),
    ];
}

function stepLines({ file, import: imports, move }: Shown["steps"], title: (text: string) => string[]): string[] {
    const lines = (steps: readonly Step[]) =>
        steps.flatMap(({ what, run }) => [`  ${what}`, ...run.map((line) => `      ${line}`)]);
    return [
        ...title("To run"),
        ...lines([...file, ...imports]),
        ...(move.length === 0 ? [] : [...title("To move the requests"), ...lines(move)]),
    ];
}

function removalTitle(way: Plan["way"]): string {
    return way === "in place"
        ? "To delete by hand, once the new release serves"
        : "To delete by hand, once no request reaches the old balancer";
}

function removalLines(removals: readonly Removal[]): string[] {
    const priced = removals.map(({ what, monthlyUsd }) => [
        `  ${what}`,
        monthlyUsd === undefined ? "price not known" : monthlyUsd === 0 ? "" : `${monthlyUsd.toFixed(2)} USD a month`,
    ]);
    return table(priced);
}
