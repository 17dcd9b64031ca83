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

/** One alarm for each NAT gateway of the stack's own network, counted from 1. */
export type NatAlarmRole = `nat-${number}`;

export type AlarmRole = ReleaseAlarmRole | ServiceAlarmRole | NatAlarmRole;

/** The alarms on so many NAT gateways. */
export function natAlarmRoles(count: number): NatAlarmRole[] {
    return Array.from({ length: count }, (_, index): NatAlarmRole => `nat-${index + 1}`);
}

/** Physical name of an alarm. */
export function toAlarmName(monitoring: string, role: AlarmRole): string {
    return `${monitoring}-${role}`;
}

/** Physical name of the alarm on runs of a schedule that were missed. */
export function toScheduleAlarmName(monitoring: string, schedule: string): string {
    return `${monitoring}-${schedule}-missed`;
}
