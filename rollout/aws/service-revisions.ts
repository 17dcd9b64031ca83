import type { Clients } from "./clients";

/** Service revisions that one call describes at most. */
const atOnce = 20;

/** Task definition by service revision. What ECS does not know any more is absent. */
export async function taskDefinitionsOf(
    clients: Clients,
    serviceRevisionArns: readonly string[],
    abortSignal?: AbortSignal,
): Promise<Map<string, string>> {
    const arns = [...new Set(serviceRevisionArns)];
    const ecs = await clients.ecs();
    const found = new Map<string, string>();
    for (let from = 0; from < arns.length; from += atOnce) {
        const { serviceRevisions = [] } = await ecs.describeServiceRevisions(
            { serviceRevisionArns: arns.slice(from, from + atOnce) },
            { abortSignal },
        );
        for (const { serviceRevisionArn, taskDefinition } of serviceRevisions) {
            if (serviceRevisionArn !== undefined && taskDefinition !== undefined) {
                found.set(serviceRevisionArn, taskDefinition);
            }
        }
    }
    return found;
}
