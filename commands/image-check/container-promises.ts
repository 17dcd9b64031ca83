import { posix } from "node:path";
import { platformFor } from "../../aws/fargate";
import { toPlatforms } from "../../aws/image-manifest";
import type { Image } from "./image";
import type { Broken, ContainerPlan } from "./promises";

/** What Docker uses where an image sets none: https://github.com/moby/moby/blob/master/daemon/pkg/oci/defaults.go */
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Can the container run as the stack's file has it? */
export function checkContainer(image: Image, plan: ContainerPlan): Broken {
    return {
        errors: [
            ...checkPlatform(image, plan),
            ...checkProgram(image, plan),
            ...checkHealthCommand(image, plan),
            ...checkWritablePaths(image, plan),
        ],
        warnings: [
            ...checkPort(image, plan),
            ...checkUser(image, plan),
            ...checkVolumes(image, plan),
            ...checkSignals(image, plan),
        ],
    };
}

function checkPlatform({ config }: Image, { architecture, project }: ContainerPlan): string[] {
    const [has, wanted] = [toPlatforms(config)[0] ?? "an unknown platform", platformFor[architecture]];
    return has === wanted
        ? []
        : [`it is for ${has}, and ${project}:service.architecture ${architecture} runs ${wanted}: build it for that platform`];
}

/** The words that start the process, as Docker puts them together. */
function startWords({ config: { config = {} } }: Image, { entryPoint, command }: ContainerPlan): readonly string[] {
    const words = [
        ...(entryPoint ?? config.Entrypoint ?? []),
        ...(command ?? (entryPoint === undefined ? (config.Cmd ?? []) : [])),
    ];
    return words;
}

function checkProgram(image: Image, plan: ContainerPlan): string[] {
    const [program] = startWords(image, plan);
    if (program === undefined) {
        return [`it has neither ENTRYPOINT nor CMD: say what it runs, there or in ${plan.project}:service.command`];
    }
    return isRunnable(image, plan, program) ? [] : [`it starts with ${program}, which ${whyNot(image, program)}`];
}

function checkHealthCommand(image: Image, plan: ContainerPlan): string[] {
    const command = plan.healthCommand ?? ["CMD", "node"];
    if (command === "none") {
        return [];
    }
    const program = command[0] === "CMD-SHELL" ? "/bin/sh" : (command[1] ?? "");
    const key = `${plan.project}:service.healthCheck.command`;
    const advice =
        plan.healthCommand === undefined
            ? `name a program of the image in ${key}, or none, so that the load balancer's check alone decides`
            : `change ${key}`;
    return isRunnable(image, plan, program)
        ? []
        : [`the container's health check runs ${program}, which ${whyNot(image, program)}: ${advice}`];
}

function whyNot(image: Image, program: string): string {
    const found = resolveProgram(image, program);
    if (found !== undefined) {
        return "its user may not run";
    }
    return program.includes("/") ? "it does not have" : `it does not have on its PATH (${pathOf(image)})`;
}

function isRunnable(image: Image, { user }: ContainerPlan, program: string): boolean {
    const file = resolveProgram(image, program);
    return file !== undefined && file.type === "file" && isAllowed(file, user, 0o1);
}

function resolveProgram({ files, config: { config = {} } }: Image, program: string) {
    const folders = program.includes("/") ? [config.WorkingDir ?? "/"] : pathOf({ config: { config } }).split(":");
    return folders.map((folder) => files.find(posix.resolve(folder, program))).find((file) => file !== undefined);
}

function pathOf({ config: { config = {} } }: Pick<Image, "config">): string {
    const set = config.Env?.find((variable) => variable.startsWith("PATH="));
    return set?.slice("PATH=".length) ?? defaultPath;
}

/** May a user do it? Of other groups nothing is known: a task has none. @param bit 1 to run, 2 to write */
function isAllowed(
    file: { readonly uid: number; readonly gid: number; readonly mode: number },
    user: string,
    bit: number,
): boolean {
    const [uid = 0, gid = 0] = user.split(":").map(Number);
    const shift = uid === file.uid ? 6 : gid === file.gid ? 3 : 0;
    return (uid === 0 && bit !== 0o1) || ((file.mode >> shift) & bit) !== 0;
}

function checkWritablePaths(
    { files, config: { config = {} } }: Image,
    { writablePaths, user, project }: ContainerPlan,
): string[] {
    const declared = Object.keys(config.Volumes ?? {}).map((path) => posix.normalize(path).replace(/(.)\/$/, "$1"));
    const key = `${project}:service.writablePaths`;
    return writablePaths.flatMap((path) => {
        const folder = files.find(path);
        if (folder?.type !== "directory") {
            return [`${path} of ${key} is no directory in it: RUN mkdir --parents ${path} && chown ${user} ${path}`];
        }
        if (!declared.includes(path)) {
            return [`${path} of ${key} is not declared: without VOLUME ["${path}"] Fargate gives the volume there to root`];
        }
        return isAllowed(folder, user, 0o2)
            ? []
            : [
                  `${path} of ${key} belongs to ${folder.uid}:${folder.gid} with mode ${folder.mode.toString(8)}, and ` +
                      `${project}:service.user ${user} can't write it: chown it before VOLUME`,
              ];
    });
}

function checkPort({ config: { config = {} } }: Image, { port, project }: ContainerPlan): string[] {
    const exposed = Object.keys(config.ExposedPorts ?? {}).map((name) => name.replace(/\/tcp$/, ""));
    return exposed.length === 0 || exposed.includes(String(port))
        ? []
        : [
              `it exposes ${exposed.join(", ")}, and ${project}:service.port is ${port}: it must listen on $PORT, or the key is wrong`,
          ];
}

function checkUser({ config: { config = {} } }: Image, { user, project }: ContainerPlan): string[] {
    const own = config.User ?? "";
    if (/^(?:|0|root)(?::|$)/.test(own)) {
        return [`it names no user but root: ECS runs it as ${user}, other places as root; add USER ${user}`];
    }
    const [uid] = user.split(":");
    return /^\d/.test(own) && own.split(":")[0] !== uid
        ? [`its USER is ${own}, and ${project}:service.user is ${user}: files may belong to the other`]
        : [];
}

function checkVolumes(
    { config: { config = {} } }: Image,
    { writablePaths, readonlyRootFilesystem, project }: ContainerPlan,
): string[] {
    return Object.keys(config.Volumes ?? {})
        .filter((path) => readonlyRootFilesystem && !writablePaths.includes(posix.normalize(path)))
        .map((path) => `VOLUME ${path} is not in ${project}:service.writablePaths, so that it can't be relied on to be written`);
}

/** SIGTERM reaches the first process, and neither a shell nor npm hands it on. */
function checkSignals(image: Image, plan: ContainerPlan): string[] {
    const [program = "", option = "", line = ""] = startWords(image, plan);
    const name = posix.basename(program);
    const isShell = /^(?:ba|da|a)?sh$/.test(name) && option === "-c" && !/^\s*exec\s/.test(line);
    const isManager = /^(?:npm|npx|yarn|pnpm)$/.test(name);
    return isShell || isManager
        ? [`it starts through ${name}, which keeps SIGTERM to itself: requests in flight are lost when a task stops`]
        : [];
}
