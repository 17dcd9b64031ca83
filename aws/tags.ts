/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** What everything of a stack is tagged with, and told by. */
export function stackTags(project: string, stack: string) {
    return { Project: project, Environment: stack, ManagedBy: "pulumi" } as const;
}

/** Whether something has all of the tags, beside whatever others. */
export function hasTags(tags: Tags, wanted: Tags): boolean {
    return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}

/** Each service spells the keys its own way. */
interface Tag {
    readonly Key?: string;
    readonly key?: string;
    readonly Value?: string;
    readonly value?: string;
}

/** Tags as AWS lists them, by key. */
export function toTags(tags: readonly Tag[] = []): Tags {
    return Object.fromEntries(tags.map(({ Key, key = Key ?? "", Value, value = Value ?? "" }) => [key, value]));
}

/** Keys that the program gives a value itself. */
export const ownKeys = [...Object.keys(stackTags("", "")), "Name"];

/**
 * Keys that a stack may choose. AWS keeps `aws:` for itself, and the program those that it finds its own things by, or writes.
 *
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export const tagKey = {
    pattern: new RegExp(
        String.raw`^(?![Aa][Ww][Ss]:|(?:${ownKeys.join("|")})$)[A-Za-z0-9_.:/=+@-](?:[A-Za-z0-9 _.:/=+@-]*[A-Za-z0-9_.:/=+@-])?$`,
    ),
    allowed:
        "a tag's key of letters, digits, blanks and _ . : / = + - @, which does not begin with aws: or spotter:, and is none of " +
        ownKeys.join(", "),
};

/** Values of tags, which every service takes. */
export const tagValue = {
    pattern: /^[A-Za-z0-9 _.:/=+@-]*$/,
    allowed: "a tag's value of letters, digits, blanks and _ . : / = + - @",
};

/**
 * Tags of a task definition revision, and one of a task. Those of the verdict are written after an update; the provider ignores
 * them.
 */
export const tagKeys = {
    release: "spotter:release",
    config: "spotter:config",
    commit: "spotter:commit",
    verdict: "spotter:verdict",
    verdictAt: "spotter:verdict-at",

    /** What each phase of its deployment took, which the verdict measured. */
    seconds: "spotter:seconds",

    /** Which command has ended well before the revision; the provider ignores it. */
    before: "spotter:before",

    /** Marks a revision of `npm run drill`, which is no release. */
    drill: "spotter:drill",

    /** Marks a task that runs one command, and that no service has started. */
    oneOff: "spotter:one-off",
} as const;

/** `Name=shared, Tier=private` */
export function describeTags(tags: Readonly<Record<string, string>>): string {
    return Object.entries(tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(", ");
}
