import { z } from "zod";

/** What a user may log. The messages are shown beside the form. */
export const newWorkout = z.object({
    date: z.iso.date("Choose a date."),
    activity: z.string().trim().min(1, "Say what you did.").max(80, "An activity has at most 80 characters."),
    minutes: z.coerce
        .number("Minutes are a number.")
        .int("Minutes are a whole number.")
        .min(1, "A workout takes at least a minute.")
        .max(1440, "A day has 1440 minutes."),
    note: z.string().trim().max(500, "A note has at most 500 characters.").default(""),
});

export type NewWorkout = z.infer<typeof newWorkout>;

export interface Workout extends NewWorkout {
    /** Opaque; names the workout among those of its user. */
    readonly id: string;
}

/** An id that sorts by when it was made, so that of one day's workouts the last logged is the newest. */
export function newId(): string {
    return `${Date.now().toString(36).padStart(9, "0")}-${crypto.randomUUID().slice(0, 8)}`;
}
