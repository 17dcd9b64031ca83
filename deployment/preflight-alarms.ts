import type { Alarm } from "../aws/cloudwatch";
import type { PlannedRelease } from "./api";

/**
 * Alarms that won't guard the deployment. Warnings alone: ECS takes the name of an alarm that does not exist, and it
 * ignores, for one deployment, alarms that are in ALARM as it begins, so that a fix can go out.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export function findAlarmWarnings({ alarms: names = [] }: PlannedRelease, alarms: readonly Alarm[] | undefined): string[] {
    if (alarms === undefined) {
        return [];
    }
    const states = new Map(alarms.map(({ name, state }) => [name, state]));
    return names.flatMap((name) => {
        const state = states.get(name);
        if (state === undefined) {
            return [`alarm ${name} does not exist: it will not guard this deployment`];
        }
        return state === "ALARM" ? [`alarm ${name} is in ALARM: ECS ignores its alarms until the next deployment`] : [];
    });
}
