import { suggestionFor } from "@/integrations/suggestion";
import { answerForm } from "@/security/form";
import { store } from "@/store/store";

/** Asks the model for the next workout. */
export function POST(request: Request): Promise<Response> {
    return answerForm(request, "ai", async (user) => {
        const workouts = await (await store()).workoutsOf(user.id, 10);
        try {
            const suggestion = await suggestionFor(workouts);
            return suggestion === "off"
                ? Response.json({ error: "Suggestions are off: this server has no model." }, { status: 404 })
                : Response.json({ suggestion });
        } catch (error) {
            console.error(`suggestions: ${(error as Error).name}: ${(error as Error).message}`);
            return Response.json({ error: "The model gave no answer. Try again later." }, { status: 502 });
        }
    });
}
