import { answerForm, problem, seeOther } from "@/security/form";
import { store } from "@/store/store";
import { isId } from "@/store/workout";

/** Removes a workout of the user. A form can't send DELETE. */
export function POST(request: Request): Promise<Response> {
    return answerForm(request, "api", async (user, form) => {
        const id = form.get("id");
        if (typeof id !== "string" || !isId(id)) {
            return problem(request, 400, "no-such-workout");
        }
        await (await store()).deleteWorkout(user.id, id);
        return seeOther("/workouts?notice=removed");
    });
}
