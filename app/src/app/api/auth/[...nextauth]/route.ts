import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { environment } from "@/environment/environment";
import { tooMany, waitOf, waitOfAccount } from "@/security/rate-limit";
import { unavailable } from "@/sign-in/messages";
import { signInOptions } from "@/sign-in/options";
import { addressOf } from "@/sign-in/registration";

interface Context {
    readonly params: Promise<{ nextauth: string[] }>;
}

export async function GET(request: NextRequest, context: Context): Promise<Response> {
    try {
        return await NextAuth(request as never, context as never, await signInOptions());
    } catch (error) {
        console.error(`sign-in: ${(error as Error).name}: ${(error as Error).message}`);
        return Response.json({ url: withError(unavailable) }, { status: 503 });
    }
}

/** Signing in is limited, as passwords can be guessed; signing out never is. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
    // NextAuth reads JSON too, and fails on what is none. No page sends it.
    if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
        return Response.json({ error: "This form could not be read." }, { status: 400 });
    }
    const [action, provider] = (await context.params).nextauth;
    if (action === "signout") {
        return GET(request, context);
    }
    const wait = await waitOf("auth", request.headers);
    if (wait !== undefined) {
        return tooMany(wait, { url: withError("TooManyRequests") });
    }
    if (action === "callback" && provider === "credentials") {
        const email = new URLSearchParams(await request.clone().text()).get("email") ?? "";
        const waitForAccount = await waitOfAccount(addressOf(email));
        if (waitForAccount !== undefined) {
            return tooMany(waitForAccount, { url: withError("TooManyForAccount") });
        }
    }
    return GET(request, context);
}

function withError(error: string): string {
    return `${environment().auth.url}/sign-in?error=${error}`;
}
