import type { AccountState } from "./account";
import { refuse, type Input } from "./protocol";
import type { Task } from "./service-model";

const id = "0ff0ff0ff0ff";

/** The one task that an account runs by itself. */
export const oneOffArn = `arn:aws:ecs:us-east-1:123456789012:task/spotter-test/${id}`;

/** Milliseconds since 1970 at which it was made. */
const createdAt = Date.parse("2026-11-24T12:00:00Z");

/** What ECS does with a task that no service has started. */
export function oneOffTasks(account: AccountState) {
    const describe = (state = account.oneOffStates[0]) => ({
        taskArn: oneOffArn,
        taskDefinitionArn: account.oneOffStart?.taskDefinition ?? `${account.familyArn}:3`,
        overrides: account.oneOffStart?.overrides,
        desiredStatus: state?.stoppedReason === undefined ? "RUNNING" : "STOPPED",
        createdAt: createdAt / 1000,
        lastStatus: state?.lastStatus ?? "PROVISIONING",
        stopCode: state?.stopCode,
        stoppedReason: state?.stoppedReason,
        containers: [{ name: "spotter-web", exitCode: state?.exitCode, reason: state?.reason }],
    });
    return {
        run: (input: Input) => {
            const { overrides, networkConfiguration, launchType, capacityProviderStrategy } = input;
            const { containerOverrides = [] } = overrides as {
                readonly containerOverrides?: readonly { readonly name: string }[];
            };
            if (containerOverrides.some(({ name }) => name !== "spotter-web")) {
                refuse("InvalidParameterException", "Override for a container that is not in the TaskDefinition.");
            }
            if (networkConfiguration === undefined) {
                refuse(
                    "InvalidParameterException",
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
                );
            }
            if (launchType !== undefined && capacityProviderStrategy !== undefined) {
                refuse(
                    "InvalidParameterException",
                    "Specifying both a launch type and capacity provider strategy is not supported.",
                );
            }
            if (account.oneOffFailures.length > 0) {
                return { tasks: [], failures: account.oneOffFailures };
            }
            account.oneOffPolls = 0;
            account.hasOneOffStopped = false;
            account.oneOffStart = input;
            return { tasks: [describe({ lastStatus: "PROVISIONING" })], failures: [] };
        },

        /** Those that run, by who started them. */
        list: (startedBy: unknown) =>
            account.oneOffStart?.startedBy === startedBy && !account.hasOneOffStopped ? [oneOffArn] : [],

        stop: (task: unknown) => {
            if (task !== oneOffArn) {
                refuse("InvalidParameterException", "The referenced task was not found.");
            }
            account.hasOneOffStopped = true;
            return { task: describe() };
        },

        /** None where it was not started. */
        next: (): readonly Task[] => {
            if (account.oneOffStart === undefined) {
                return [];
            }
            account.oneOffPolls ??= 0;
            const at = Math.min(account.oneOffPolls, account.oneOffStates.length - 1);
            const isNew = at === account.oneOffPolls;
            account.oneOffPolls += 1;
            const state = account.oneOffStates[at];
            account.logs.push(
                ...(isNew ? (state?.log ?? []) : []).map((message) => ({ at: createdAt + at * 1000, task: id, message })),
            );
            account.hasOneOffStopped = state?.lastStatus === "STOPPED";
            return [describe(state)];
        },
    };
}
