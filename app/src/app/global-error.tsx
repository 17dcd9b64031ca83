"use client";

import ErrorPage from "./error";
import "./styles.css";

/** Where even the frame of the pages failed. */
export default function GlobalError(props: Parameters<typeof ErrorPage>[0]) {
    return (
        <html lang="en">
            <body>
                <title>Kinex Fit</title>
                <ErrorPage {...props} />
            </body>
        </html>
    );
}
