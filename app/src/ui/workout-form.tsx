import { Field } from "./field";

/** Works without scripts: a plain post, answered with the page it came from. */
export function WorkoutForm({ today }: { readonly today: string }) {
    return (
        <form method="post" action="/api/workouts">
            <Field label="Activity" name="activity" required maxLength={80} placeholder="Running, squats, yoga" />
            <div className="pair">
                <Field label="Date" name="date" type="date" required defaultValue={today} />
                <Field
                    label="Minutes"
                    name="minutes"
                    type="number"
                    inputMode="numeric"
                    required
                    min={1}
                    max={1440}
                    defaultValue={30}
                />
            </div>
            <Field label="Note" name="note" maxLength={500} placeholder="Optional" />
            <button className="button wide" type="submit">
                Log workout
            </button>
        </form>
    );
}
