import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { flag, listOf, object, optional, text, wholeNumber, type Check } from "./arguments";

/** When alarms go off, and who is told. */
export interface AlarmSettings {
    /** Mail addresses that are told. */
    readonly emails: readonly string[];

    /** Customer key of the topic. @default - what is told is not encrypted at rest */
    readonly kmsKeyArn: string | undefined;

    /** Lets ECS roll a deployment back when one of the release's alarms goes off. */
    readonly rollback: boolean;

    /** Percent of the requests that tasks answer with 5xx, 1 to 99. */
    readonly errorPercent: number;

    /** Milliseconds that the slowest 5 % of the requests take, 50 to 60,000. */
    readonly slowMilliseconds: number;

    /** Average CPU of the tasks in percent, 1 to 99. */
    readonly cpuPercent: number;

    /** Average memory of the tasks in percent, 1 to 99. */
    readonly memoryPercent: number;

    /** Gigabytes that leave through one NAT gateway in an hour, 1 to 100,000; each costs about 0.05 USD. */
    readonly natGigabytesPerHour: number;
}

export const alarmSettings: Check<AlarmSettings> = object({
    emails: listOf(text(formats.mailAddress)),
    kmsKeyArn: optional(text(formats.kmsKeyArn)),
    rollback: flag,
    errorPercent: wholeNumber(ranges.alarmPercent),
    slowMilliseconds: wholeNumber(ranges.slowMilliseconds),
    cpuPercent: wholeNumber(ranges.alarmPercent),
    memoryPercent: wholeNumber(ranges.alarmPercent),
    natGigabytesPerHour: wholeNumber(ranges.natGigabytesPerHour),
});
