import * as assert from "node:assert/strict";
import { explainSchedule } from "../../aws/schedule-expression";
import { findTimes } from "../../aws/schedule-times";

const legal = [
    "cron(0 3 * * ? *)",
    "cron(0/15 8-18 ? * MON-FRI *)",
    "cron(0 3 ? * 2,4,6 2026-2030)",
    "cron(*/5 * * * ? *)",
    "cron(0 3 L * ? *)",
    "cron(0 3 15W 1,JUL ? *)",
    "cron(0 3 ? * L *)",
    "cron(0 3 ? * 6L *)",
    "cron(0 3 ? * fri#2 *)",
    "rate(1 day)",
    "rate(5 minutes)",
    "rate(1 hours)",
    "at(2028-02-29T23:59:59)",
];

const sixFields =
    "must be a cron of six fields (minutes, hours, day-of-month, month, day-of-week, year), each a space apart, like cron(0 7 ? * MON-FRI *)";
const oneDay =
    "must be a cron with ? as either its day-of-month or its day-of-week, and not as both, like cron(0 7 ? * MON-FRI *)";
const field = (name: string, range: string) =>
    `must be a cron whose ${name} is *, or numbers from ${range}, the lower one of a range first`;

const illegal: Readonly<Record<string, string>> = {
    daily: "must be a schedule like cron(0 7 ? * MON-FRI *), rate(1 day) or at(2027-01-31T07:00:00)",
    "0 3 * * *": sixFields, // as crontab has it
    "0 3 * * ? *": sixFields,
    "cron(0 3 * * *)": sixFields,
    "cron(0  3 * * ? *)": sixFields,
    "cron(0 3 * * * *)": oneDay,
    "cron(0 3 ? * ? *)": oneDay,
    "cron(60 3 * * ? *)": field("minutes", "0 to 59"),
    "cron(0/0 3 * * ? *)": field("minutes", "0 to 59"),
    "cron(? 3 * * ? *)": field("minutes", "0 to 59"),
    "cron(0 24 * * ? *)": field("hours", "0 to 23"),
    "cron(0 18-8 * * ? *)": field("hours", "0 to 23"),
    "cron(0 3 0 * ? *)": field("day-of-month", "1 to 31"),
    "cron(0 3 32W * ? *)": field("day-of-month", "1 to 31"),
    "cron(0 3 * 13 ? *)": field("month", "1 to 12 or JAN to DEC"),
    "cron(0 3 ? * 0 *)": field("day-of-week", "1 to 7 or SUN to SAT"),
    "cron(0 3 ? * FRI-MON *)": field("day-of-week", "1 to 7 or SUN to SAT"),
    "cron(0 3 ? * 6#6 *)": field("day-of-week", "1 to 7 or SUN to SAT"),
    "cron(0 3 * * ? 1969)": field("year", "1970 to 2199"),
    "rate(0 minutes)": "must be a rate of a whole number and minutes, hours or days, like rate(5 minutes)",
    "rate(30 seconds)": "must be a rate of a whole number and minutes, hours or days, like rate(5 minutes)",
    "at(2027-02-29T00:00:00)": "must be a day and a time that there are, like at(2027-01-31T07:00:00)",
    "at(2027-01-31T07:00)": "must be a day and a time that there are, like at(2027-01-31T07:00:00)",
};

describe("a schedule's expression", () => {
    it("is taken where AWS takes it", () => {
        assert.deepEqual(
            legal.filter((given) => explainSchedule(given) !== undefined),
            [],
        );
    });

    it("is refused with the field that AWS would refuse", () => {
        assert.deepEqual(Object.fromEntries(Object.keys(illegal).map((given) => [given, explainSchedule(given)])), illegal);
    });
});

describe("the times of a schedule", () => {
    const now = Date.parse("2026-11-27T07:30:00Z"); // a Friday
    const times = (expression: string, timezone = "UTC", at = now) => {
        const { last, next } = findTimes(expression, timezone, at, now - 12 * 60_000);
        return [last, next].map((time) => (time === undefined ? "none" : new Date(time).toISOString().slice(0, 16)));
    };

    it("are the last and the next one, in its time zone", () => {
        assert.deepEqual(times("cron(0 3 * * ? *)"), ["2026-11-27T03:00", "2026-11-28T03:00"]);
        assert.deepEqual(times("cron(0 3 * * ? *)", "America/New_York"), ["2026-11-26T08:00", "2026-11-27T08:00"]);
        assert.deepEqual(times("cron(30 7 * * ? *)"), ["2026-11-27T07:30", "2026-11-28T07:30"], "due now");
        assert.deepEqual(times("rate(5 minutes)"), ["2026-11-27T07:28", "2026-11-27T07:33"]);
    });

    it("count the days of a week as AWS does: 1 is Sunday, and L Saturday", () => {
        assert.deepEqual(times("cron(0 3 ? * 2-6 *)"), ["2026-11-27T03:00", "2026-11-30T03:00"]);
        assert.deepEqual(times("cron(0 3 ? * L *)"), ["2026-11-21T03:00", "2026-11-28T03:00"]);
        assert.deepEqual(times("cron(0 3 ? * 6#2 *)"), ["2026-11-13T03:00", "2026-12-11T03:00"]);
        assert.deepEqual(times("cron(0 3 ? * 6L *)"), ["2026-11-27T03:00", "2026-12-25T03:00"]);
        assert.deepEqual(times("cron(0 3 L * ? *)"), ["2026-10-31T03:00", "2026-11-30T03:00"]);
    });

    it("take a step from a number on to the end", () => {
        assert.deepEqual(times("cron(20/15 7 * * ? *)"), ["2026-11-27T07:20", "2026-11-27T07:35"]);
    });

    it("end with the last year, and with what is due once", () => {
        assert.deepEqual(times("cron(0 3 * * ? 2025)"), ["2025-12-31T03:00", "none"]);
        assert.deepEqual(times("cron(0 3 1 1 ? 2030/2)"), ["none", "2030-01-01T03:00"]);
        assert.deepEqual(times("at(2026-11-27T07:00:00)"), ["2026-11-27T07:00", "none"]);
        assert.deepEqual(times("at(2026-12-27T07:00:00)", "America/New_York"), ["none", "2026-12-27T12:00"]);
    });

    it("move with daylight saving", () => {
        const summer = Date.parse("2026-07-01T12:00:00Z");
        assert.deepEqual(times("cron(0 3 * * ? *)", "America/New_York", summer), ["2026-07-01T07:00", "2026-07-02T07:00"]);
    });
});
