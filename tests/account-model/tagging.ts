import type { Values } from "./type-model";

/** What a provider does with tags. */
export interface Tagging {
    /** Tags that it adds to each thing. */
    readonly defaultTags: Values;

    /** Keys of tags that it neither changes nor shows. */
    readonly ignoredTags: readonly string[];
}

/** All tags of a thing that a program gives `own`: those that the provider leaves alone stay. */
export function tagsAfter({ defaultTags, ignoredTags }: Tagging, before: unknown, own: unknown): Values {
    const kept = Object.entries((before ?? {}) as Values).filter(([key]) => ignoredTags.includes(key));
    return { ...Object.fromEntries(kept), ...defaultTags, ...(own as Values | undefined) };
}

/** Without what the provider leaves alone. */
export function shownTags({ ignoredTags }: Tagging, tags: unknown): Values {
    return Object.fromEntries(Object.entries((tags ?? {}) as Values).filter(([key]) => !ignoredTags.includes(key)));
}
