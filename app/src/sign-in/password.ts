import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";

/**
 * Of the settings that OWASP holds equal, the one with 16 MB: a task has 512, and several sign in at once.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const cost = { N: 2 ** 14, r: 8, p: 5 };

/** `scrypt$N$r$p$salt$key`: the settings travel with the hash, so that they can be raised later. */
export async function hashOf(password: string): Promise<string> {
    const salt = randomBytes(16);
    const key = await derive(password, salt, 32, cost);
    return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Takes as long for a user who doesn't exist, so that the time doesn't tell who does. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
    const [, N, r, p, salt = "", expected = ""] = (hash ?? nobody).split("$");
    const key = Buffer.from(expected, "base64url");
    const derived = await derive(password, Buffer.from(salt, "base64url"), key.length, {
        N: Number(N),
        r: Number(r),
        p: Number(p),
    });
    return timingSafeEqual(derived, key) && hash !== undefined;
}

const nobody = ["scrypt", cost.N, cost.r, cost.p, "A".repeat(22), "A".repeat(43)].join("$");

function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
    });
}
