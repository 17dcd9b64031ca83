"use client";

import { useState } from "react";

/** Asks for a suggestion when the user wants one: each costs money. */
export function Suggestion() {
    const [text, setText] = useState("");
    const [busy, setBusy] = useState(false);

    async function ask() {
        setBusy(true);
        try {
            const answer = await fetch("/api/suggestion", { method: "POST", headers: { accept: "application/json" } });
            const { suggestion, error } = (await answer.json()) as { suggestion?: string; error?: string };
            setText(suggestion ?? error ?? "");
        } catch {
            setText("Kinex Fit could not be reached. Try again.");
        }
        setBusy(false);
    }

    return (
        <>
            <p className="suggestion" aria-live="polite">
                {text || "A suggestion that follows your last workouts."}
            </p>
            <button className="button quiet wide" type="button" disabled={busy} onClick={() => void ask()}>
                {busy ? "Thinking…" : "Suggest a workout"}
            </button>
        </>
    );
}
