import { posix } from "node:path";
import { parseYaml } from "../../config/yaml";
import { YamlError } from "../../config/yaml-syntax";
import { readInputs } from "../../resources/inputs";
import { git, type Commit } from "./git";

/** Folders of the project that no preview reads, unless an image is built from them. */
const unread = ["tests", "docs"];

/**
 * Pathspecs of what a preview of a stack reads in a commit: the program without the half of its files that takes as long to
 * write as a preview, or all there is where its image is built from anything else.
 */
export function findNeededParts(folder: string, { id, prefix }: Commit, stack: string): string[] {
    const { code, stdout } = git(folder, "show", `${id}:${prefix}Pulumi.${stack}.yaml`);
    return code === 0 && !findBuildPaths(stdout).every(isOfProgram)
        ? [":(top)"]
        : [`:(top)${prefix}`, ...unread.map((other) => `:(top,exclude)${prefix}${other}`)];
}

/** Whether a path, relative to the project, is within what is checked out in any case. */
function isOfProgram(path: string): boolean {
    const [first = ""] = posix.normalize(path).split("/");
    return ![".", "..", ...unread].includes(first);
}

/** Context and Dockerfile of an image's build; none where the file is wrong, which the program there says. */
function findBuildPaths(stackFile: string): string[] {
    const config = parseConfig(stackFile);
    return Object.keys(config)
        .filter((key) => key.split(":").at(-1) === "image")
        .map((key) => readInputs(config).object(key).object("build"))
        .flatMap((build) => [build.text("context"), build.text("dockerfile")])
        .filter((path) => path !== undefined);
}

function parseConfig(stackFile: string): object {
    try {
        const { config } = (parseYaml(Buffer.from(stackFile), () => true) ?? {}) as { readonly config?: unknown };
        return typeof config === "object" && config !== null ? config : {};
    } catch (error) {
        if (error instanceof YamlError) {
            return {};
        }
        throw error;
    }
}
