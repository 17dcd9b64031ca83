import type { Command } from "commander";
import { answerCommand } from "../shared/approval";
import type { CommandContext } from "../shared/context";

export function approve(context: CommandContext): Command {
    return answerCommand(context, {
        name: "approve",
        action: "CONTINUE",
        question: "Let ECS go on with it",
        effect: "ECS goes on with the deployment",
    });
}
