import { redirect } from "next/navigation";
import { environment } from "@/environment/environment";
import { currentUser } from "@/sign-in/current-user";
import { AccountForm } from "./account-form";
import { Header } from "./header";
import { ProviderButton } from "./provider-button";

/** What NextAuth's error codes mean to a user. */
const messages: Readonly<Record<string, string>> = {
    CredentialsSignin: "Address or password is wrong.",
    OAuthAccountNotLinked: "There is an account with this address. Sign in the way you did before.",
    AccessDenied: "The provider did not let you in.",
    SessionRequired: "Sign in to see this page.",
    TooManyRequests: "Too many attempts. Wait a minute, then try again.",
};

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
            <main id="main" className="narrow">
                <h1>{isNew ? "Create an account" : "Welcome back"}</h1>
                <div className="card">
                    <AccountForm mode={mode} problem={error && (messages[error] ?? "Signing in failed. Try again.")} />
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
