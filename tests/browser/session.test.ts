import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Visitor } from "../image/visitor";
import { Application, singleMachine } from "./application";
import { app } from "./build";
import { addressOf, password } from "./chromium";
import { prepareOrSkip } from "./prerequisites";

interface Tokens {
    readonly decode: (given: {
        readonly token: string;
        readonly secret: string;
    }) => Promise<{ readonly iat: number; readonly exp: number }>;
}

describe("a session", function () {
    before(prepareOrSkip);

    for (const [length, variables, seconds] of [
        ["a week, where the environment says nothing of it", {}, 604_800],
        ["as long as SESSION_MAX_AGE_SECONDS says", { SESSION_MAX_AGE_SECONDS: "3600" }, 3_600],
    ] as const) {
        it(`lasts ${length}: its token and its cookie`, async () => {
            const machine = singleMachine();
            const application = await Application.start({ ...machine, ...variables });
            try {
                const visitor = new Visitor(application.url);
                const account = { email: addressOf("Ada"), password };
                assert.equal((await visitor.post("/api/register", { name: "Ada", ...account })).status, 204);
                const answer = await visitor.signIn(account.email, password);

                const cookie = answer.headers.getSetCookie().find((header) => header.startsWith("next-auth.session-token="));
                const [, token = "", expires = ""] = /^[^=]+=([^;]+);.*Expires=([^;]+)/.exec(cookie ?? "") ?? [];
                const { decode } = createRequire(join(app, "package.json"))("next-auth/jwt") as Tokens;
                const { iat, exp } = await decode({ token, secret: machine.AUTH_SECRET ?? "" });
                // Three looks at the clock, one after the other: a busy machine may be slow between them.
                const isAbout = (value: number) => value >= seconds && value < seconds + 60;
                assert.ok(isAbout(exp - iat), `the token: ${exp - iat} s`);
                assert.ok(isAbout(Date.parse(expires) / 1000 - iat), `the cookie: ${expires}`);
            } finally {
                await application.stop();
            }
        });
    }
});
