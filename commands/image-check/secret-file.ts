import { posix } from "node:path";
import type { ReadEntry } from "tar";
import { looksSecret } from "../../preview/build-context";
import type { ImageFile } from "./image-files";

/** Bytes of a file that are looked at: keys and tokens are short. */
const maxSecretBytes = 64 * 1024;

/** Of packages and of the operating system: their tests and examples have keys, which open nothing. */
const foreign = /\/(?:node_modules|site-packages|dist-packages|vendor|gems)\/|^\/(?:usr|lib\w*|s?bin|var\/lib|etc\/ssl)\//;

/** An address with a token or a password, or a password by itself. `git@` of an address is the same for everybody. */
const credentials = /:\/\/(?!git@)[^/\s@]+@|^\s*(?:password|passwd)\s*[=:]\s*\S/im;

/** Files that are often harmless, by their path, and what is secret in them. */
const contents: readonly (readonly [path: RegExp, secret: RegExp])[] = [
    [/\/\.npmrc$/, /_auth(?:Token)?\s*=|_password\s*=/],
    [/\/\.yarnrc\.yml$/, /npmAuth(?:Token|Ident)["']?\s*:/],
    [/\/\.docker\/config\.json$/, /"(?:auth|identitytoken)"\s*:\s*"[^"]/],
    [/\/\.kube\/config$/, /(?:token|password|client-key-data)\s*:/],
    [/\/\.git\/config$|\/pip\.conf$|\/\.pypirc$/, credentials],
    [/\.(?:pem|key)$/, /PRIVATE KEY/],
];

/** A whole key, wherever it stands: sources that speak of keys have no base64 behind the first line. */
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)+(?:[\w-]+: [^\n]*\s+)*[\w+/=]{32}/;

/** The path of a file, where it is a secret. An entry must be read or thrown away, or the next does not come. */
export async function findSecret(file: ImageFile, entry: ReadEntry): Promise<string | undefined> {
    const { path, type, size } = file;
    const isOfPackage = path.includes("/node_modules/");
    const [, named] = contents.find(([pattern]) => pattern.test(path)) ?? [];
    const secret = named ?? (foreign.test(path) ? undefined : privateKey);
    const isKnown = named === undefined && looksSecret(posix.basename(path));
    if (type !== "file" || isOfPackage || isKnown || secret === undefined || size > maxSecretBytes) {
        entry.resume();
        return type === "file" && !isOfPackage && isKnown ? path : undefined;
    }
    return secret.test(String(await entry.concat())) ? path : undefined;
}
