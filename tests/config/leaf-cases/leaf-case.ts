/** What a key of a stack file says about values that it does not take. */
export interface LeafCase {
    /** The message, without what was received. */
    readonly must: string;

    /** A value of another type. */
    readonly wrongType: unknown;

    /** A value of the right type that is not allowed. */
    readonly illegal: unknown;

    /** Path below the key, message and value, where the illegal value is an item of a list. */
    readonly item?: readonly [path: string, must: string, received: unknown];
}

export const of = (must: string, wrongType: unknown, illegal: unknown, item?: LeafCase["item"]): LeafCase => ({
    must,
    wrongType,
    illegal,
    item,
});

export const flag = of("must be true or false", "true", 1);

export const wholeNumber = (from: number, to: number, illegal: number) =>
    of(`must be a whole number from ${from} to ${to}`, String(from), illegal);

// What more than one key says.
export const region = "must be a region like us-east-1";
export const path = "must be a path like /api/health";
export const successCodes = "must be success codes from 200 to 499 like 200, 200-399 or 200,204";
export const kmsKey = "must be the ARN of a KMS key like arn:aws:kms:us-east-1:123456789012:key/…";
export const peer =
    "must be an IPv4 or IPv6 block like 10.0.0.0/16, a prefix list like pl-0123456789abcdef0 or a security group like sg-0123456789abcdef0";
