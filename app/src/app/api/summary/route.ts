import { sendMail } from "@/integrations/mail";
import { answerForm, seeOther } from "@/security/form";
import { store } from "@/store/store";
import { summaryOf } from "@/summary";

/**
 * Mails the user their last workouts. Only to the address of the account, so that it can't be used to mail others. As
 * rarely as a suggestion: both cost money.
 */
export function POST(request: Request): Promise<Response> {
    return answerForm(request, "ai", async (user) => {
        if (user.email === undefined) {
            return seeOther(`/workouts?${new URLSearchParams({ problem: "Your account has no mail address." })}`);
        }
        const workouts = await (await store()).workoutsOf(user.id, 20);
        try {
            const outcome = await sendMail({ to: user.email, ...summaryOf(user.name, workouts) });
            return seeOther(outcome === "sent" ? "/workouts?notice=mailed" : "/workouts?notice=mail-off");
        } catch (error) {
            console.error(`mail: ${(error as Error).name}: ${(error as Error).message}`);
            return seeOther(`/workouts?${new URLSearchParams({ problem: "The mail could not be sent. Try again later." })}`);
        }
    });
}
