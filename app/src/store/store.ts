import type { Adapter } from "next-auth/adapters";
import { environment } from "@/environment/environment";
import type { NewWorkout, Workout } from "./workout";

/** Where users and workouts are kept. */
export interface Store {
    /** What NextAuth needs of it to sign users in with OAuth. */
    readonly adapter: Adapter;

    /** Adds a user who signs in with a password. The address may be taken, by a password or by OAuth. */
    register(user: NewUser): Promise<"registered" | "taken">;

    /** The user of an address who has a password. */
    credentialsOf(email: string): Promise<Credentials | undefined>;

    addWorkout(userId: string, workout: NewWorkout): Promise<void>;

    /**
     * The newest first.
     *
     * @param before id of a workout: only what is listed after it
     */
    workoutsOf(userId: string, atMost: number, before?: string): Promise<Workout[]>;

    deleteWorkout(userId: string, id: string): Promise<void>;

    /** Rejects where the store can't be used. */
    check(): Promise<void>;
}

export interface NewUser {
    readonly name: string;
    readonly email: string;
    readonly passwordHash: string;
}

export interface Credentials {
    readonly user: { readonly id: string; readonly name: string | null; readonly email: string };
    readonly passwordHash: string;
}

let current: Promise<Store> | undefined;

/** The store that the environment chose. Only its code is loaded. */
export function store(): Promise<Store> {
    current ??= open().catch((error: unknown) => {
        current = undefined; // the next request tries again
        throw error;
    });
    return current;
}

async function open(): Promise<Store> {
    const settings = environment().store;
    return settings.kind === "sqlite"
        ? (await import("./sqlite/sqlite-store")).sqliteStore(settings)
        : (await import("./dynamodb/dynamodb-store")).dynamodbStore(settings);
}
