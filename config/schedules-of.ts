import { toScheduleAlarmName } from "../aws/alarm-roles";
import { runLogGroup } from "../aws/log-streams";
import { companionNames } from "../aws/service-ref";
import { derivedNameLimits } from "../aws/name-limits";
import { roleSuffix, shorten } from "./names";
import type { StackConfig } from "./sections";
import { besideContainer, toServiceRef } from "./service-ref";

/** A stack's schedules: what names each, what its tasks are like, and when they start. All else is as the service's. */
export function schedulesOf(config: StackConfig) {
    const { names, service, access, schedules } = config;
    const { sidecars, dependsOn, ...task } = service;
    return Object.entries(schedules).map(([name, own]) => {
        const companion = companionNames(names, name);
        const schedule = shorten(companion.taskFamily, derivedNameLimits.schedule.length);
        const role = shorten(
            `${companion.taskFamily}-scheduler${roleSuffix({ access })}`,
            derivedNameLimits.schedulerRole.length,
        );
        return {
            name,
            serviceRef: companionNames(toServiceRef(config), name),
            names: {
                cluster: names.cluster,
                taskFamily: companion.taskFamily,
                container: name,
                logGroup: names.logGroup,
                schedule,
                schedulerRole: role,
                deadLetters: `${schedule}-dead-letters`,
                alarm: toScheduleAlarmName(names.monitoring, name),
            },
            settings: {
                ...task,
                ...own,
                dependsOn,
                sidecars: besideContainer(sidecars, names.container, name),
                healthCheck: { command: "none" as const },
            },
        };
    });
}

/** Physical names of what keeps how the runs of all schedules ended, and tells of those that failed. */
export function runNamesOf({ names: { cluster, taskFamily, monitoring } }: StackConfig) {
    return {
        cluster,
        runLog: runLogGroup(taskFamily),
        runRule: `${monitoring}-schedule-runs`,
        failedRunRule: `${monitoring}-failed-runs`,
    };
}
