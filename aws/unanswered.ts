import { AwsError, signInKinds } from "./errors";

/**
 * Undefined for what AWS does not answer: denied, throttled, or gone meanwhile. It costs the operator one row and not the
 * rest. What is wrong with the operator's own machine costs everything: no other question would be answered, either.
 *
 * @param refusals gets one line for each
 */
export async function undefinedIfUnanswered<T>(question: () => Promise<T>, refusals: string[]): Promise<T | undefined> {
    try {
        return await question();
    } catch (error) {
        if (!(error instanceof AwsError) || signInKinds.some((kind) => kind === error.kind)) {
            throw error;
        }
        refusals.push(error.message);
        return undefined;
    }
}
