import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { environment } from "@/environment/environment";
import "./styles.css";

export const metadata: Metadata = {
    title: { default: "Kinex Fit", template: "%s · Kinex Fit" },
    description: "Log your workouts, and know what to do next.",
    icons: "/icon.svg",
};

export const viewport: Viewport = {
    width: "device-width",
    initialScale: 1,
    colorScheme: "light dark",
    themeColor: [
        { media: "(prefers-color-scheme: light)", color: "#f6f8f7" },
        { media: "(prefers-color-scheme: dark)", color: "#0d1514" },
    ],
};

/** Every page is rendered for its request: a page made at build time could not carry the nonce of a response. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
    await headers();
    const { supportEmail } = environment();
    return (
        <html lang="en">
            <body>
                <a className="skip" href="#main">
                    Skip to content
                </a>
                {children}
                <footer className="footer">
                    <span>Kinex Fit</span>
                    {supportEmail && <a href={`mailto:${supportEmail}`}>Questions? Write to us</a>}
                </footer>
            </body>
        </html>
    );
}
