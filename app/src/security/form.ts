import { textOf, type Problem } from "@/problems";
import { currentUser, type User } from "@/sign-in/current-user";
import { retryAfter, waitOf, type Limited } from "./rate-limit";
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
    try {
        const user = await currentUser();
        if (user === undefined) {
            return seeOther("/sign-in");
        }
        const wait = await waitOf(limited, request.headers, user.id);
        if (wait !== undefined) {
            return problem(request, 429, "too-many", retryAfter(wait));
        }
        const form = await readForm(request);
        return form === undefined ? problem(request, 400, "unreadable") : await answer(user, form);
    } catch (error) {
        console.error(`${new URL(request.url).pathname}: ${(error as Error).name}: ${(error as Error).message}`);
        return problem(request, 503, "unavailable");
    }
}

/** The fields of a form, none where a request has no body, or undefined where its body is no form. */
export async function readForm(request: Request): Promise<FormData | undefined> {
    const type = request.headers.get("content-type");
    if (type === null) {
        return new FormData();
    }
    return /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)
        ? request.formData().catch(() => undefined)
        : undefined;
}

/** Leads whoever sent a form back to the page it is on, and tells everybody else with a status. */
export function problem(request: Request, status: number, word: Problem, headers: Record<string, string> = {}): Response {
    const isPage = request.headers.get("accept")?.includes("text/html") ?? false;
    return isPage ? seeOther(`/workouts?problem=${word}`) : Response.json({ error: textOf(word) }, { status, headers });
}

/** After a post, so that reloading the page doesn't send it again. The address is relative: TLS may end before us. */
export function seeOther(path: string): Response {
    return new Response(null, { status: 303, headers: { location: path } });
}
