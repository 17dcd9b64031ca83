import type { AccountState } from "./account";
import type { Task } from "./service-model";

/** Services beside the one that a test is about: each is complete on its revision, and moves at once. */
export function otherServices(account: AccountState) {
    const familyOf = (name: string) => `${account.familyArn}-${name.split("-").at(-1) ?? ""}`;
    const describe = (name: unknown) => {
        const number = account.others[String(name)];
        const counts = { desiredCount: 1, runningCount: 1 };
        return number === undefined
            ? undefined
            : {
                  serviceName: name,
                  serviceArn: `arn:aws:ecs:us-east-1:${account.accountId}:service/spotter-test/${String(name)}`,
                  status: "ACTIVE",
                  ...counts,
                  deployments: [
                      {
                          id: `ecs-svc/${String(name)}-${number}`,
                          status: "PRIMARY",
                          taskDefinition: `${familyOf(String(name))}:${number}`,
                          rolloutState: "COMPLETED",
                          ...counts,
                      },
                  ],
              };
    };
    return {
        describe,

        /** Whether there is such a service. */
        update: (name: unknown, taskDefinition?: string): boolean => {
            const isKnown = account.others[String(name)] !== undefined;
            if (isKnown && taskDefinition !== undefined) {
                account.others[String(name)] = Number(taskDefinition.split(":").at(-1));
            }
            return isKnown;
        },

        /** The one task of each, by the name of its service; undefined for what is no such service. */
        tasks: (name?: string): readonly Task[] | undefined =>
            name !== undefined && account.others[name] === undefined
                ? undefined
                : Object.entries(account.others)
                      .filter(([other]) => name === undefined || other === name)
                      .map(([other, number]) => ({
                          taskArn: `arn:aws:ecs:us-east-1:${account.accountId}:task/spotter-test/${other}`,
                          taskDefinitionArn: `${familyOf(other)}:${number}`,
                          lastStatus: "RUNNING",
                          desiredStatus: "RUNNING",
                          containers: [{ name: other }],
                      })),

        /** Name of the container in a revision of such a service. */
        findContainer: (arn: unknown): string | undefined =>
            Object.keys(account.others)
                .find((name) => (arn as string).startsWith(`${familyOf(name)}:`))
                ?.split("-")
                .at(-1),

        findFamily: (prefix: string): string | undefined =>
            Object.keys(account.others)
                .map(familyOf)
                .find((arn) => arn.endsWith(`/${prefix}`)),
    };
}
