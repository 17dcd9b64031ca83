import { z } from "zod";

/** An address as it is kept: users don't remember which letters they wrote large. */
export function addressOf(email: string): string {
    return email.trim().toLowerCase();
}

/** What a new user fills in. The messages are shown beside the form. */
export const registration = z.object({
    name: z.string().trim().min(1, "Tell us your name.").max(80, "A name has at most 80 characters."),
    email: z.string().transform(addressOf).pipe(z.email("This is not a mail address.").max(200, "This address is too long.")),
    password: z.string().min(10, "A password has at least 10 characters.").max(200, "A password has at most 200 characters."),
});
