import { isDeepStrictEqual } from "node:util";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../shared/errors";
import { runChild, type ChildResult } from "../shared/run-child";
import { firstLine } from "./git";

/**
 * Gives another checkout of the project its packages: those of this one, unless its lock file names others.
 *
 * @param announce says that they are being installed, which takes a while
 * @throws {CommandError} when they can't be installed
 */
export async function providePackages(folder: string, other: string, announce: () => void): Promise<void> {
    if (existsSync(join(other, "node_modules"))) {
        return; // committed
    }
    if (isDeepStrictEqual(lockedPackages(folder), lockedPackages(other))) {
        symlinkSync(join(folder, "node_modules"), join(other, "node_modules"), "junction");
        return;
    }
    announce();
    const npm = process.env.npm_execpath;
    const [command, args] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
    const options = ["ci", "--prefer-offline", "--no-audit", "--no-fund"];
    const { code, stderr } = await runChild(command, [...args, ...options], other).catch(notStarted);
    if (code !== 0) {
        throw new CommandError(`its packages can't be installed: ${firstLine(stderr)}`);
    }
}

function notStarted(error: unknown): Pick<ChildResult, "code" | "stderr"> {
    return { code: null, stderr: (error as Error).message };
}

/** What a lock file installs; the project itself, which it names too, is no package. */
function lockedPackages(folder: string): Readonly<Record<string, unknown>> | undefined {
    try {
        const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as {
            packages: Readonly<Record<string, unknown>>;
        };
        return Object.fromEntries(Object.entries(packages).filter(([path]) => path !== ""));
    } catch {
        return undefined; // absent, or not of npm
    }
}
