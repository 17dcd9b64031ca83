import { awsError, text, type ServiceModel } from "./type-model";

export const types = {
    group: "aws:scheduler/scheduleGroup:ScheduleGroup",
    schedule: "aws:scheduler/schedule:Schedule",
} as const;

/** Schedules, and the groups that they are in: with a group go its schedules. */
export const scheduler: ServiceModel = {
    [types.group]: {
        chosen: () => ({ namePrefix: "" }),
        outputs: () => ({ state: "ACTIVE", creationDate: "2026-01-07T00:00:00Z", lastModificationDate: "2026-01-07T00:00:00Z" }),
        isTagged: true,
        refusesCreate: ({ name }, things) =>
            things.find(types.group, text(name)) === undefined
                ? undefined
                : awsError(
                      `creating EventBridge Scheduler Schedule Group (${text(name)})`,
                      ["Scheduler", "CreateScheduleGroup"],
                      `ConflictException: Schedule group ${text(name)} already exists.`,
                      409,
                  ),
        owned: ({ id }, things) => things.list(types.schedule).filter(({ properties }) => properties.groupName === id),
    },
    [types.schedule]: {
        defaults: {
            actionAfterCompletion: "NONE",
            groupName: "default",
            scheduleExpressionTimezone: "UTC",
            state: "ENABLED",
        },
        chosen: () => ({ namePrefix: "" }),
        sets: [
            "target.ecsParameters.capacityProviderStrategies",
            "target.ecsParameters.networkConfiguration.securityGroups",
            "target.ecsParameters.networkConfiguration.subnets",
        ],
        refusesCreate: ({ name, groupName = "default" }, things) => {
            const doing = `creating EventBridge Scheduler Schedule (${text(groupName)}/${text(name)})`;
            if (groupName !== "default" && things.find(types.group, text(groupName)) === undefined) {
                const error = `ResourceNotFoundException: Schedule group ${text(groupName)} does not exist.`;
                return awsError(doing, ["Scheduler", "CreateSchedule"], error, 404);
            }
            return things.find(types.schedule, `${text(groupName)}/${text(name)}`) === undefined
                ? undefined
                : awsError(
                      doing,
                      ["Scheduler", "CreateSchedule"],
                      `ConflictException: Schedule ${text(name)} already exists.`,
                      409,
                  );
        },
    },
};
