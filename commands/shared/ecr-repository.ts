import { registryHost } from "../../aws/account";
import { findRegistryAuthorization } from "../../aws/ecr";
import type { RemoteRepository } from "./registry";
import type { StackContext } from "./stack-context";

/** ECR as a registry, with a token that lasts twelve hours. */
export async function ecrRepository({ clients, serviceRef }: StackContext): Promise<RemoteRepository> {
    const authorization = await findRegistryAuthorization(clients);
    return {
        registry: `https://${registryHost(serviceRef.registry ?? serviceRef.account)}`,
        name: serviceRef.repository,
        ...(authorization === undefined ? {} : { authorization }),
    };
}
