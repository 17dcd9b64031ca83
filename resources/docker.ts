import { noDigest } from "../aws/image-digest";
import { facts, notImportable, type ServiceResources } from "./resource-type";

/** Images that are built. */
export const docker: ServiceResources = {
    types: {
        "docker:index/image:Image": {
            placeholder: ({ imageName }) => ({
                id: imageName,
                repoDigest: `${String(imageName).replace(/:[^:/]*$/, "")}@${noDigest}`,
            }),
            describe: (inputs) => {
                const build = inputs.object("build");
                const [context, target, dockerfile] = [build.text("context"), build.text("target"), build.text("dockerfile")];
                const isUsual = dockerfile === undefined || dockerfile === `${context}/Dockerfile`;
                return {
                    name: inputs.text("imageName")?.split("/").at(-1),
                    facts: facts(
                        context && `built from ${context}`,
                        !isUsual && `by ${dockerfile}`,
                        target && `stage ${target}`,
                        build.text("platform"),
                        build
                            .object("cacheFrom")
                            .texts("images")
                            ?.includes(inputs.text("imageName") ?? "") && "cached by its own tag",
                    ),
                };
            },
            importId: notImportable("the docker provider documents no import: an update builds the image"),
            forcesNew: [],
            renewed: ["repoDigest"],
        },
    },
};
