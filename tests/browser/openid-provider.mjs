// node openid-provider.mjs <port> <key> <certificate> <address to return to>
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import Provider from "oidc-provider";

const [port, key, certificate, redirectUri] = process.argv.slice(2);

/** Whoever signs in as `ada` is Ada. */
const findAccount = (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `${id} of Google`, email: `${id}@example.org`, email_verified: true }),
});

const provider = new Provider("https://accounts.google.com", {
    clients: [
        {
            client_id: "kinex-fit",
            client_secret: "a secret of the tests",
            redirect_uris: [redirectUri],
            response_types: ["code"],
            grant_types: ["authorization_code"],
        },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false, // Google puts them into the id token
    cookies: { keys: ["a key of the tests"] },
    findAccount,
});

createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, provider.callback()).listen(Number(port), () => {
    console.log("ready");
});
