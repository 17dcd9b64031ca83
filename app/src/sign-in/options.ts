import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import Facebook from "next-auth/providers/facebook";
import Google from "next-auth/providers/google";
import { environment } from "@/environment/environment";
import { store, type Credentials } from "@/store/store";
import { unavailable } from "./messages";
import { isPassword } from "./password";
import { addressOf } from "./registration";

/** How users sign in. Sessions are signed tokens: any task can read them, and they outlive a deployment. */
export async function signInOptions(): Promise<NextAuthOptions> {
    const { auth } = environment();
    const { adapter } = await store();
    return {
        adapter,
        secret: auth.secret,
        // The first is the cookie's; the token in it, which opens the account, is valid for 30 days unless it is told too.
        session: { strategy: "jwt", maxAge: auth.maxAgeSeconds },
        jwt: { maxAge: auth.maxAgeSeconds },
        pages: { signIn: "/sign-in", error: "/sign-in" },
        providers: [
            CredentialsProvider({
                name: "password",
                credentials: { email: { type: "email" }, password: { type: "password" } },
                authorize: (given) => authorize(given?.email, given?.password),
            }),
            ...(auth.google ? [Google(auth.google)] : []),
            ...(auth.facebook ? [Facebook(auth.facebook)] : []),
        ],
        callbacks: {
            redirect: ({ url, baseUrl }) => addressWithin(baseUrl, url),
            session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }),
        },
    };
}

/** Where a user goes afterwards: a page of this site, whatever the request asked for. */
function addressWithin(baseUrl: string, url: string): string {
    const address = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : undefined;
    return address?.origin === baseUrl ? address.href : baseUrl;
}

async function authorize(email: unknown, password: unknown) {
    if (typeof email !== "string" || typeof password !== "string" || password.length > 200) {
        return null;
    }
    const credentials = await credentialsOf(addressOf(email));
    return (await isPassword(password, credentials?.passwordHash)) && credentials ? credentials.user : null;
}

/** NextAuth answers with the text of whatever is thrown here, and a store's names accounts, roles and hosts. */
async function credentialsOf(email: string): Promise<Credentials | undefined> {
    try {
        return await (await store()).credentialsOf(email);
    } catch (error) {
        console.error(`sign-in: ${(error as Error).name}: ${(error as Error).message}`);
        throw new Error(unavailable);
    }
}
