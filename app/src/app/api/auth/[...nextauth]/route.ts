import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { environment } from "@/environment/environment";
import { tooMany, waitOf } from "@/security/rate-limit";
import { signInOptions } from "@/sign-in/options";

interface Context {
    readonly params: Promise<{ nextauth: string[] }>;
}

export async function GET(request: NextRequest, context: Context): Promise<Response> {
    return NextAuth(request as never, context as never, await signInOptions());
}

/** Signing in is limited, as passwords can be guessed; signing out never is. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
    const { nextauth } = await context.params;
    const wait = nextauth[0] === "signout" ? undefined : await waitOf("auth", request.headers);
    if (wait !== undefined) {
        return tooMany(wait, { url: `${environment().auth.url}/sign-in?error=TooManyRequests` });
    }
    return GET(request, context);
}
