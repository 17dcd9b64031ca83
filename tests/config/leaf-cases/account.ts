import { of, region, type LeafCase } from "./leaf-case";

/** The keys of the account and the profile. */
export const accountCases: Readonly<Record<string, LeafCase>> = {
    "aws:region": of(region, "7", "US East"), // the engine hands these three over as text
    "aws:allowedAccountIds": of(
        'must be a list of exactly one account id, quoted: ["123456789012"]',
        123456789012,
        ["12345678901"],
        ["[0]", "must be an account id of 12 digits", "12345678901"],
    ),
    "aws:assumeRole.roleArn": of(
        "must be the ARN of a role like arn:aws:iam::123456789012:role/deploy",
        7,
        "arn:aws:iam::123456789012:user/deploy",
    ),
    "aws:assumeRole.externalId": of("must be an external id: 2 to 1224 letters, digits and _+=,.@:/-", 7, "a!"),
    "aws:profile": of("must be the name of a profile", "", "two {words"),
    "fitness:profile": of("must be one of dev, staging, prod", "7", "live"),
};
