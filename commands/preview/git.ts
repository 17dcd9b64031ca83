import { spawnSync } from "node:child_process";
import { CommandError, exitCodes } from "../shared/errors";

/** A commit, and where the project is in its repository. */
export interface Commit {
    readonly ref: string;
    readonly id: string;

    /** The project's folder, from the root of the repository: `` or `infra/`. */
    readonly prefix: string;
}

/**
 * Finds what a branch, tag or commit of the repository around a folder stands for.
 *
 * @throws {CommandError} without git or a repository, and for what is no commit in it
 */
export function findCommit(folder: string, ref: string): Commit {
    const prefix = git(folder, "rev-parse", "--show-prefix");
    if (prefix.code !== 0) {
        const isOutside = prefix.stderr.includes("not a git repository");
        throw usage(
            isOutside ? `${folder} is in no git repository, so there is no ${ref} to compare with` : firstLine(prefix.stderr),
        );
    }
    const commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
    if (commit.code !== 0) {
        const isShallow = git(folder, "rev-parse", "--is-shallow-repository").stdout === "true";
        const hint = isShallow ? "; this clone is shallow, and `git fetch --unshallow` brings the others" : "";
        throw usage(`${ref} is no branch, tag or commit of this repository${hint}`);
    }
    return { ref, id: commit.stdout, prefix: prefix.stdout };
}

/** Runs git in a folder. It is done within milliseconds, so that it may be waited for. */
export function git(folder: string, ...args: readonly string[]): { code: number; stdout: string; stderr: string } {
    const { error, status, stdout, stderr } = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8", env: environment() });
    if (error !== undefined) {
        throw usage("git is not on the PATH, and --against reads the repository with it");
    }
    return { code: status ?? 1, stdout: stdout.trim(), stderr };
}

/** What git says first of what went wrong. */
export function firstLine(text: string): string {
    return text.trim().split("\n")[0] ?? "";
}

/** In a hook of git these name another repository, or its index. */
const hookVariables = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];

function environment(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(([name]) => !hookVariables.includes(name));
    return { ...Object.fromEntries(kept), LC_ALL: "C" }; // what it says is read here
}

function usage(message: string): CommandError {
    return new CommandError(message, exitCodes.usage);
}
