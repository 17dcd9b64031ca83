import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../shared/errors";
import { firstLine, git, type Commit } from "./git";

/** Signals that end a process without its `exit` event, and the codes by which a shell knows them. */
const endings = { SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Checks a commit out into a folder of its own, hands over the project in it, and removes it whatever happens, when the
 * process is ended too.
 *
 * @param folder of this checkout, which stays as it is
 */
export async function inWorktree<T>(folder: string, commit: Commit, use: (project: string) => Promise<T>): Promise<T> {
    const place = mkdtempSync(join(realpathSync(tmpdir()), "preview-against-"));
    const remove = () => removeWorktree(folder, place);
    const signals = Object.entries(endings).map(([signal, code]) => [signal, () => process.exit(code)] as const);
    process.once("exit", remove);
    signals.forEach(([signal, end]) => process.once(signal, end));
    try {
        requireDone(
            git(folder, ...withoutHooks, "worktree", "add", "--quiet", "--detach", "--no-checkout", place, commit.id),
            commit,
        );
        const files = git(place, ...withoutHooks, "checkout", "--quiet", commit.id, "--", ...partsOf(commit));
        if (!files.stderr.includes("did not match any file")) {
            requireDone(files, commit); // else there was no such folder then
        }
        return await use(join(place, commit.prefix));
    } finally {
        signals.forEach(([signal, end]) => process.removeListener(signal, end));
        process.removeListener("exit", remove);
        remove();
    }
}

/** Hooks are the developer's, and need not work here. */
const withoutHooks = ["-c", "core.hooksPath=/dev/null"];

/** What a program is previewed from: to write the other half of the files takes as long as the preview. */
function partsOf({ prefix }: Commit): string[] {
    return [`:(top)${prefix}`, ...["tests", "docs"].map((other) => `:(top,exclude)${prefix}${other}`)];
}

function requireDone({ code, stderr }: ReturnType<typeof git>, { ref }: Commit): void {
    if (code !== 0) {
        throw new CommandError(`git made no worktree of ${ref}: ${firstLine(stderr)}`);
    }
}

function removeWorktree(folder: string, place: string): void {
    git(folder, "worktree", "remove", "--force", place); // forgets it, and removes links and not what is behind them
    rmSync(place, { recursive: true, force: true }); // if there was no worktree yet
}
