/** A key of the stack file, and what it was made of. */
export interface CarriedKey {
    /** Without the namespace: `service.cpu`. */
    readonly path: string;
    readonly value: unknown;

    /** Path in the live service: `taskDefinition.cpu`. */
    readonly from: string;

    /** Why the key is as it is, for whoever reads the file. */
    readonly note?: string;
}

/** Something that the stack file can't say, or says otherwise. */
export interface LeftBehind {
    /** Path in the live service. */
    readonly from: string;
    readonly why: string;
}

/** Collects what a service becomes. */
export class Carry {
    public readonly keys: CarriedKey[] = [];
    public readonly leftBehind: LeftBehind[] = [];

    /** Nothing is carried of what the service does not say. */
    public key(path: string, value: unknown, from: string, note?: string): void {
        if (value !== undefined) {
            this.keys.push({ path, value, from, ...(note === undefined ? {} : { note }) });
        }
    }

    public leave(from: string, why: string): void {
        this.leftBehind.push({ from, why });
    }

    /** Says of every field that is set and that nothing else speaks of. */
    public leaveRest(from: string, fields: object, known: readonly string[], why: (field: string) => string): void {
        for (const [field, value] of Object.entries(fields)) {
            if (!known.includes(field) && isSet(value)) {
                this.leave(`${from}.${field}`, why(field));
            }
        }
    }
}

/** Whether a field says anything: ECS answers with many that were never given. */
export function isSet(value: unknown): boolean {
    if (value === undefined || value === null || value === false || value === "" || value === 0) {
        return false;
    }
    return typeof value !== "object" || value instanceof Date || Object.values(value).some(isSet);
}
