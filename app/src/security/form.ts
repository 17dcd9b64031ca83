import { currentUser, type User } from "@/sign-in/current-user";
import { tooMany, waitOf, type Limited } from "./rate-limit";
import { isSameOrigin } from "./same-origin";

/**
 * Answers a form of a signed-in user. Forms are plain posts to routes with fixed names: the ids of server actions change
 * with each build, and a page that was open during a roll-out could no longer be sent.
 */
export async function answerForm(
    request: Request,
    limited: Limited,
    answer: (user: User, form: FormData) => Promise<Response>,
): Promise<Response> {
    if (!isSameOrigin(request.headers)) {
        return Response.json({ error: "This form was sent by another site." }, { status: 403 });
    }
    const user = await currentUser();
    if (user === undefined) {
        return seeOther("/sign-in");
    }
    const wait = await waitOf(limited, request.headers, user.id);
    if (wait !== undefined) {
        return tooMany(wait);
    }
    const isForm = request.headers.get("content-type")?.includes("form") ?? false;
    return answer(user, isForm ? await request.formData() : new FormData());
}

/** After a post, so that reloading the page doesn't send it again. The address is relative: TLS may end before us. */
export function seeOther(path: string): Response {
    return new Response(null, { status: 303, headers: { location: path } });
}
