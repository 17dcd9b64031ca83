"use client";

import { signIn } from "next-auth/react";

/** Sends the user to an OAuth provider. */
export function ProviderButton({ id, name }: { readonly id: string; readonly name: string }) {
    return (
        <button className="button quiet wide" type="button" onClick={() => void signIn(id, { callbackUrl: "/workouts" })}>
            Continue with {name}
        </button>
    );
}
