import { types as ecsTypes } from "./ecs";
import { awsError, type ServiceModel, type Thing, type Things } from "./type-model";

export const types = {
    repository: "aws:ecr/repository:Repository",
    lifecycle: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
} as const;

/** Repositories. Images are not modelled: one is there as soon as a task definition has been registered with it. */
export const ecr: ServiceModel = {
    [types.repository]: {
        defaults: { imageTagMutability: "MUTABLE" },
        chosen: () => ({
            encryptionConfigurations: [{ encryptionType: "AES256", kmsKey: "" }],
            imageScanningConfiguration: { scanOnPush: false },
        }),
        unread: ["forceDelete"],
        isTagged: true,
        owned: ({ id }, things) => things.list(types.lifecycle).filter(({ properties }) => properties.repository === id),
        refusesCreate: ({ name }, things) =>
            things.find(types.repository, String(name)) === undefined
                ? undefined
                : awsError(
                      `creating ECR Repository (${String(name)})`,
                      ["ECR", "CreateRepository"],
                      `RepositoryAlreadyExistsException: The repository with name '${String(name)}' already exists in the registry ` +
                          `with id '${things.account.accountId}'`,
                  ),
        refusesDelete: (repository, { forceDelete }, things) =>
            forceDelete !== true && hasImages(repository, things)
                ? awsError(
                      `ECR Repository (${repository.id}) not empty, consider using force_delete`,
                      ["ECR", "DeleteRepository"],
                      `RepositoryNotEmptyException: The repository with name '${repository.id}' in registry with id ` +
                          `'${things.account.accountId}' cannot be deleted because it still contains images`,
                  )
                : undefined,
    },
    [types.lifecycle]: {
        json: ["policy"],
        refusesCreate: ({ repository }, things) =>
            things.find(types.repository, String(repository)) === undefined
                ? awsError(
                      `creating ECR Lifecycle Policy (${String(repository)})`,
                      ["ECR", "PutLifecyclePolicy"],
                      `RepositoryNotFoundException: The repository with name '${String(repository)}' does not exist in the registry ` +
                          `with id '${things.account.accountId}'`,
                  )
                : undefined,
    },
};

function hasImages({ properties: { repositoryUrl } }: Thing, things: Things): boolean {
    const text = `"${String(repositoryUrl)}`;
    return things
        .list(ecsTypes.taskDefinition)
        .some(({ properties }) =>
            [`${text}:`, `${text}@`].some((image) => String(properties.containerDefinitions).includes(image)),
        );
}
