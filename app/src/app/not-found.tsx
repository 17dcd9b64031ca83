import { Header } from "@/ui/header";

export default function NotFound() {
    return (
        <>
            <Header />
            <main id="main" tabIndex={-1} className="hero">
                <h1>There is no such page.</h1>
                <p className="lead">The address may be mistyped, or the page has moved.</p>
                <p className="actions">
                    <a className="button" href="/">
                        Go to the start
                    </a>
                </p>
            </main>
        </>
    );
}
