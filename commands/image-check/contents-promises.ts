import { isAddressName, isSecretName } from "../shared/secret-name";
import { hasSecretForm } from "../shared/secret-value";
import type { Image } from "./image";
import type { Broken } from "./promises";

/** Compressed. Fargate fetches the whole image for each task, before it starts. */
const largestMB = 500;

/** What an image without compression comes to when it is pushed, roughly. */
const compression = 0.4;

/** Has it what it should not have? */
export function checkContents(image: Image): Broken {
    return {
        errors: [...checkSecretFiles(image), ...checkVariables(image), ...checkHistory(image), ...checkSteps(image)],
        warnings: [...checkSourceMaps(image), ...checkSize(image)],
    };
}

function checkSecretFiles({ files }: Image): string[] {
    return files.secrets.map(({ path, isHidden }) =>
        isHidden
            ? `${path} looks like a secret: a later layer removes it, and it can still be read from the image`
            : `${path} looks like a secret: exclude it in .dockerignore, or mount it with RUN --mount=type=secret`,
    );
}

/** Values of this kind are no secret, whatever their name says. */
const harmless = /^(?:|true|false|\d+|\$.*|changeme|placeholder)$/i;

/** What the archives of a base image are signed with, as its maintainers publish it. */
const publishedKey = /^GPG_KEYS?$/;

/** Names are shown, and no value. A checksum is as random as a key, so that only what has the form of a secret is taken for one. */
function checkVariables({ config: { config = {} } }: Image): string[] {
    return secretAssignments(config.Env ?? []).map(
        (name) => `its environment has ${name} with a value, which whoever can pull it reads: give it as a parameter`,
    );
}

/** A step of a build is kept with its arguments: `RUN |1 NPM_TOKEN=… /bin/sh -c npm ci`, `ARG TOKEN=…`, `ENV TOKEN=…`. */
function checkHistory({ config: { history = [], config = {} } }: Image): string[] {
    const known = new Set(secretAssignments(config.Env ?? []));
    const words = history.flatMap(({ created_by: step = "" }) => {
        const [, given] = /^(?:RUN )?\|\d+ (.*?) \/bin\/(?:ba)?sh -c/.exec(step) ?? /\bARG (.*)/.exec(step) ?? [];
        return given?.split(" ") ?? [];
    });
    return [...new Set(secretAssignments(words))]
        .filter((name) => !known.has(name))
        .map((name) => `its history has the build argument ${name} with a value: use RUN --mount=type=secret instead`);
}

/** A token of a service, a key, or an address with a password, within a step. What begins with `$` is a variable. */
const secretOfStep =
    /:\/\/[^\s/:@$]*:[^\s/@$]+@|\b(?:npm|gh[pousr]|github_pat|glpat|xox[abpsr]|[rs]k_live)[_-][A-Za-z0-9]{16,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY/;

/** A command with a secret in it: `RUN git clone https://TOKEN@…`. Variables and arguments of a build are told by their names. */
function checkSteps({ config: { history = [] } }: Image): string[] {
    const found = history.some(({ created_by: step = "" }) => {
        const command = step.replace(/^(?:RUN )?\|\d+ .*? (?=\/bin\/(?:ba)?sh -c)/s, "");
        return !/\b(?:ENV|ARG) /.test(command) && secretOfStep.test(command);
    });
    return found ? ["its history has a command with a secret in it: use RUN --mount=type=secret instead"] : [];
}

function secretAssignments(words: readonly string[]): string[] {
    return words.flatMap((word) => {
        const [, name = "", value = ""] = /^(\w+)=(.*)$/s.exec(word) ?? [];
        return isSecret(name, value) ? [name] : [];
    });
}

function isSecret(name: string, value: string): boolean {
    if (harmless.test(value) || publishedKey.test(name)) {
        return false;
    }
    return hasSecretForm(value) || (isSecretName(name) && !isAddressName(name));
}

/** Of the application: packages bring some that lead to nobody's sources. */
function checkSourceMaps({ files }: Image): string[] {
    const maps = files.paths.filter((path) => /\.(?:js|mjs|cjs|css)\.map$/.test(path) && !path.includes("/node_modules/"));
    const [first] = maps;
    return first === undefined
        ? []
        : [`${maps.length === 1 ? "a source map" : `${maps.length} source maps`} lead back to the sources: ${first}`];
}

function checkSize({ bytes, isCompressed }: Image): string[] {
    const megabytes = Math.round(((isCompressed ? 1 : compression) * bytes) / 1_000_000);
    return megabytes > largestMB
        ? [
              `it has ${isCompressed ? "" : "about "}${megabytes} MB, which each task fetches before it starts: leave out what it does not run`,
          ]
        : [];
}
