import { toArn } from "../aws/account";
import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

/** EventBridge Scheduler: what starts tasks at their times. */
export const scheduler: ServiceResources = {
    types: {
        "aws:scheduler/schedule:Schedule": {
            placeholder: ({ name, groupName = "default" }, account) => ({
                id: `${String(groupName)}/${String(name)}`,
                arn: toArn(account, "scheduler", `schedule/${String(groupName)}/${String(name)}`),
            }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(
                    `${inputs.text("scheduleExpression")} ${inputs.text("scheduleExpressionTimezone") ?? "UTC"}`,
                    inputs.text("state") === "DISABLED" && "disabled",
                ),
            }),
            importId: importedBy("scheduler/schedule", (state) => joinKnown("/", [state.text("groupName"), state.text("name")])),
            forcesNew: ["groupName", "name", "namePrefix"],
        },
        "aws:scheduler/scheduleGroup:ScheduleGroup": {
            placeholder: ({ name }, account) => ({
                id: name,
                name,
                arn: toArn(account, "scheduler", `schedule-group/${String(name)}`),
            }),
            describe: (inputs) => ({ name: inputs.text("name"), facts: [] }),
            importId: importedBy("scheduler/schedulegroup", (state) => state.text("name")),
            forcesNew: ["name", "namePrefix"],
        },
    },
};
