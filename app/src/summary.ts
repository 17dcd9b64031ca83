import type { Workout } from "./store/workout";

/** A mail with the workouts of a user. */
export function summaryOf(name: string, workouts: readonly Workout[]): { subject: string; text: string } {
    const minutes = workouts.reduce((sum, workout) => sum + workout.minutes, 0);
    const lines = workouts.map(({ date, activity, minutes, note }) => {
        return `${date}  ${activity}, ${minutes} min${note === "" ? "" : ` (${note})`}`;
    });
    const log = lines.length === 0 ? ["You have not logged a workout yet."] : [...lines, "", `${minutes} minutes in all.`];
    return { subject: "Your workouts", text: [`Hello ${name},`, "", ...log, "", "Kinex Fit"].join("\n") };
}
