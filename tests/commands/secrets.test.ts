import * as assert from "node:assert/strict";
import { hasSecretWord } from "../../commands/shared/secret-command";
import { isSecretName } from "../../commands/shared/secret-name";
import { hasSecretForm, isSecretValue } from "../../commands/shared/secret-value";

describe("a variable's name", () => {
    it("says whether it is secret", () => {
        const secret = [
            "AUTH_SECRET",
            "GITHUB_TOKEN",
            "OPENAI_API_KEY",
            "STRIPE_APIKEY",
            "npm_token",
            "REGISTRY_AUTH",
            "DB_PASSWORD",
            "PRIVATE_PEM",
            "GOOGLE_CREDENTIALS",
            "SENTRY_DSN",
            "DATABASE_URL",
            "REDIS_TLS_URL",
        ];
        const plain = [
            "COACH_URL",
            "AUTH_URL",
            "NEXT_PUBLIC_MAPS_KEY",
            "STRIPE_PUBLISHABLE_KEY",
            "MONKEY_NAME",
            "AWS_REGION",
            "TOKENIZER",
        ];
        assert.deepEqual(
            [...secret, ...plain].filter((name) => isSecretName(name)),
            secret,
        );
    });
});

describe("a value", () => {
    it("that is random may be a key or a checksum: it has the form of neither", () => {
        const random = "9f3e1b2c".repeat(4);
        assert.deepEqual([isSecretValue(random), hasSecretForm(random)], [true, false]);
        const address = "postgres://shop:canary@db/shop";
        assert.deepEqual([isSecretValue(address), hasSecretForm(address)], [true, true]);
        assert.ok(!isSecretValue("postgres://db.internal/shop"));
    });
});

describe("a command", () => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.Y2FuYXJ5";
    const secret: readonly (readonly string[])[] = [
        ["node", "server.js", "--db-password", "hunter2"],
        ["node", "server.js", "--db-password=hunter2"],
        ["server", "-token", "x"],
        ["sh", "-c", "API_TOKEN=x exec node server.js"],
        ["CMD-SHELL", `curl -fH 'Authorization: Bearer ${jwt}' http://localhost/ || exit 1`],
        ["migrate", "postgres://shop:hunter2@db/shop"],
        ["CMD-SHELL", 'mysqladmin ping --password="hunter2"'],
    ];
    const plain: readonly (readonly string[])[] = [
        ["node", "--max-old-space-size=400", "server.js"],
        ["sh", "-c", 'exec server --db-password "$DB_PASSWORD" --token=${TOKEN}'],
        ["CMD-SHELL", "wget -qO- http://localhost:3000/api/health || exit 1"],
        ["server", "--require-password", "--verbose"],
        ["server", "--config=/etc/app/config.yaml", "--log-level", "info"],
        ["node", "-e", 'fetch("http://127.0.0.1:3000/").then((r) => process.exit(r.ok ? 0 : 1))'],
    ];
    for (const [expected, commands] of [[true, secret], [false, plain]] as const) {
        for (const command of commands) {
            it(`${expected ? "carries" : "does not carry"} a secret: ${command.join(" ")}`, () => {
                assert.equal(hasSecretWord(command), expected);
            });
        }
    } // prettier-ignore
});
