import { isSameOrigin } from "@/security/same-origin";
import { tooMany, waitOf } from "@/security/rate-limit";
import { hashOf } from "@/sign-in/password";
import { registration } from "@/sign-in/registration";
import { store } from "@/store/store";

/** Adds a user. The page signs in afterwards, with what the user just typed. */
export async function POST(request: Request): Promise<Response> {
    if (!isSameOrigin(request.headers)) {
        return refusal(403, "This form was sent by another site.");
    }
    const wait = await waitOf("auth", request.headers);
    if (wait !== undefined) {
        return tooMany(wait);
    }
    const given = registration.safeParse(Object.fromEntries(await request.formData()));
    if (!given.success) {
        return refusal(400, given.error.issues[0]?.message ?? "Something is missing.");
    }
    const { name, email, password } = given.data;
    const outcome = await (await store()).register({ name, email, passwordHash: await hashOf(password) });
    return outcome === "taken"
        ? refusal(409, "There is an account with this address. Sign in instead.")
        : new Response(null, { status: 204 });
}

function refusal(status: number, error: string): Response {
    return Response.json({ error }, { status });
}
