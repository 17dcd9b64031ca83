import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "spotter");
const isWindows = process.platform === "win32";

const run = promisify(execFile);

/**
 * Installs a package of Python into a virtual environment of its own, once: together with others it might get older ones of what
 * it needs.
 *
 * @returns the environment's Python
 * @throws when there is no Python, or no package index to install from
 */
export async function installPython(name: string, requirement: string): Promise<string> {
    const pythonIn = (folder: string) => (isWindows ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python"));
    const folder = await install(name, async (making) => {
        await run(isWindows ? "python" : "python3", ["-m", "venv", making]);
        const quiet = ["--quiet", "--disable-pip-version-check"];
        await run(pythonIn(making), ["-m", "pip", "install", ...quiet, requirement], { timeout: 240_000 });
    });
    return pythonIn(folder);
}

/**
 * Builds a program of Go, once.
 *
 * @returns its path
 * @throws when there is no Go, or no proxy to take it from
 */
export async function installGo(name: string, module: string): Promise<string> {
    const folder = await install(name, async (making) => {
        await run("go", ["install", module], { env: { ...process.env, GOBIN: making }, timeout: 240_000 });
    });
    const [, program = ""] = /\/([\w-]+)@/.exec(module) ?? [];
    return join(folder, isWindows ? `${program}.exe` : program);
}

/** Made beside its place and then moved there, so that neither a run that broke off nor two at once leave half of it. */
async function install(name: string, make: (folder: string) => Promise<void>): Promise<string> {
    const folder = join(cache, name);
    if (existsSync(folder)) {
        return folder;
    }
    const making = `${folder}.${process.pid}`;
    mkdirSync(dirname(folder), { recursive: true });
    try {
        await make(making);
        renameSync(making, folder);
    } catch (error) {
        if (!existsSync(folder)) {
            throw error;
        }
    } finally {
        rmSync(making, { recursive: true, force: true });
    }
    return folder;
}
