import type { AccountState, Revision } from "./account";
import { oneOffArn, oneOffTasks } from "./ecs-one-off";
import { otherServices } from "./ecs-others";
import { batch, page } from "./limits";
import { refuse, type Answers } from "./protocol";
import type { ServiceModel } from "./service-model";

export function ecs(account: AccountState, service: ServiceModel): Answers {
    const revision = (arn: unknown): Revision =>
        account.revisions.find(({ number }) => String(number) === String(arn).split(":").at(-1)) ??
        refuse("ClientException", "Unable to describe task definition.");
    const oneOff = oneOffTasks(account);
    const others = otherServices(account);
    return {
        DescribeServices: ({ services }) => {
            const [arn] = batch("DescribeServices", services);
            const found = others.describe(arn) ?? service.describeService();
            return found === undefined
                ? { services: [], failures: [{ arn, reason: "MISSING" }] }
                : { services: [found], failures: [] };
        },
        UpdateService: ({ taskDefinition, service: name }) => {
            if (others.update(name, taskDefinition as string | undefined)) {
                return { service: others.describe(name) };
            }
            service.updateService(taskDefinition as string | undefined);
            return { service: service.describeService() };
        },

        ListServiceDeployments: (input) => {
            const { items, next } = page("ListServiceDeployments", service.describeServiceDeployments(), input, account.pageSize);
            const serviceDeployments = items.map(({ targetServiceRevision, ...brief }) => ({
                ...brief,
                targetServiceRevisionArn: targetServiceRevision.arn,
            }));
            return { serviceDeployments, nextToken: next };
        },
        DescribeServiceDeployments: ({ serviceDeploymentArns }) => {
            const named = batch("DescribeServiceDeployments", serviceDeploymentArns);
            const all = service.describeServiceDeployments();
            return { serviceDeployments: all.filter(({ serviceDeploymentArn: arn }) => named.includes(arn)), failures: [] };
        },
        DescribeServiceRevisions: ({ serviceRevisionArns }) => ({
            serviceRevisions: batch("DescribeServiceRevisions", serviceRevisionArns)
                .map((serviceRevisionArn) => ({
                    serviceRevisionArn,
                    taskDefinition: service.findTaskDefinition(serviceRevisionArn),
                    resolvedConfiguration: { loadBalancers: resolve(service.findTargetGroup?.(serviceRevisionArn)) },
                }))
                .filter(({ taskDefinition }) => taskDefinition !== undefined),
        }),
        StopServiceDeployment: ({ serviceDeploymentArn, stopType }) => {
            service.stopServiceDeployment(String(serviceDeploymentArn), stopType);
            return { serviceDeploymentArn };
        },

        ContinueServiceDeployment: ({ serviceDeploymentArn, hookId, action }) => {
            service.continueServiceDeployment?.(String(serviceDeploymentArn), String(hookId), String(action));
            return { serviceDeploymentArn };
        },

        ListTasks: ({ desiredStatus, startedBy, ...input }) => {
            if (startedBy !== undefined) {
                if (desiredStatus !== undefined || input.serviceName !== undefined) {
                    refuse("InvalidParameterException", "startedBy must be the only filter.");
                }
                return { taskArns: oneOff.list(startedBy) };
            }
            const ofFamily = account.scheduledTasks.filter((task) =>
                String((task as { taskDefinitionArn?: string }).taskDefinitionArn).includes(
                    `:task-definition/${String(input.family)}:`,
                ),
            );
            const all =
                input.family === undefined ? (others.tasks(String(input.serviceName)) ?? service.describeTasks()) : ofFamily;
            const tasks = all.filter((task) => task.desiredStatus === desiredStatus);
            const { items, next } = page("ListTasks", tasks, input, account.pageSize);
            return { taskArns: items.map(({ taskArn }) => taskArn), nextToken: next };
        },
        DescribeTasks: ({ tasks }) => {
            const named = new Set(batch("DescribeTasks", tasks));
            const known = [
                ...account.scheduledTasks,
                ...service.describeTasks(),
                ...(others.tasks() ?? []),
                ...(named.has(oneOffArn) ? oneOff.next() : []),
            ];
            const found = known.filter(({ taskArn }) => named.has(taskArn));
            const missing = [...named].filter((arn) => !found.some(({ taskArn }) => taskArn === arn));
            return { tasks: found, failures: missing.map((arn) => ({ arn, reason: "MISSING" })) };
        },

        RunTask: (input) => oneOff.run(input),
        StopTask: ({ task }) => oneOff.stop(task),

        ListTaskDefinitions: (input) => {
            const arns = account.revisions
                .filter(({ inactive }) => inactive !== true)
                .map(({ number }) => `${others.findFamily(input.familyPrefix as string) ?? account.familyArn}:${number}`)
                .reverse();
            const { items, next } = page("ListTaskDefinitions", arns, input, account.pageSize);
            return { taskDefinitionArns: items, nextToken: next };
        },
        DescribeTaskDefinition: ({ taskDefinition }) => {
            const container = others.findContainer(taskDefinition) ?? "spotter-web";
            const { taskDefinition: described, tags } = describeRevision(account, revision(taskDefinition), container);
            return { taskDefinition: { ...described, taskDefinitionArn: taskDefinition }, tags };
        },
        RegisterTaskDefinition: (input) => {
            const number = Math.max(0, ...account.revisions.map((each) => each.number)) + 1;
            account.revisions.push(toRevision(number, input as unknown as Registration));
            return { taskDefinition: { taskDefinitionArn: `${account.familyArn}:${number}` } };
        },
        DeregisterTaskDefinition: ({ taskDefinition }) => {
            revision(taskDefinition).inactive = true;
            return {};
        },
        TagResource: ({ resourceArn, tags }) => {
            const { tags: own } = revision(resourceArn);
            (tags as readonly { readonly key: string; readonly value: string }[]).forEach(({ key, value }) => (own[key] = value));
            return {};
        },
    };
}

const resolve = (targetGroupArn: string | undefined) => (targetGroupArn === undefined ? [] : [{ targetGroupArn }]);

interface Registration {
    readonly containerDefinitions: readonly {
        readonly image: string;
        readonly entryPoint?: readonly string[];
        readonly command?: readonly string[];
        readonly environment: readonly { readonly name: string; readonly value: string }[];
    }[];
    readonly tags: readonly { readonly key: string; readonly value: string }[];
}

function toRevision(number: number, { containerDefinitions: [container], tags }: Registration): Revision {
    const { image, entryPoint, command, environment = [] } = container ?? {};
    return {
        number,
        image,
        entryPoint,
        command,
        environment: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
        tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    };
}

function describeRevision(
    { familyArn, registeredFrom, registeredBy, parameterPrefix }: AccountState,
    revision: Revision,
    container: string,
) {
    const { number, image, tags, cpu = "512", memory = "1024", environment = {}, secrets = [], entryPoint, command } = revision;
    const parameters = familyArn.replace(":ecs:", ":ssm:").replace(/task-definition\/.*/, `parameter${parameterPrefix}`);
    return {
        taskDefinition: {
            taskDefinitionArn: `${familyArn}:${number}`,
            registeredAt: registeredFrom + number,
            registeredBy,
            cpu,
            memory,
            containerDefinitions: [
                {
                    name: container,
                    image,
                    entryPoint,
                    command,
                    environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
                    secrets: secrets.map((name) => ({ name, valueFrom: `${parameters}/${name}` })),
                },
            ],
        },
        tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    };
}
