/** Characters by which a cut may move to the end of a word. */
const wordLength = 12;

/**
 * A text of at most so many characters. Its middle is left out: it begins with what is wrong, and ends with what is
 * different from others.
 *
 * @param headShare share of the beginning in what is kept
 */
export function shorten(text: string, maxLength: number, headShare = 0.4): string {
    if (text.length <= maxLength) {
        return text;
    }
    const headLength = Math.ceil((maxLength - 1) * headShare);
    const head = text.slice(0, headLength);
    const tail = text.slice(text.length - (maxLength - 1 - headLength));
    const lastWord = head.lastIndexOf(" ");
    const firstWord = tail.indexOf(" ");
    return `${lastWord > headLength - wordLength ? head.slice(0, lastWord) : head}…${firstWord >= 0 && firstWord < wordLength ? tail.slice(firstWord + 1) : tail}`;
}

/** What texts of AWS have in common, and what is left of each. The first says what kind of failure it is. */
const fillers: readonly (readonly [RegExp, string])[] = [
    [/(?:operation error [\w ]+: \w+, ?)?https? response error StatusCode: \d+, ?RequestID: ?[\w-]*, ?(?:api error )?/gi, ""],
    [/,? ?(?:\(?Service: [^;)]*; )?Status ?Code: \d+[;,]? ?(?:Error Code: \w+; )?Request ?ID: ?[\w-]+(?:; Proxy: \w+\)?)?/gi, ""],
    [/,? ?Request ?ID: ?"?[\w-]{20,}"?/gi, ""],
    [/service call has been retried \d+ time\(s\): /gi, ""],
    [
        /(?:pull (?:image|command|image manifest)|asm fetching secret|fetching secret data) (?:has been|from AWS \w+) retried \d+ time\(s\): /gi,
        "",
    ],
    [/unable to pull secrets or registry auth: /gi, ""],
    [/execution resource retrieval failed: /gi, ""],
    [/ (?:Please (?:verify|check|make sure)|For more information,?) [^.]*(?:\.(?!\w)|$)/gi, ""],
    [/ caused by: /gi, ": "],
    [/: (?:exit status \d+|rpc error: code = \w+ desc = )+/gi, ": "],
];

/** Who may not do what, and to what: the words between which they stand are AWS's in every service. */
const permission =
    /(?:(?:User|Principal|role|identity):? )?(?:arn:\S+|\S+) is not authori[sz]ed to perform:? [\w:*-]+(?: on (?:the )?resources?:? \S+)?(?: (?:because|with an explicit deny)[^.]{0,160})?/i;

/** Characters around a denial that are kept however long it is. */
const minContextLength = 60;

/** Session of an assumed role: ECS names it after the task, and a role is enough to look for. */
const session = /(:assumed-role\/[^/\s]+)\/\S+/g;

/**
 * A text of AWS of about so many characters. What all such texts have in common goes first, then the middle. Who, which
 * action and which resource are kept whatever their length.
 */
export function shortenAwsText(text: string, maxLength: number): string {
    if (text.length <= maxLength) {
        return text;
    }
    const short = fillers
        .reduce((rest, [filler, left]) => rest.replace(filler, left), text)
        .replace(/\s+/g, " ")
        .trim();
    if (short.length <= maxLength) {
        return short;
    }
    const allowed = /not authori[sz]ed/i.test(short) ? permission.exec(short) : null;
    if (allowed === null) {
        return shorten(short, maxLength);
    }
    const core = allowed[0].replace(session, "$1/…");
    const behind = short.slice(allowed.index + allowed[0].length);
    const room = Math.max(minContextLength, maxLength - core.length);
    return `${outermost(short.slice(0, allowed.index), room)}${core}${behind.length > minContextLength ? shorten(behind, minContextLength) : behind}`;
}

/** What wraps a denial: of several kinds of error the first and the last. */
function outermost(text: string, maxLength: number): string {
    const kinds = text.split(": ").filter((kind) => kind !== "");
    return text.length <= maxLength || kinds.length < 3 ? text : `${kinds[0] ?? ""}: … ${kinds.at(-1) ?? ""}: `;
}
