/** The columns of defaults: every section whose defaults differ has a value for each. */
export type DefaultsColumn = "dev" | "staging" | "prod";

interface Profile {
    /**
     * Column of the defaults. A profile that differs in little shares one; a column of its own is a new name in
     * {@link DefaultsColumn}, and the compiler then names the sections that need it.
     */
    readonly column: DefaultsColumn;

    /** It serves users: what only production must have is asked of it, and what it holds is protected. */
    readonly isProduction: boolean;
}

/** What `profile` may say. `prod` buys availability, `dev` speed and price. */
export const profiles = {
    dev: { column: "dev", isProduction: false },
    staging: { column: "staging", isProduction: false },
    prod: { column: "prod", isProduction: true },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as ProfileName[];
