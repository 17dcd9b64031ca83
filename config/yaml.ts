import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Scalar } from "yaml";
import { requireCommonSyntax, YamlError } from "./yaml-syntax";

/**
 * Reads YAML that every reader understands alike. Pulumi reads with Go's `gopkg.in/yaml.v3`, which keeps some of YAML 1.1: `060`
 * is 48 there, and 60 in YAML 1.2. What the two read differently is refused; `resolve.go` of that module has its rules.
 *
 * @param isUnseen whose text a message must not show
 * @throws {YamlError} for the first place that is no YAML, or that readers differ on
 */
export function parseYaml(bytes: Uint8Array, isUnseen: (path: readonly PropertyKey[]) => boolean): unknown {
    const text = decode(bytes);
    requireCommonSyntax(text);
    const documents = parseAllDocuments(text, { logLevel: "silent" });
    const [document] = documents;
    if (!Array.isArray(documents) || document === undefined) {
        return null;
    }
    const [error] = document.errors;
    if (error !== undefined) {
        throw new YamlError(`can't be read: ${error.message.split("\n")[0]?.replace(/:$/, "")}`);
    }
    if (documents.length > 1) {
        throw new YamlError("must be one document: Pulumi reads nothing after the second ---");
    }
    return read(document, document.contents, { isUnseen, path: [], open: [], count: { values: 0 } });
}

/** Go's reader takes UTF-8 alone, with or without a byte-order mark. */
function decode(bytes: Uint8Array): string {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        throw new YamlError("must be UTF-8");
    }
}

interface Place {
    readonly isUnseen: (path: readonly PropertyKey[]) => boolean;
    readonly path: readonly PropertyKey[];

    /** Collections around the place, which no alias may repeat. */
    readonly open: readonly unknown[];

    /** Values so far, aliases counted as what they repeat. */
    readonly count: { values: number };
}

function read(document: Document, node: unknown, place: Place): unknown {
    const target = isAlias(node) ? node.resolve(document) : node;
    if (isAlias(node) && target === undefined) {
        throw new YamlError(`can't be read: no anchor ${node.source} stands before its alias`, place.path);
    }
    if (place.open.includes(target)) {
        throw new YamlError("must not hold itself", place.path);
    }
    place.count.values += 1;
    if (place.count.values > maxValues) {
        throw new YamlError(`must not have more than ${maxValues} values, with what aliases repeat`);
    }
    if (isScalar(target)) {
        return readScalar(target, place);
    }
    const inside = (key: PropertyKey): Place => ({ ...place, path: [...place.path, key], open: [...place.open, target] });
    if (place.path.length > maxDepth) {
        throw new YamlError(`must not be nested deeper than ${maxDepth} levels`, place.path.slice(0, 3));
    }
    if (isSeq(target)) {
        return target.items.map((item, index) => read(document, item, inside(index)));
    }
    if (isMap(target)) {
        const entries = target.items.map(({ key, value }) => {
            const name = readKey(key, place);
            return [name, read(document, value, inside(name))] as const;
        });
        return Object.fromEntries(entries);
    }
    return null;
}

/** Both far beyond what a stack file needs. */
const maxDepth = 50;
const maxValues = 20_000;

function readKey(key: unknown, { path }: Place): string {
    if (!isScalar(key)) {
        throw new YamlError("must have texts as keys, and no lists, mappings or aliases", path);
    }
    const text = key.source ?? "";
    if (text === "<<") {
        throw new YamlError("must not be merged by <<: write its keys out", path);
    }
    if (typeof key.value !== "string" || (isPlain(key) && looksLikeOther(text))) {
        throw new YamlError(`must have texts as keys: quote ${text === "" ? "the empty one" : text}`, path);
    }
    requireFirstLine(key.value, path);
    return key.value;
}

/** The engine writes and reads a text once more on its way, and loses empty lines at its beginning. */
function requireFirstLine(text: unknown, path: readonly PropertyKey[]): void {
    if (typeof text === "string" && /^\s*\n/.test(text)) {
        throw new YamlError("must not begin with an empty line, which Pulumi loses", path);
    }
}

function isPlain({ type }: Scalar): boolean {
    return type === "PLAIN";
}

function readScalar(scalar: Scalar, { path, isUnseen }: Place): unknown {
    const text = scalar.source ?? "";
    if (isPlain(scalar) && looksLikeOther(text) && !isSameNumber(text)) {
        const leadingZero = /^[-+]?0[\d_]/.test(text) ? ", or write it without the leading zero" : "";
        const digits = leadingZero === "" && typeof scalar.value === "number" ? ", or write it in decimal digits" : "";
        const what = isUnseen(path) ? "a text or number" : text;
        throw new YamlError(`must not be ${what}, on which readers of YAML do not agree: quote it${leadingZero}${digits}`, path);
    }
    requireFirstLine(scalar.value, path);
    return scalar.value;
}

/** A number, or a date, in any version of YAML or in Go's reader, which ignores underscores. */
function looksLikeOther(text: string): boolean {
    const digits = text.replaceAll("_", "");
    return (
        /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(digits) ||
        /^[-+]?0[box][-+]?[\da-f]*$/i.test(digits) ||
        /^[-+]?\.(?:inf|nan)$/i.test(text) ||
        /^\d{4}-\d{1,2}-\d{1,2}(?:$|[tT\s])/.test(text)
    );
}

/** A number that every reader takes for the same one: decimal digits, as many as a double holds. */
function isSameNumber(text: string): boolean {
    return /^(?:-(?!0(?:\.0*)?$))?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text.replaceAll(/\D/g, "").length <= 15;
}
