/** What common passwords are made of, beside digits. */
const words = [
    ...[
        "password",
        "passw0rd",
        "p@ssword",
        "p@ssw0rd",
        "passwort",
        "motdepasse",
        "contrasena",
        "kennwort",
        "changeme",
        "letmein",
    ],
    ...["welcome", "iloveyou", "loveyou", "princess", "sunshine", "football", "baseball", "basketball", "superman", "batman"],
    ...["dragon", "monkey", "master", "shadow", "michael", "jennifer", "jordan", "charlie", "liverpool", "chelsea", "arsenal"],
    ...[
        "pokemon",
        "starwars",
        "computer",
        "internet",
        "whatever",
        "trustno",
        "secret",
        "admin",
        "administrator",
        "login",
        "test",
    ],
    ...[
        "user",
        "guest",
        "default",
        "hello",
        "summer",
        "winter",
        "spring",
        "autumn",
        "monday",
        "friday",
        "kinexfit",
        "kinex",
        "fitness",
    ],
    ...["workout", "qwerty", "qwertz", "azerty", "abc"],
];

/** Keys that lie side by side, in both directions. */
const rows = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiop",
    "1qaz2wsx3edc4rfv5tgb",
];
const runs = [...rows, "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0"].flatMap((row) => [row, [...row].reverse().join("")]);

/** Would this be among the first passwords that somebody tries, who knows name and address of the user? */
export function isGuessable(password: string, known: readonly string[]): boolean {
    const typed = simple(password);
    const own = known.flatMap((text) => [simple(text), simple(text.split("@")[0] ?? "")]).filter((text) => text.length > 2);
    const bare = typed.replace(/[^a-z]+$/, "");
    return (
        isRepeated(typed) ||
        runs.some((run) => run.includes(typed)) ||
        [...words, ...own].some((word) => [bare, typed].includes(word))
    );
}

const simple = (text: string) => text.toLowerCase().replace(/[\s._!?#*+-]/g, "");

/** One short piece over and over, such as `aaaaaaaaaa` and `1212121212`. */
function isRepeated(text: string): boolean {
    return /^(.{1,8}?)\1+.{0,3}$/.test(text);
}
