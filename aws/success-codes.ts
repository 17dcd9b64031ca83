/**
 * The success codes of a target group's health check, as ELBv2's Matcher takes them: `200`, `200-399`, `200,204`. An
 * Application Load Balancer accepts 200 to 499:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
export const successCodes = { min: 200, max: 499 } as const;

/** What AWS takes when nothing is asked of it. */
export const defaultMatcher = "200";

const code = String.raw`[2-4]\d\d`;

/** The form of a matcher. That each range goes upwards is asked by {@link explainMatcher}. */
export const matcherPattern = new RegExp(String.raw`^${code}(?:-${code})?(?:,${code}(?:-${code})?)*$`);

/** The codes of a matcher, both ends of each range included. */
export function toCodeRanges(matcher: string): readonly (readonly [from: number, to: number])[] {
    return matcher.split(",").map((part) => {
        const [from = 0, to = from] = part.split("-").map(Number);
        return [from, to];
    });
}

/** Why AWS would not take a matcher of the right form: the second half of a sentence about it. */
export function explainMatcher(matcher: string): string | undefined {
    const backwards = toCodeRanges(matcher).find(([from, to]) => from > to);
    return backwards === undefined ? undefined : `must not have a range that ends before it begins (${backwards.join("-")})`;
}

/** Whether a matcher accepts a status. */
export function acceptsStatus(matcher: string, status: number): boolean {
    return toCodeRanges(matcher).some(([from, to]) => status >= from && status <= to);
}
