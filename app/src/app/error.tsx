"use client";

import { Header } from "@/ui/header";

interface Props {
    readonly error: Error & { readonly digest?: string };
}

/** Where a page failed. The digest finds the error in the log; its text never leaves the server. */
export default function ErrorPage({ error }: Props) {
    return (
        <>
            <Header />
            <main id="main" tabIndex={-1} className="hero">
                <h1>Something went wrong.</h1>
                <p className="lead">It is on our side, and written down. Try again in a moment.</p>
                {error.digest && (
                    <p className="quiet-text">
                        If you write to us, name this number: <code>{error.digest}</code>
                    </p>
                )}
                <p className="actions">
                    <button className="button" type="button" onClick={() => window.location.reload()}>
                        Try again
                    </button>
                    <a className="button quiet" href="/">
                        Go to the start
                    </a>
                </p>
            </main>
        </>
    );
}
