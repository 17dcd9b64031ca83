/** What the condition of a listener's rule has for a path and everything below it. */
export function pathPatterns(path: string): string[] {
    return [path, `${path}/*`];
}

/** Whether a pattern is met by everything that another is met by. `*` stands for any characters, slashes among them, and `?` for one. */
export function includesPattern(pattern: string, other: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", "[^*]"); // one character, which a * of the other is not
    return new RegExp(`^${source}$`).test(other);
}
