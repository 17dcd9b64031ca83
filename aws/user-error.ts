/**
 * An error that is meant for the user: one clear line, and no stack. The runner would otherwise resolve the source maps of
 * the whole SDK before it shows the error, which takes 15 s.
 */
export class UserError extends Error {
    constructor(message: string) {
        super(message);
        withoutStack(this);
    }
}

/** The same for an error of a class that is not ours. */
export function withoutStack<E extends Error>(error: E): E {
    return Object.assign(error, { stack: error.message });
}
