/**
 * What the alarms of a stack are about, which their names end with. The first three are about what users get: a deployment
 * that goes well doesn't move them, so that they may guard it. It does move the numbers of targets, and CPU and memory.
 */
export const alarmRoles = {
    release: ["elb-5xx", "target-5xx", "slow"],
    service: ["unhealthy", "too-few", "cpu", "memory", "certificate"],
} as const;

export type ReleaseAlarmRole = (typeof alarmRoles.release)[number];
export type ServiceAlarmRole = (typeof alarmRoles.service)[number];

/** Physical name of an alarm. */
export function toAlarmName(monitoring: string, role: ReleaseAlarmRole | ServiceAlarmRole): string {
    return `${monitoring}-${role}`;
}

/** Physical name of the alarm on runs of a schedule that were missed. */
export function toScheduleAlarmName(monitoring: string, schedule: string): string {
    return `${monitoring}-${schedule}-missed`;
}
