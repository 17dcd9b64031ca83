import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { environment } from "@/environment/environment";
import { currentUser } from "@/sign-in/current-user";
import { store } from "@/store/store";
import { Header } from "@/ui/header";
import { Suggestion } from "@/ui/suggestion";
import { WorkoutForm } from "@/ui/workout-form";
import { WorkoutList } from "@/ui/workout-list";

export const metadata: Metadata = { title: "Workouts" };

const notices: Readonly<Record<string, string>> = {
    added: "Workout logged.",
    removed: "Workout removed.",
    mailed: "Your workouts are on their way to your inbox.",
    "mail-off": "Mail is off: this server has no sender.",
};

interface Props {
    readonly searchParams: Promise<{ notice?: string; problem?: string }>;
}

export default async function Workouts({ searchParams }: Props) {
    const user = await currentUser();
    if (user === undefined) {
        redirect("/sign-in?error=SessionRequired");
    }
    const { notice, problem } = await searchParams;
    const workouts = await (await store()).workoutsOf(user.id, 100);
    const { suggestions, mail } = environment();
    return (
        <>
            <Header user={user} />
            <main id="main" className="columns">
                <h1>Workouts</h1>
                {notice && notices[notice] && (
                    <p className="notice good" role="status">
                        {notices[notice]}
                    </p>
                )}
                {problem && (
                    <p className="notice bad" role="alert">
                        {problem}
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
