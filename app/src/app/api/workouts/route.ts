import { isProblem } from "@/problems";
import { answerForm, problem, seeOther } from "@/security/form";
import { store } from "@/store/store";
import { newWorkout } from "@/store/workout";

/** Logs a workout. */
export function POST(request: Request): Promise<Response> {
    return answerForm(request, "api", async (user, form) => {
        const given = newWorkout.safeParse(Object.fromEntries(form));
        if (!given.success) {
            const word = given.error.issues[0]?.message ?? "";
            return problem(request, 400, isProblem(word) ? word : "unreadable");
        }
        await (await store()).addWorkout(user.id, given.data);
        return seeOther("/workouts?notice=added");
    });
}
