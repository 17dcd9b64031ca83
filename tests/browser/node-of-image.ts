import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const dockerfile = readFileSync(join(__dirname, "..", "..", "app", "Dockerfile"), "utf8");

/** The version of Node.js in the image. */
export const version = /^ARG NODE_IMAGE=node:(\d+\.\d+\.\d+)-/m.exec(dockerfile)?.[1] ?? "";

let found: Promise<string> | undefined;

/**
 * The Node.js that the application runs on in its image. This process's own, where it is of the same major version, or the
 * one that the npm registry has as a package (100 MB, kept in npm's cache).
 *
 * @throws where neither can be had
 */
export function nodeOfImage(): Promise<string> {
    found ??= find();
    return found;
}

async function find(): Promise<string> {
    if (process.versions.node.split(".")[0] === version.split(".")[0]) {
        return process.execPath;
    }
    const platform = process.platform === "win32" ? "win" : process.platform;
    const options = ["exec", "--yes", `--package=node-${platform}-${process.arch}@${version}`, "--"];
    const { stdout } = await run("npm", [...options, "node", "-p", "process.execPath"], { timeout: 180_000 });
    return stdout.trim();
}
