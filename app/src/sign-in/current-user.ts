import { getServerSession } from "next-auth";
import { signInOptions } from "./options";

export interface User {
    readonly id: string;
    readonly name: string;

    /** A Facebook account may have none. */
    readonly email?: string;
}

/** Whoever is signed in. */
export async function currentUser(): Promise<User | undefined> {
    const session = await getServerSession(await signInOptions());
    const user = session?.user as { id?: string; name?: string | null; email?: string | null } | undefined;
    if (!user?.id) {
        return undefined;
    }
    const email = user.email ?? undefined;
    return { id: user.id, name: user.name ?? email ?? "you", email };
}
