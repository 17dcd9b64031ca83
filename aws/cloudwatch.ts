import type { Clients } from "./clients";
import { batches, pages } from "./pages";

/** An alarm, whether of one metric or of other alarms. */
export interface Alarm {
    readonly name: string;

    /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
    readonly state: string;

    /**
     * What it is about, in the words of whoever made it.
     *
     * @default - it does not say
     */
    readonly description?: string;
}

/** Names that one call may ask for. */
const namesPerCall = 100;

/** Alarms by their names. No names, no call: AWS would answer with every alarm of the account. */
export async function describeAlarms(clients: Clients, names: readonly string[]): Promise<Alarm[]> {
    if (names.length === 0) {
        return [];
    }
    const cloudwatch = await clients.cloudwatch();
    const found: Alarm[] = [];
    for (const AlarmNames of batches(names, namesPerCall)) {
        const ask = (NextToken: string | undefined) =>
            cloudwatch.describeAlarms({ AlarmNames: [...AlarmNames], AlarmTypes: ["MetricAlarm", "CompositeAlarm"], NextToken });
        for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages(ask)) {
            for (const { AlarmName = "", StateValue = "", AlarmDescription } of [...MetricAlarms, ...CompositeAlarms]) {
                const description = AlarmDescription === undefined ? {} : { description: AlarmDescription };
                found.push({ name: AlarmName, state: StateValue, ...description });
            }
        }
    }
    return found;
}

/** An alarm, and what its metric is about: `{ LoadBalancer: "app/web/1" }`. */
export interface WatchingAlarm {
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
}

/** Every alarm on one metric. AWS can't be asked for those of a balancer or service: the caller looks at their dimensions. */
export async function listMetricAlarms(clients: Clients): Promise<WatchingAlarm[]> {
    const cloudwatch = await clients.cloudwatch();
    const found: WatchingAlarm[] = [];
    const ask = (NextToken: string | undefined) => cloudwatch.describeAlarms({ AlarmTypes: ["MetricAlarm"], NextToken });
    for await (const { MetricAlarms = [] } of pages(ask)) {
        for (const { AlarmName = "", Dimensions = [], Metrics = [] } of MetricAlarms) {
            const all = [...Dimensions, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [])];
            const dimensions = Object.fromEntries(all.map(({ Name = "", Value = "" }) => [Name, Value]));
            found.push({ name: AlarmName, dimensions });
        }
    }
    return found;
}

/** What came to a load balancer, and how many of it ended in a 5xx, of the balancer or of a task. */
export interface BalancerTraffic {
    readonly requests: number;
    readonly errors: number;
}

/**
 * Traffic of a load balancer in a span of time.
 *
 * @param balancerArn its end is the metric's dimension
 */
export async function sumTraffic(clients: Clients, balancerArn: string, from: Date, to: Date): Promise<BalancerTraffic> {
    const cloudwatch = await clients.cloudwatch();
    const Dimensions = [{ Name: "LoadBalancer", Value: balancerArn.replace(/^.*:loadbalancer\//, "") }];
    const seconds = Math.max(60, Math.ceil((to.getTime() - from.getTime()) / 60_000) * 60); // a period is whole minutes
    const names = ["RequestCount", "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"];
    const MetricDataQueries = names.map((MetricName, at) => ({
        Id: `m${at}`,
        MetricStat: { Metric: { Namespace: "AWS/ApplicationELB", MetricName, Dimensions }, Period: seconds, Stat: "Sum" },
    }));
    const sums = names.map(() => 0);
    const question = { MetricDataQueries, StartTime: from, EndTime: to };
    for await (const { MetricDataResults = [] } of pages((NextToken) => cloudwatch.getMetricData({ ...question, NextToken }))) {
        for (const { Id = "", Values = [] } of MetricDataResults) {
            const at = Number(Id.slice(1));
            sums[at] = Values.reduce((sum, value) => sum + value, sums[at] ?? 0);
        }
    }
    const [requests = 0, ofBalancer = 0, ofTasks = 0] = sums;
    return { requests, errors: ofBalancer + ofTasks };
}
