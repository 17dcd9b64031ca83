/** NextAuth's word, in an address, for a failure that is not the user's. */
export const unavailable = "Unavailable";

const messages = new Map([
    ["CredentialsSignin", "Address or password is wrong."],
    ["OAuthAccountNotLinked", "There is an account with this address. Sign in the way you did before."],
    ["AccessDenied", "The provider did not let you in."],
    ["SessionRequired", "Sign in to see this page."],
    ["TooManyRequests", "Too many attempts. Wait a minute, then try again."],
    ["TooManyForAccount", "Too many attempts for this account. Wait a quarter of an hour, then try again."],
    [unavailable, "Kinex Fit could not be reached. Try again."],
]);

/** What NextAuth's word for a problem means to a user. Anybody can put another word into a link. */
export function messageOf(error: string): string {
    return messages.get(error) ?? "Signing in failed. Try again.";
}
