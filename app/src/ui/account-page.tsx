import { redirect } from "next/navigation";
import { environment } from "@/environment/environment";
import { currentUser } from "@/sign-in/current-user";
import { messageOf } from "@/sign-in/messages";
import { AccountForm } from "./account-form";
import { Header } from "./header";
import { ProviderButton } from "./provider-button";

interface Props {
    readonly mode: "sign-in" | "register";
    readonly error?: string;
}

/** The page for signing in, and for creating an account. */
export async function AccountPage({ mode, error }: Props) {
    if ((await currentUser()) !== undefined) {
        redirect("/workouts");
    }
    const { google, facebook } = environment().auth;
    const isNew = mode === "register";
    return (
        <>
            <Header />
            <main id="main" tabIndex={-1} className="narrow">
                <h1>{isNew ? "Create an account" : "Welcome back"}</h1>
                <div className="card">
                    <noscript>
                        <p className="notice bad">This form needs JavaScript.</p>
                    </noscript>
                    <AccountForm mode={mode} problem={error && messageOf(error)} />
                    {(google ?? facebook) && <p className="or">or</p>}
                    {google && <ProviderButton id="google" name="Google" />}
                    {facebook && <ProviderButton id="facebook" name="Facebook" />}
                </div>
                <p className="aside">
                    {isNew ? "You have an account?" : "New here?"}{" "}
                    <a href={isNew ? "/sign-in" : "/register"}>{isNew ? "Sign in" : "Create an account"}</a>
                </p>
            </main>
        </>
    );
}
