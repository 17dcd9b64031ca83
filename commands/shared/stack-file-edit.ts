import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument, type Document } from "yaml";

/** What a stack file says about its image. */
export interface ImageSection {
    readonly digest?: string;
    readonly commit?: string;

    /** Set while the digest is one that a rollback put there. */
    readonly pinnedBy?: "rollback";
}

const section = ["config", "spotter:image"];
const keys = ["digest", "commit", "pinnedBy"] as const;

/** What the file says about its image, and whether it builds one. */
export function imageSection(folder: string, file: string): ImageSection & { readonly builds: boolean } {
    const document = parseDocument(readFileSync(join(folder, file), "utf8"));
    const image = document.getIn(section);
    const value = (key: string) => (isMap(image) ? image.get(key) : undefined);
    const text = (key: string) => (value(key) === undefined ? undefined : String(value(key)));
    return {
        digest: text("digest"),
        commit: text("commit"),
        pinnedBy: value("pinnedBy") === "rollback" ? "rollback" : undefined,
        builds: value("build") !== undefined,
    };
}

/**
 * Sets what the file says about its image, and leaves everything else as it is, comments included. The file is
 * replaced as a whole, so that no reader ever sees half of it.
 *
 * @returns whether anything had to be changed
 */
export function setImageSection(folder: string, file: string, image: ImageSection): boolean {
    const path = join(folder, file);
    const before = readFileSync(path, "utf8");
    const after = withImageSection(before, image);
    if (after === before) {
        return false;
    }
    const beside = `${path}.${process.pid}`;
    writeFileSync(beside, after);
    chmodSync(beside, statSync(path).mode);
    renameSync(beside, path);
    return true;
}

/** Whether {@link setImageSection} would have to change anything. */
export function wouldChange(folder: string, file: string, image: ImageSection): boolean {
    const text = readFileSync(join(folder, file), "utf8");
    return withImageSection(text, image) !== text;
}

/** The text of a stack file with another image. */
export function withImageSection(text: string, image: ImageSection): string {
    const document = parseDocument(text);
    const had = isMap(document.getIn(section));
    if (keys.every((key) => document.getIn([...section, key], false) === image[key]) && had) {
        return text;
    }
    if (!had) {
        document.setIn(section, document.createNode({}));
    }
    for (const key of keys) {
        const value = image[key];
        if (value === undefined) {
            document.deleteIn([...section, key]);
        } else {
            document.setIn([...section, key], value);
        }
    }
    removeIfEmpty(document);
    const style = { indent: findIndent(text), indentSeq: hasIndentedLists(text), lineWidth: 0 };
    const edited = changedLines(text, parseDocument(text).toString(style), document.toString(style));
    return text.includes("\r\n") ? edited.replace(/\r?\n/g, "\r\n") : edited;
}

/**
 * The original with the lines that differ between two renderings of it. Rendering normalises spaces and brackets
 * everywhere, and a review should see the edit alone.
 */
function changedLines(original: string, rendered: string, edited: string): string {
    const [lines, from, to] = [original.split(/\r?\n/), rendered.split("\n"), edited.split("\n")];
    if (lines.length !== from.length) {
        return edited; // the lines do not correspond
    }
    const most = Math.min(from.length, to.length);
    const ahead = lengthWhile(most, (at) => from[at] === to[at]);
    const behind = lengthWhile(most - ahead, (at) => from[from.length - 1 - at] === to[to.length - 1 - at]);
    return [...lines.slice(0, ahead), ...to.slice(ahead, to.length - behind), ...lines.slice(lines.length - behind)].join("\n");
}

function lengthWhile(most: number, holds: (at: number) => boolean): number {
    let length = 0;
    while (length < most && holds(length)) {
        length += 1;
    }
    return length;
}

function removeIfEmpty(document: Document): void {
    const image = document.getIn(section);
    if (isMap(image) && image.items.length === 0) {
        document.deleteIn(section);
    }
}

/** Columns that the file itself indents by. */
function findIndent(text: string): number {
    return /^[^\s#][^\n]*:\s*\n( +)\S/m.exec(text)?.[1]?.length ?? 4;
}

function hasIndentedLists(text: string): boolean {
    return !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(text);
}
