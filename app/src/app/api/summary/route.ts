import { sendMail } from "@/integrations/mail";
import { answerForm, problem, seeOther } from "@/security/form";
import { store } from "@/store/store";
import { summaryOf } from "@/summary";

/**
 * Mails the user their last workouts. Only to the address of the account, so that it can't be used to mail others. As
 * rarely as a suggestion: both cost money.
 */
export function POST(request: Request): Promise<Response> {
    return answerForm(request, "ai", async (user) => {
        if (user.email === undefined) {
            return problem(request, 409, "no-address");
        }
        const workouts = await (await store()).workoutsOf(user.id, 20);
        try {
            const outcome = await sendMail({ to: user.email, ...summaryOf(user.name, workouts) });
            return seeOther(outcome === "sent" ? "/workouts?notice=mailed" : "/workouts?notice=mail-off");
        } catch (error) {
            console.error(`mail: ${(error as Error).name}: ${(error as Error).message}`);
            return problem(request, 502, "not-mailed");
        }
    });
}
