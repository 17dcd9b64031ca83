import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import Facebook from "next-auth/providers/facebook";
import Google from "next-auth/providers/google";
import { environment } from "@/environment/environment";
import { store } from "@/store/store";
import { isPassword } from "./password";
import { addressOf } from "./registration";

/** How users sign in. Sessions are signed tokens: any task can read them, and they outlive a deployment. */
export async function signInOptions(): Promise<NextAuthOptions> {
    const { auth } = environment();
    const { adapter } = await store();
    return {
        adapter,
        secret: auth.secret,
        session: { strategy: "jwt", maxAge: auth.maxAgeSeconds },
        pages: { signIn: "/sign-in", error: "/sign-in" },
        providers: [
            Credentials({
                name: "password",
                credentials: { email: { type: "email" }, password: { type: "password" } },
                authorize: (given) => authorize(given?.email, given?.password),
            }),
            ...(auth.google ? [Google(auth.google)] : []),
            ...(auth.facebook ? [Facebook(auth.facebook)] : []),
        ],
        callbacks: {
            session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }),
        },
    };
}

async function authorize(email: unknown, password: unknown) {
    if (typeof email !== "string" || typeof password !== "string" || password.length > 200) {
        return null;
    }
    const credentials = await (await store()).credentialsOf(addressOf(email));
    return (await isPassword(password, credentials?.passwordHash)) && credentials ? credentials.user : null;
}
