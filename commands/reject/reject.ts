import type { Command } from "commander";
import { answerCommand } from "../shared/approval";
import type { CommandContext } from "../shared/context";

export function reject(context: CommandContext): Command {
    return answerCommand(context, {
        name: "reject",
        action: "ROLLBACK",
        question: "Send ECS back to the release before",
        effect: "ECS returns to the release before",
    });
}
