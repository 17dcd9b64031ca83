/** Headers of every page. Scripts run only with the nonce of their response, and what they load. */
export function securityHeaders(nonce: string, overTls: boolean): Record<string, string> {
    return {
        "content-security-policy": contentSecurityPolicy(nonce, overTls),
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "strict-origin-when-cross-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        // Two years, for this name alone: the siblings of a subdomain are not this application's to decide about.
        ...(overTls ? { "strict-transport-security": "max-age=63072000", "cross-origin-opener-policy": "same-origin" } : {}),
    };
}

function contentSecurityPolicy(nonce: string, overTls: boolean): string {
    // Next.js's development server evaluates code to show errors.
    const evaluation = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
    const styles = process.env.NODE_ENV === "development" ? "'unsafe-inline'" : `'nonce-${nonce}'`;
    return [
        "default-src 'none'",
        `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
        `style-src 'self' ${styles}`,
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        ...(overTls ? ["upgrade-insecure-requests"] : []),
    ].join("; ");
}
