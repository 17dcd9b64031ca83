import type { User } from "@/sign-in/current-user";
import { SignOut } from "./sign-out";

/** The top of every page, with the name of whoever is signed in. */
export function Header({ user }: { readonly user?: User }) {
    return (
        <header className="header">
            <a className="brand" href="/">
                <img src="/icon.svg" alt="" width="32" height="32" />
                Kinex Fit
            </a>
            {user && (
                <nav aria-label="Account">
                    <span className="name">{user.name}</span>
                    <SignOut />
                </nav>
            )}
        </header>
    );
}
