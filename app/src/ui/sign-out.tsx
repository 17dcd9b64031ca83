"use client";

import { signOut } from "next-auth/react";

export function SignOut() {
    return (
        <button className="button quiet small" type="button" onClick={() => void signOut({ callbackUrl: "/" })}>
            Sign out
        </button>
    );
}
