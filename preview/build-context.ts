import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { posix } from "node:path";
import dockerignore from "@balena/dockerignore";
import type { Warning } from "./document";

/** What a build of an image would be given. */
export interface BuildContext {
    /** The folder, relative to the project. */
    readonly folder: string;

    readonly files: number;
    readonly bytes: number;

    /** The file that says what stays outside; undefined where everything enters. */
    readonly ignoreFile: string | undefined;

    /** Files that enter and have a name which secrets have, relative to the project, sorted. */
    readonly secretLooking: readonly string[];
}

/**
 * Reads a build's context as Docker does, without its contents.
 *
 * @param dockerfile relative to the project: the file beside it that has its name and `.dockerignore` comes first
 */
export function readBuildContext(folder: string, dockerfile = posix.join(folder, "Dockerfile")): BuildContext {
    const { files, ignoreFile } = findFiles(folder, dockerfile);
    return {
        folder,
        files: files.length,
        bytes: files.reduce((sum, file) => sum + lstatSync(posix.join(folder, file)).size, 0),
        ignoreFile,
        secretLooking: files
            .filter((file) => looksSecret(posix.basename(file)))
            .map((file) => posix.join(folder, file))
            .sort(),
    };
}

/**
 * A hash of the names and contents of all that a build is given: another one is another image.
 *
 * @param dockerfile Docker reads it though a pattern excludes it, and wherever it is
 */
export function hashBuildContext(folder: string, dockerfile = posix.join(folder, "Dockerfile")): string {
    const hash = createHash("sha256");
    const entering = findFiles(folder, dockerfile).files.map((file): [string, string] => [file, posix.join(folder, file)]);
    const instructions: [string, string][] = existsSync(dockerfile) ? [["", dockerfile]] : [];
    for (const [file, path] of [...instructions, ...entering.sort()]) {
        const content = lstatSync(path).isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
        hash.update(`${file}\0${content.length}\0`).update(content);
    }
    return hash.digest("hex").slice(0, 12);
}

/**
 * What a reviewer should know about a context before it is built.
 *
 * @param namespace of the stack file's keys
 */
export function contextWarnings({ folder, ignoreFile, secretLooking }: BuildContext, namespace: string): Warning[] {
    const path = `${namespace}:image.build.context`;
    const warnings: Warning[] = [];
    if (ignoreFile === undefined) {
        warnings.push({ path, message: `all of ${folder} enters the image's build: ${folder}/.dockerignore does not exist` });
    }
    if (secretLooking.length > 0) {
        const [verb, them] = secretLooking.length === 1 ? ["looks like a secret", "it"] : ["look like secrets", "them"];
        const where = ignoreFile ?? `${folder}/.dockerignore`;
        warnings.push({
            path,
            message: `${list(secretLooking)} ${verb} and would enter the image's build: exclude ${them} in ${where}`,
        });
    }
    return warnings;
}

/** `42 files, 310 kB` */
export function describeSize({ files, bytes }: BuildContext): string {
    const size = bytes < 1_000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${megabytes(bytes)} MB`;
    return `${files} ${files === 1 ? "file" : "files"}, ${size}`;
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);

function findFiles(folder: string, dockerfile: string): { files: string[]; ignoreFile: string | undefined } {
    const ignoreFile = [`${dockerfile}.dockerignore`, posix.join(folder, ".dockerignore")].find((file) => existsSync(file));
    return { files: filesEntering(folder, ignoreFile === undefined ? "" : readFileSync(ignoreFile, "utf8")), ignoreFile };
}

/** Paths below a folder that no pattern excludes. */
function filesEntering(folder: string, patterns: string): string[] {
    const ignore = dockerignore().add(patterns);
    const exceptions = exceptionsIn(patterns);

    const enter = (below: string): string[] =>
        readdirSync(posix.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
            const path = below === "" ? entry.name : `${below}/${entry.name}`;
            const ignored = ignore.ignores(path);
            if (entry.isDirectory()) {
                return ignored && !mayHoldException(path, exceptions) ? [] : enter(path);
            }
            return ignored ? [] : [path];
        });
    return enter("");
}

function exceptionsIn(patterns: string): string[] {
    const lines = patterns.split("\n").map((line) => line.trim());
    return lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1).trim().replace(/^\//, ""));
}

/** A folder that is excluded must be looked through where a later pattern may take some of it back, and only there. */
function mayHoldException(folder: string, exceptions: readonly string[]): boolean {
    return exceptions.some((exception) => /[*?[\\]/.test(exception) || exception.startsWith(`${folder}/`));
}

/** Names under which keys, certificates and passwords are kept. */
const secretNames: readonly RegExp[] = [
    /^\.env(?:\..+)?$/,
    /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)$/,
    /^id_(?:rsa|dsa|ecdsa|ed25519)$/,
    /^\.(?:netrc|pgpass|git-credentials|htpasswd|dockercfg)$/,
    /^credentials$/,
];

/** Made to be shared. */
const examples = /^\.env\.(?:example|sample|template)$/;

/** Has a file a name which secrets have? */
export function looksSecret(name: string): boolean {
    return secretNames.some((pattern) => pattern.test(name.toLowerCase())) && !examples.test(name.toLowerCase());
}

/** The first few of a list: where nothing is excluded there may be thousands. */
function list(items: readonly string[]): string {
    const shown = items.length > 4 ? items.slice(0, 3) : items;
    const rest = items.length - shown.length;
    const words = rest > 0 ? [...shown, `${rest} more`] : shown;
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
