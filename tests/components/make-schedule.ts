import { ReleaseAlarms } from "../../components/release-alarms";
import { ScheduledTask, type ScheduledTaskArgs } from "../../components/scheduled-task";
import { account } from "../support/build";
import { makeFoundation, serviceOn, type ServiceChange } from "./service-fixture";
import { alarmSettings, scheduleNames, scheduleSettings } from "./settings-fixture";

export const component = "spotter:scheduler:ScheduledTask::web-nightly";
export const schedule = "aws:scheduler/schedule:Schedule";
export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
export const arn = (rest: string) => `arn:aws:${rest}`;

/** A schedule beside the service that it belongs to. */
export function makeSchedule(change: Partial<ScheduledTaskArgs> = {}, withAlarms = false, service: ServiceChange = {}): void {
    const foundation = makeFoundation();
    const { loadBalancer } = foundation;
    const settings = { account, names: { monitoring: "spotter-app" }, loadBalancer, hasBudget: false, settings: alarmSettings };
    const alarms = withAlarms ? new ReleaseAlarms("web", settings) : undefined;
    new ScheduledTask("web-nightly", {
        account,
        names: scheduleNames,
        ...foundation,
        service: serviceOn(foundation, service),
        bounds: { permissionsBoundary: undefined, rolePath: "/" },
        guard: {},
        alarms,
        settings: scheduleSettings,
        ...change,
    });
}
