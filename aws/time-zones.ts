/** Whether Node knows a name as that of a time zone. */
export function isTimeZone(name: string): boolean {
    try {
        return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    } catch {
        return false;
    }
}
