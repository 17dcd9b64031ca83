import { Parser, type CST } from "yaml";

/** What makes a file one that cannot be read. */
export class YamlError extends Error {
    /**
     * @param message second half of a sentence about the place
     * @param path keys that lead to the place; none for the file as a whole
     */
    public constructor(
        message: string,
        public readonly path: readonly PropertyKey[] = [],
    ) {
        super(message);
        this.name = "YamlError";
    }
}

/** Characters that Go's reader refuses, or takes for the end of a line where YAML 1.2 does not. */
const strangeCharacter = /\r(?!\n)|[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Refuses what one reader of YAML takes and the other does not, whichever value it would be.
 *
 * @throws {YamlError} for the first of it
 */
export function requireCommonSyntax(text: string): void {
    const refuse = (what: string, at: number) => {
        throw new YamlError(`must not have ${what}, in line ${text.slice(0, at).split("\n").length}`);
    };
    const character = text.search(strangeCharacter);
    if (character !== -1) {
        const code = text.charCodeAt(character).toString(16).toUpperCase().padStart(4, "0");
        refuse(`the character U+${code} unless as an escape in quotes`, character);
    }
    const tab = text.search(strangeTab);
    if (tab !== -1) {
        refuse("a tab where spaces belong", tab);
    }
    for (const token of new Parser().parse(text)) {
        if (token.type === "directive") {
            refuse("a directive", token.offset);
        }
        if (token.type === "document") {
            requireCommonTokens(token.start, refuse);
            requireCommonToken(token.value, false, refuse);
        }
    }
}

/** Tabs that are a part of the indentation. */
const strangeTab = /^ *(?:[-?] +)*[-?]? *\t/m;

type Refuse = (what: string, at: number) => void;

function requireCommonTokens(tokens: readonly CST.SourceToken[], refuse: Refuse): void {
    for (const { type, source, offset } of tokens) {
        if (type === "tag") {
            refuse(`the tag ${source}: write the value without it, and quote a text`, offset);
        }
        if (type === "anchor" && !strangeName.test(source)) {
            refuse(`the anchor ${source}: its name must be of letters, digits, _ and -`, offset);
        }
    }
}

/** Names of anchors that both readers take. */
const strangeName = /^[&*][\w-]+$/;

function requireCommonToken(token: CST.Token | null | undefined, isInFlow: boolean, refuse: Refuse): void {
    switch (token?.type) {
        case "alias":
            if (!strangeName.test(token.source)) {
                refuse(`the alias ${token.source}: its name must be of letters, digits, _ and -`, token.offset);
            }
            return;
        case "scalar":
            if (isInFlow && /^:|\?/.test(token.source)) {
                refuse("a text with ? or with : at its beginning, between brackets: quote it", token.offset);
            }
            return;
        case "double-quoted-scalar":
            if (strangeEscape.test(token.source)) {
                refuse("an escape of a slash, or of half a character: write the character", token.offset);
            }
            return;
        case "block-scalar": {
            const header = token.props.find((each): each is CST.SourceToken => each.type === "block-scalar-header")?.source ?? "";
            if (/\d/.test(header)) {
                refuse("the width of an indentation after | or >", token.offset);
            }
            if (token.source !== "" && !token.source.endsWith("\n") && !header.includes("-")) {
                refuse("a block of text that ends with the file, without a line's end", token.offset);
            }
            return;
        }
        case "block-map":
        case "block-seq":
        case "flow-collection": {
            const isFlow = token.type === "flow-collection";
            for (const { start, key, sep = [], value } of token.items) {
                requireCommonTokens([...start, ...sep], refuse);
                if (isFlow && sep.length > 0 && isStrangePair(key, sep, value)) {
                    refuse("a key between brackets whose : does not follow in its line, with a blank behind it", token.offset);
                }
                requireCommonToken(key, isFlow, refuse);
                requireCommonToken(value, isFlow, refuse);
            }
        }
    }
}

/** Escapes that Go's reader refuses. */
const strangeEscape = /(?<!\\)(?:\\\\)*\\(?:\/|(?:u|U0000)[dD][89a-fA-F])/;

/** What Go's reader takes for no key, or for a text that ends in a colon. */
function isStrangePair(
    key: CST.Token | null | undefined,
    sep: readonly CST.SourceToken[],
    value: CST.Token | undefined,
): boolean {
    const colon = sep.findIndex(({ type }) => type === "map-value-ind");
    const before = sep.slice(0, colon).some(({ type }) => type === "newline");
    const inKey = key !== undefined && key !== null && "source" in key && key.source.includes("\n");
    return before || inKey || (isEmpty(value) && colon === sep.length - 1);
}

function isEmpty(token: CST.Token | undefined): boolean {
    return token === undefined || (token.type === "scalar" && token.source === "");
}
