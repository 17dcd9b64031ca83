import { registryOf } from "../components/account";
import type { RemoteRepository } from "./registry";
import type { Stack } from "./stack";

/** ECR as a registry, with a token that lasts twelve hours. */
export async function ecrRepository({ clients, target }: Stack): Promise<RemoteRepository> {
    const { authorizationData = [] } = await (await clients.ecr()).getAuthorizationToken({});
    const token = authorizationData[0]?.authorizationToken;
    return {
        registry: `https://${registryOf(target.account)}`,
        name: target.repository,
        ...(token === undefined ? {} : { authorization: `Basic ${token}` }),
    };
}
