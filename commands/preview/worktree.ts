import { join } from "node:path";
import { CommandError } from "../shared/errors";
import { withTemporaryFolder } from "../shared/temporary-folder";
import { firstLine, git, type Commit } from "./git";

/**
 * Checks a commit out into a folder of its own, and hands over the project in it.
 *
 * @param folder of this checkout, which stays as it is
 * @param parts pathspecs of what is checked out
 */
export async function inWorktree<T>(
    folder: string,
    commit: Commit,
    parts: readonly string[],
    use: (project: string) => Promise<T>,
): Promise<T> {
    const checkOut = (place: string): Promise<T> => {
        requireDone(
            git(folder, ...withoutHooks, "worktree", "add", "--quiet", "--detach", "--no-checkout", place, commit.id),
            commit,
        );
        const files = git(place, ...withoutHooks, "checkout", "--quiet", commit.id, "--", ...parts);
        if (!files.stderr.includes("did not match any file")) {
            requireDone(files, commit); // else there was no such folder then
        }
        return use(join(place, commit.prefix));
    };
    // Git forgets the worktree, and removes links and not what is behind them.
    const forget = (place: string) => void git(folder, "worktree", "remove", "--force", place);
    return withTemporaryFolder("preview-against-", checkOut, forget);
}

/** Hooks are the developer's, and need not work here. */
const withoutHooks = ["-c", "core.hooksPath=/dev/null"];

function requireDone({ code, stderr }: ReturnType<typeof git>, { ref }: Commit): void {
    if (code !== 0) {
        throw new CommandError(`git made no worktree of ${ref}: ${firstLine(stderr)}`);
    }
}
