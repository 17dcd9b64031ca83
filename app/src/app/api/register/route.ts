import { readForm } from "@/security/form";
import { isSameOrigin } from "@/security/same-origin";
import { tooMany, waitOf } from "@/security/rate-limit";
import { messageOf, unavailable } from "@/sign-in/messages";
import { hashOf } from "@/sign-in/password";
import { registration } from "@/sign-in/registration";
import { store, type NewUser } from "@/store/store";

/** Adds a user. The page signs in afterwards, with what the user just typed. */
export async function POST(request: Request): Promise<Response> {
    if (!isSameOrigin(request.headers)) {
        return refusal(403, "This form was sent by another site.");
    }
    const wait = await waitOf("auth", request.headers);
    if (wait !== undefined) {
        return tooMany(wait);
    }
    const form = await readForm(request);
    if (form === undefined) {
        return refusal(400, "This form could not be read.");
    }
    const given = registration.safeParse(Object.fromEntries(form));
    if (!given.success) {
        return refusal(400, given.error.issues[0]?.message ?? "Something is missing.");
    }
    const { name, email, password } = given.data;
    switch (await register({ name, email, passwordHash: await hashOf(password) })) {
        case "registered":
            return new Response(null, { status: 204 });
        case "taken":
            return refusal(409, "There is an account with this address. Sign in instead.");
        default:
            return refusal(503, messageOf(unavailable));
    }
}

async function register(user: NewUser): Promise<"registered" | "taken" | undefined> {
    try {
        return await (await store()).register(user);
    } catch (error) {
        console.error(`registration: ${(error as Error).name}: ${(error as Error).message}`);
        return undefined;
    }
}

function refusal(status: number, error: string): Response {
    return Response.json({ error }, { status });
}
