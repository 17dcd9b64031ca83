import { AwsError, type AwsErrorKind } from "./errors";

/** What no other question would be answered with, either. */
const credentials: readonly AwsErrorKind[] = ["no credentials", "expired", "unknown credentials"];

/**
 * Undefined for what AWS does not answer: denied, throttled, or gone meanwhile. It costs the operator one row and not the
 * rest; credentials that AWS does not accept cost everything.
 *
 * @param refusals gets one line for each
 */
export async function undefinedIfUnanswered<T>(question: () => Promise<T>, refusals: string[]): Promise<T | undefined> {
    try {
        return await question();
    } catch (error) {
        if (!(error instanceof AwsError) || credentials.includes(error.kind)) {
            throw error;
        }
        refusals.push(error.message);
        return undefined;
    }
}
