const problems = {
    unavailable: "Kinex Fit could not do that. Try again in a moment.",
    "too-many": "Too many requests. Try again later.",
    unreadable: "This form could not be read. Try again.",
    "no-such-workout": "There is no such workout.",
    "no-address": "Your account has no mail address.",
    "not-mailed": "The mail could not be sent. Try again later.",
    "no-date": "Choose a date.",
    "date-range": "A date lies between 1900 and a year from now.",
    "no-activity": "Say what you did.",
    "activity-length": "An activity has at most 80 characters.",
    "not-whole-minutes": "Minutes are a whole number.",
    "minutes-range": "A workout takes from one to 1440 minutes.",
    "note-length": "A note has at most 500 characters.",
    "control-characters": "A text has no control characters.",
} as const;

/** A problem that a form came to: a word, as it travels in addresses, which anybody can write. */
export type Problem = keyof typeof problems;

export function isProblem(word: string): word is Problem {
    return Object.hasOwn(problems, word);
}

/** What it means to a user. */
export function textOf(problem: Problem): string {
    return problems[problem];
}
