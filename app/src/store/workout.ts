import { z } from "zod";
import type { Problem } from "@/problems";
import { plainText } from "@/security/plain-text";

const because = (problem: Problem) => problem;
const text = z.string(because("unreadable")).trim().refine(plainText, because("control-characters"));

const dayInMs = 86_400_000;
const isLoggable = (date: string) =>
    date >= "1900-01-01" && date <= new Date(Date.now() + 365 * dayInMs).toISOString().slice(0, 10);

/** What a user may log. Each message is a `Problem`. */
export const newWorkout = z.object({
    date: z.iso.date(because("no-date")).refine(isLoggable, because("date-range")),
    activity: text.min(1, because("no-activity")).max(80, because("activity-length")),
    minutes: z
        .string(because("not-whole-minutes"))
        .trim()
        .regex(/^\d+$/, because("not-whole-minutes")) // Number() would read 1e2 and 0x10 too
        .transform(Number)
        .refine((minutes) => minutes >= 1 && minutes <= 1440, because("minutes-range")),
    note: text.max(500, because("note-length")).default(""),
});

export type NewWorkout = z.infer<typeof newWorkout>;

export interface Workout extends NewWorkout {
    /** `<date>#<unique>`: names the workout among those of its user, and sorts as they are listed. */
    readonly id: string;
}

/** The part of an id that sorts by when it was made, so that of one day's workouts the last logged is the newest. */
export function newId(): string {
    return `${Date.now().toString(36).padStart(9, "0")}-${crypto.randomUUID().slice(0, 8)}`;
}

/** DynamoDB fails on keys that are longer. */
export function isId(text: string): boolean {
    return /^\d{4}-\d{2}-\d{2}#[\w-]{1,40}$/.test(text);
}
