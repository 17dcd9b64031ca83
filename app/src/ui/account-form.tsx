"use client";

import { signIn } from "next-auth/react";
import { useState, type FormEvent } from "react";
import { messageOf, unavailable } from "@/sign-in/messages";
import { Field } from "./field";

interface Props {
    readonly mode: "sign-in" | "register";
    readonly problem?: string;
}

/** Address and password. Where scripts don't run the form posts to nowhere, rather than put a password into an address. */
export function AccountForm({ mode, problem: initialProblem }: Props) {
    const [problem, setProblem] = useState(initialProblem);
    const [busy, setBusy] = useState(false);
    const isNew = mode === "register";

    async function submit(event: FormEvent<HTMLFormElement>) {
        event.preventDefault();
        setBusy(true);
        const form = new FormData(event.currentTarget);
        const failure = (isNew ? await register(form) : undefined) ?? (await enter(form));
        if (failure === undefined) {
            window.location.assign("/workouts");
        } else {
            setProblem(failure);
            setBusy(false);
        }
    }

    return (
        <form method="post" onSubmit={(event) => void submit(event)}>
            {problem && (
                <p className="notice bad" role="alert">
                    {problem}
                </p>
            )}
            {isNew && <Field label="Name" name="name" autoComplete="name" required maxLength={80} />}
            <Field label="Mail address" name="email" type="email" autoComplete="email" required maxLength={200} />
            <Field
                label="Password"
                name="password"
                type="password"
                autoComplete={isNew ? "new-password" : "current-password"}
                required
                minLength={isNew ? 10 : undefined}
                maxLength={200}
                hint={isNew ? "At least 10 characters." : undefined}
            />
            <button className="button wide" type="submit" disabled={busy}>
                {isNew ? "Create account" : "Sign in"}
            </button>
        </form>
    );
}

/** Signs in, and answers with what went wrong. */
async function enter(form: FormData): Promise<string | undefined> {
    try {
        const { email, password } = Object.fromEntries(form);
        // Without its own address here NextAuth takes this page's, and an `error` in it for the answer.
        const answer = await signIn("credentials", { email, password, redirect: false, callbackUrl: "/workouts" });
        return answer?.error ? messageOf(answer.error) : undefined;
    } catch {
        return messageOf(unavailable);
    }
}

async function register(form: FormData): Promise<string | undefined> {
    try {
        const answer = await fetch("/api/register", { method: "POST", body: form });
        return answer.ok ? undefined : ((await answer.json()) as { error: string }).error;
    } catch {
        return messageOf(unavailable);
    }
}
