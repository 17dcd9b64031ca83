import { z } from "zod";
import { plainText } from "@/security/plain-text";
import { isGuessable } from "./guessable-password";

/** An address as it is kept: users don't remember which letters they wrote large. */
export function addressOf(email: string): string {
    return email.trim().toLowerCase();
}

const text = (otherwise: string) => z.string(otherwise);

const fields = z.object({
    name: text("Tell us your name.")
        .trim()
        .min(1, "Tell us your name.")
        .max(80, "A name has at most 80 characters.")
        .refine(plainText, "A name has no control characters."),
    email: text("This is not a mail address.")
        .transform(addressOf)
        .pipe(z.email("This is not a mail address.").max(200, "This address is too long.")),
    password: text("A password has at least 10 characters.")
        .min(10, "A password has at least 10 characters.")
        .max(200, "A password has at most 200 characters."),
});

/** What a new user fills in. The messages are shown beside the form. */
export const registration = fields.refine(({ name, email, password }) => !isGuessable(password, [name, email]), {
    message: "This password is among the first that are tried. Choose another.",
});
