import type { Clients } from "./clients";
import { batches, pages } from "./pages";

/** An alarm, whether of one metric or of other alarms. */
export interface Alarm {
    readonly name: string;

    /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
    readonly state: string;
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
            for (const { AlarmName = "", StateValue = "" } of [...MetricAlarms, ...CompositeAlarms]) {
                found.push({ name: AlarmName, state: StateValue });
            }
        }
    }
    return found;
}
