/**
 * A log in the form that a program prints, written down from its documentation or from reports of its users, beside the
 * captured ones of crashes.test.ts.
 */
export interface ProgramLog {
    readonly of: string;
    readonly log: string;

    /** The error that has to be named. */
    readonly evidence: string;
}
