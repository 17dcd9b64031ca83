import { NextResponse, type NextRequest } from "next/server";
import { environment } from "./environment/environment";
import { securityHeaders } from "./security/headers";
import { waitOf } from "./security/rate-limit";

/** Everything but assets and what a load balancer asks: those must answer whatever else fails. */
export const config = { matcher: "/((?!_next/static|icon.svg|api/health|api/ready).*)" };

/** Gives each response its own nonce, which Next.js reads from the policy and puts on its scripts. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
    const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
    const added = securityHeaders(nonce, environment().auth.url.startsWith("https:"));
    const isPage = !request.nextUrl.pathname.startsWith("/api/");
    const wait = isPage ? await waitOf("page", request.headers) : undefined;
    if (wait !== undefined) {
        const headers = { ...added, "retry-after": String(wait), "content-type": "text/plain; charset=utf-8" };
        return new NextResponse(`Too many requests. Try again in ${wait} s.\n`, { status: 429, headers });
    }
    const headers = new Headers(request.headers);
    headers.set("content-security-policy", added["content-security-policy"] ?? "");
    const response = NextResponse.next({ request: { headers } });
    for (const [name, value] of Object.entries(added)) {
        response.headers.set(name, value);
    }
    return response;
}
