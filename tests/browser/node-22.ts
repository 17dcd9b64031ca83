import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

let found: Promise<string> | undefined;

/**
 * A Node.js that the application runs on: its SQLite needs 22. This process's own, where it is new enough, or the one that
 * the npm registry has as a package (100 MB, kept in npm's cache).
 *
 * @throws where neither can be had
 */
export function node22(): Promise<string> {
    found ??= find();
    return found;
}

async function find(): Promise<string> {
    if (Number(process.versions.node.split(".")[0]) >= 22) {
        return process.execPath;
    }
    const platform = process.platform === "win32" ? "win" : process.platform;
    const options = ["exec", "--yes", `--package=node-${platform}-${process.arch}@22.23.3`, "--"];
    const { stdout } = await run("npm", [...options, "node", "-p", "process.execPath"], { timeout: 180_000 });
    return stdout.trim();
}
