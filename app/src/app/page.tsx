import { redirect } from "next/navigation";
import { environment } from "@/environment/environment";
import { currentUser } from "@/sign-in/current-user";
import { Header } from "@/ui/header";

const features = [
    ["Log it", "What, when, how long. No sets to configure first."],
    ["Look back", "Every workout in one list, on your phone and at your desk."],
] as const;
const suggestions = ["Know what is next", "A suggestion that has read your last ten workouts."] as const;

export default async function Home() {
    if ((await currentUser()) !== undefined) {
        redirect("/workouts");
    }
    const { suggestions: areOn } = environment();
    return (
        <>
            <Header />
            <main id="main" tabIndex={-1} className="hero">
                <h1>{areOn ? "Train with a plan that follows what you did." : "Know what you did, and when."}</h1>
                <p className="lead">
                    Log a workout in ten seconds. Kinex Fit keeps your history in order
                    {areOn ? " and suggests what to do next." : "."}
                </p>
                <p className="actions">
                    <a className="button" href="/register">
                        Create an account
                    </a>
                    <a className="button quiet" href="/sign-in">
                        Sign in
                    </a>
                </p>
                <ul className="features">
                    {[...features, ...(areOn ? [suggestions] : [])].map(([title, text]) => (
                        <li key={title} className="card">
                            <h2>{title}</h2>
                            <p>{text}</p>
                        </li>
                    ))}
                </ul>
            </main>
        </>
    );
}
