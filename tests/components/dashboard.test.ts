import * as assert from "node:assert/strict";
import { Dashboard } from "../../components/dashboard";
import type { PreviewMode } from "../../preview/recorder";
import { account, build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { legalMetrics } from "./legal-metrics";
import { makeFoundation } from "./service-fixture";
import { names } from "./settings-fixture";

const type = "aws:cloudwatch/dashboard:Dashboard";
const filter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

type Metric = (string | { readonly label: string; readonly stat: string })[];

interface Widget {
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: Readonly<Record<string, unknown>>;
}

const dashboard = (alarmNames: readonly string[] = ["spotter-app-slow"], mode?: PreviewMode) =>
    build(() => {
        const { loadBalancer, logGroup } = makeFoundation();
        new Dashboard("web", { account, names: { ...names, monitoring: "spotter-app" }, loadBalancer, logGroup, alarmNames });
    }, mode);

async function widgets(alarmNames?: readonly string[]): Promise<readonly Widget[]> {
    const body = jsonOf(inputsOf(await dashboard(alarmNames), type), "dashboardBody") as { widgets: readonly Widget[] };
    return body.widgets;
}

describe("Dashboard", () => {
    for (const mode of modes) {
        it(`is one page, and counts error lines (${mode})`, async () => {
            assert.deepEqual(childrenOf(await dashboard(undefined, mode), "spotter:cloudwatch:Dashboard::web"), [
                `${type}::web`,
                `${filter}::web-errors`,
            ]);
        });
    }

    it("asks three questions in order", async () => {
        const headings = (await widgets())
            .filter((widget) => widget.type === "text")
            .map(({ properties }) => properties.markdown);
        assert.deepEqual(headings, ["## Is it up?", "## Is it slow?", "## Is it the release?"]);
    });

    it("lays its widgets out without overlap, in the 24 columns that there are", async () => {
        const cells = (await widgets()).flatMap(({ x, y, width, height }) =>
            Array.from({ length: width * height }, (_, at) => `${x + (at % width)},${y + Math.floor(at / width)}`),
        );
        assert.equal(new Set(cells).size, cells.length);
        assert.ok(cells.every((cell) => Number(cell.split(",")[0]) < 24));
    });

    it("shows metrics that AWS sends, with dimensions and statistics that it has, and the count of error lines", async () => {
        const metrics = (await widgets()).flatMap(({ properties }): Metric[] => [...((properties.metrics ?? []) as Metric[])]);
        const own = metrics.filter(([namespace]) => namespace === "spotter-app");
        assert.deepEqual(own, [["spotter-app", "ErrorLines", { label: "lines", stat: "Sum" }]]);
        for (const metric of metrics.filter((each) => !own.includes(each))) {
            const [namespace, name, ...rest] = metric.slice(0, -1) as string[];
            const { dimensions = [], statistics = [] } = legalMetrics[namespace ?? ""]?.[name ?? ""] ?? {};
            const keys = rest.filter((_, at) => at % 2 === 0).sort();
            assert.ok(
                dimensions.some((set) => JSON.stringify([...set].sort()) === JSON.stringify(keys)),
                name,
            );
            assert.ok(statistics.includes((metric.at(-1) as { stat: string }).stat), name);
        }
        assert.equal(metrics.length, 11);
    });

    it("shows the states of alarms where there are some", async () => {
        const shown = async (alarmNames: readonly string[]) =>
            (await widgets(alarmNames)).filter((widget) => widget.type === "alarm").map(({ properties }) => properties.alarms);
        assert.deepEqual(await shown(["spotter-app-slow"]), [
            ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:spotter-app-slow"],
        ]);
        assert.deepEqual(await shown([]), []);
    });

    it("counts lines of its log group that look like errors, once the group exists", async () => {
        const { inputs, options } = resourceOf(await dashboard(), filter);
        assert.deepEqual(inputs, {
            logGroupName: "/ecs/spotter-app",
            metricTransformation: { defaultValue: "0", name: "ErrorLines", namespace: "spotter-app", unit: "Count", value: "1" },
            name: "errors",
            pattern: String.raw`?"Error:" ?ERROR ?"\"level\":\"error\"" ?"\"level\":50"`,
        });
        assert.ok(options.dependsOn.includes("aws:cloudwatch/logGroup:LogGroup::web"), options.dependsOn.join("\n"));
    });

    it("looks for errors in that group alone", async () => {
        const queries = (await widgets())
            .filter((widget) => widget.type === "log")
            .map(({ properties }) => String(properties.query));
        assert.equal(queries.length, 2);
        assert.ok(queries.every((query) => query.startsWith("SOURCE '/ecs/spotter-app' | ")));
    });
});
