import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PreviewDocument } from "../../preview/document";
import { CommandError } from "../shared/errors";
import { runChild } from "../shared/run-child";
import type { Commit } from "./git";
import { firstLine } from "./git";
import { providePackages } from "./install";

/**
 * The preview of a stack by the program of another commit, which runs in a process of its own with the packages that it was
 * written for; undefined where the stack has no file there.
 *
 * @param folder of this checkout
 * @param other the same folder in the other checkout
 * @throws {CommandError} when that program doesn't start, or prints no document
 */
export async function previewThere(
    folder: string,
    other: string,
    { ref }: Commit,
    stack: string,
    announce: (line: string) => void,
): Promise<PreviewDocument | undefined> {
    if (!existsSync(join(other, `Pulumi.${stack}.yaml`)) || !existsSync(join(other, "package.json"))) {
        return undefined;
    }
    const fail = (reason: string) => new CommandError(`${stack} can't be compared with ${ref}: ${reason}`);
    try {
        const said = `installing the packages of ${ref}, as its package-lock.json names others\n`;
        await providePackages(folder, other, () => announce(said));
    } catch (error) {
        throw error instanceof CommandError ? fail(error.message) : error;
    }
    const command = previewCommand(other);
    if (command === undefined) {
        throw fail("there is no `npm run preview` there that runs Node");
    }
    const { code, stdout, stderr } = await runChild(process.execPath, [...command, stack, "--json", "--mode", "update"], other);
    const document = parseDocument(stdout); // it may break a rule of its own, and can be compared all the same
    if (document === undefined) {
        throw fail(code === 0 ? "its program prints no preview as JSON" : `its program ends with: ${reasonIn(stderr)}`);
    }
    return document;
}

/** What `npm run preview` runs there, without npm, which takes a third of the time. */
function previewCommand(folder: string): string[] | undefined {
    const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { scripts?: Record<string, string> };
    const [node, ...args] = scripts?.preview?.split(" ") ?? [];
    return node === "node" ? args : undefined;
}

/** The line of an uncaught error, or the first one. */
function reasonIn(stderr: string): string {
    const error = stderr.split("\n").find((line) => /^(?:\w*Error|Cannot find)\b/.test(line));
    return error ?? (firstLine(stderr) || "no message");
}

function parseDocument(text: string): PreviewDocument | undefined {
    try {
        const document = JSON.parse(text) as Partial<PreviewDocument>;
        const isWhole = Array.isArray(document.resources) && typeof document.outputs === "object";
        return isWhole ? (document as PreviewDocument) : undefined;
    } catch {
        return undefined;
    }
}
