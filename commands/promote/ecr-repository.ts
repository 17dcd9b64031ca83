import { registryHost } from "../../aws/account";
import type { RemoteRepository } from "./registry";
import type { StackContext } from "../shared/stack-context";

/** ECR as a registry, with a token that lasts twelve hours. */
export async function ecrRepository({ clients, serviceRef }: StackContext): Promise<RemoteRepository> {
    const { authorizationData = [] } = await (await clients.ecr()).getAuthorizationToken({});
    const token = authorizationData[0]?.authorizationToken;
    return {
        registry: `https://${registryHost(serviceRef.account)}`,
        name: serviceRef.repository,
        ...(token === undefined ? {} : { authorization: `Basic ${token}` }),
    };
}
