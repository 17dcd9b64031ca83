import type { InputHTMLAttributes } from "react";

interface Props extends InputHTMLAttributes<HTMLInputElement> {
    readonly label: string;
    readonly name: string;
    readonly hint?: string;
}

/** An input with its label, and a hint that screen readers read with it. */
export function Field({ label, name, hint, ...input }: Props) {
    const hintId = hint === undefined ? undefined : `${name}-hint`;
    return (
        <div className="field">
            <label htmlFor={name}>{label}</label>
            <input id={name} name={name} aria-describedby={hintId} {...input} />
            {hint && (
                <small id={hintId} className="hint">
                    {hint}
                </small>
            )}
        </div>
    );
}
