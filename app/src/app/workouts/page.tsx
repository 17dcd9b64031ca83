import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { environment } from "@/environment/environment";
import { isProblem, textOf } from "@/problems";
import { currentUser } from "@/sign-in/current-user";
import { store } from "@/store/store";
import { isId } from "@/store/workout";
import { Header } from "@/ui/header";
import { Suggestion } from "@/ui/suggestion";
import { WorkoutForm } from "@/ui/workout-form";
import { WorkoutList } from "@/ui/workout-list";

export const metadata: Metadata = { title: "Workouts" };

const notices = new Map([
    ["added", "Workout logged."],
    ["removed", "Workout removed."],
    ["mailed", "Your workouts are on their way to your inbox."],
    ["mail-off", "Mail is off: this server has no sender."],
]);

/** Workouts of one page of the history. */
const pageSize = 100;

interface Props {
    readonly searchParams: Promise<Readonly<Record<"notice" | "problem" | "before", string | string[] | undefined>>>;
}

export default async function Workouts({ searchParams }: Props) {
    const user = await currentUser();
    if (user === undefined) {
        redirect("/sign-in?error=SessionRequired");
    }
    const { notice, problem, before } = await searchParams;
    const said = typeof notice === "string" ? notices.get(notice) : undefined;
    const from = typeof before === "string" && isId(before) ? before : undefined;
    // One more than is shown tells whether there are older ones.
    const found = await (await store()).workoutsOf(user.id, pageSize + 1, from);
    const workouts = found.slice(0, pageSize);
    const last = found.length > pageSize ? workouts.at(-1) : undefined;
    const { suggestions, mail } = environment();
    return (
        <>
            <Header user={user} />
            <main id="main" tabIndex={-1} className="columns">
                <h1>Workouts</h1>
                {said && (
                    <p className="notice good" role="status">
                        {said}
                    </p>
                )}
                {typeof problem === "string" && isProblem(problem) && (
                    <p className="notice bad" role="alert">
                        {textOf(problem)}
                    </p>
                )}
                <div className="side">
                    <section className="card" aria-labelledby="log">
                        <h2 id="log">Log a workout</h2>
                        <WorkoutForm today={new Date().toISOString().slice(0, 10)} />
                    </section>
                    <section className="card" aria-labelledby="next">
                        <h2 id="next">What next?</h2>
                        {suggestions ? (
                            <Suggestion />
                        ) : (
                            <p className="quiet-text">Suggestions are off: this server has no model.</p>
                        )}
                    </section>
                </div>
                <section className="card" aria-labelledby="history">
                    <h2 id="history">History</h2>
                    <WorkoutList workouts={workouts} />
                    {(from ?? last) && (
                        <p className="pages">
                            {from && <a href="/workouts">The newest</a>}
                            {last && <a href={`/workouts?${new URLSearchParams({ before: last.id })}`}>Older workouts</a>}
                        </p>
                    )}
                    {mail ? (
                        <form method="post" action="/api/summary">
                            <button className="button quiet" type="submit">
                                Mail me this list
                            </button>
                        </form>
                    ) : (
                        <p className="quiet-text">Mail is off: this server has no sender.</p>
                    )}
                </section>
            </main>
        </>
    );
}
