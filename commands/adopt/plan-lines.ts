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
    readonly steps: { readonly import: readonly Step[]; readonly move: readonly Step[] };
    readonly filled: ImportFile | undefined;

    /** Name of the import file, whether there is one yet or not. */
    readonly importFile: string;
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
        ...(isReady ? stepLines(name, plan, shown, title) : []),
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

function stepLines(name: string, { way }: Plan, shown: Shown, title: (text: string) => string[]): string[] {
    const flag = way === "in place" ? " --in-place" : "";
    const fill: Step = {
        what: "let the engine write the import file, and fill it in",
        run: [
            `pulumi preview --stack ${name} --import-file ${shown.importFile}`,
            `npm run adopt -- ${name}${flag} --import-file ${shown.importFile} --write`,
        ],
    };
    const lines = (steps: readonly Step[]) =>
        steps.flatMap(({ what, run }) => [`  ${what}`, ...run.map((line) => `      ${line}`)]);
    return [
        ...title("To run"),
        ...lines(shown.filled === undefined ? [fill, ...shown.steps.import] : shown.steps.import),
        ...(shown.steps.move.length === 0 ? [] : [...title("To move the requests"), ...lines(shown.steps.move)]),
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
