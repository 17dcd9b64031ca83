/**
 * Was a form sent by a page of this site? The session cookie is `SameSite=Lax`, which already keeps it off other sites'
 * posts; this holds where a browser or a sibling domain gets around that. Browsers send `Sec-Fetch-Site` over TLS, and
 * `Origin` with every post.
 */
export function isSameOrigin(headers: Headers): boolean {
    const site = headers.get("sec-fetch-site");
    if (site !== null) {
        return site === "same-origin";
    }
    const origin = headers.get("origin") ?? "";
    return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
