/**
 * Is a text free of characters that nobody types into one line: control characters, line and paragraph separators, and
 * those that turn the direction of what is written beside them?
 */
export function plainText(text: string): boolean {
    return !/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text);
}
