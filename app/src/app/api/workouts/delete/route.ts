import { answerForm, seeOther } from "@/security/form";
import { store } from "@/store/store";

/** Removes a workout of the user. A form can't send DELETE. */
export function POST(request: Request): Promise<Response> {
    return answerForm(request, "api", async (user, form) => {
        const id = form.get("id");
        if (typeof id === "string" && id !== "") {
            await (await store()).deleteWorkout(user.id, id);
        }
        return seeOther("/workouts?notice=removed");
    });
}
