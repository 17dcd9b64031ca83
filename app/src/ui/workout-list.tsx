import type { Workout } from "@/store/workout";

const day = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export function WorkoutList({ workouts }: { readonly workouts: readonly Workout[] }) {
    if (workouts.length === 0) {
        return <p className="quiet-text">Nothing yet. Your first workout will stand here.</p>;
    }
    return (
        <ul className="workouts">
            {workouts.map(({ id, date, activity, minutes, note }) => (
                <li key={id}>
                    <div>
                        <strong>{activity}</strong> <span className="minutes">{minutes} min</span>{" "}
                        <time dateTime={date}>{day.format(new Date(date))}</time>
                        {note && <p>{note}</p>}
                    </div>
                    <form method="post" action="/api/workouts/delete">
                        <input type="hidden" name="id" value={id} />
                        <button className="remove" type="submit" aria-label={`Remove ${activity} of ${date}`} title="Remove">
                            ×
                        </button>
                    </form>
                </li>
            ))}
        </ul>
    );
}
