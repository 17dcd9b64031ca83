import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { Application, freePort, singleMachine, type Variables } from "./application";
import { Aws } from "./aws";
import { addressOf, launch, password, Visitor } from "./chromium";
import { DynamoDb } from "./dynamodb";
import { Google } from "./google";
import { prepareBrowserOrSkip } from "./prerequisites";

describe("signing in", function () {
    before(prepareBrowserOrSkip);

    const machine = singleMachine();
    let browser: Browser;
    let application: Application;
    let visitor: Visitor;

    before(async () => {
        browser = await launch();
        // More attempts than the tests make, which all come from one address.
        application = await Application.start({ ...machine, RATE_LIMIT_AUTH_MAX_REQUESTS: "100" });
    });
    beforeEach(async () => (visitor = await Visitor.enter(browser, application.url)));
    afterEach(() => visitor.leave());
    after(async () => {
        await browser.close();
        await application.stop();
    });

    it("leads a new user to their workouts, out again, and in with their password", async () => {
        await visitor.open("/");
        await visitor.press("Create an account");
        await visitor.page.waitForSelector("input[name=name]");
        await visitor.fill({ name: "Ada Lovelace", email: "Ada@Example.com", password });
        await visitor.follow("Create account");
        assert.equal(visitor.path(), "/workouts");
        assert.match(await visitor.text(), /Ada Lovelace/);

        await visitor.follow("Sign out");
        assert.equal(visitor.path(), "/");
        await visitor.open("/workouts");
        assert.equal(visitor.path(), "/sign-in?error=SessionRequired");
        assert.equal(await visitor.alert(), "Sign in to see this page.");

        await visitor.fill({ email: "ada@example.com", password });
        await visitor.follow("Sign in");
        assert.equal(visitor.path(), "/workouts");
        assert.deepEqual(visitor.complaints, []);
    });

    it("says no more than that address or password is wrong", async () => {
        await visitor.register("Bob");
        await visitor.follow("Sign out");
        for (const given of [
            { email: addressOf("Bob"), password: "a wrong password" },
            { email: "nobody@example.com", password },
        ]) {
            await visitor.open("/sign-in");
            await visitor.fill(given);
            await visitor.press("Sign in");
            assert.equal(await visitor.alert(), "Address or password is wrong.");
        }
        // The browser itself reports that the server said no.
        assert.deepEqual(
            new Set(visitor.complaints.map((complaint) => complaint.replace(/.*status of /, ""))),
            new Set(["401 (Unauthorized)"]),
        );
    });

    it("refuses a second account for an address", async () => {
        await visitor.register("Eve");
        await visitor.follow("Sign out");
        await visitor.open("/register");
        await visitor.fill({ name: "Mallory", email: addressOf("Eve"), password });
        await visitor.press("Create account");
        assert.equal(await visitor.alert(), "There is an account with this address. Sign in instead.");
    });

    it("says that a client has to wait", async () => {
        const strict = await Application.start({ ...machine, RATE_LIMIT_AUTH_MAX_REQUESTS: "1" });
        const hasty = await Visitor.enter(browser, strict.url);
        await hasty.open("/register");
        await hasty.fill({ name: "Hasty", email: addressOf("Hasty"), password });
        await hasty.press("Create account");
        assert.equal(await hasty.alert(), "Too many attempts. Wait a minute, then try again.");
        await hasty.leave();
        await strict.stop();
    });

    it("keeps the session over a restart, as it is a signed token", async () => {
        const first = await Application.start(machine);
        const other = await Visitor.enter(browser, first.url);
        await other.register("Grace");
        await first.stop();
        const second = await Application.start({ ...machine, PORT: new URL(first.url).port });
        await other.page.reload({ waitUntil: "networkidle0" });
        assert.match(await other.text(), /Grace/);
        await other.leave();
        await second.stop();
    });
});

describe("signing in with Google", function () {
    before(prepareBrowserOrSkip);

    const machine = singleMachine();
    let aws: Aws;
    let dynamodb: DynamoDb;
    before(async () => ([aws, dynamodb] = await Promise.all([Aws.start(), DynamoDb.start()])));
    after(() => {
        aws.stop();
        dynamodb.stop();
    });

    it("goes to the OpenID provider and back, on a single machine", () => throughGoogle(machine));

    it("goes to the OpenID provider and back, on AWS", async () => {
        const { AUTH_SECRET = "" } = machine;
        await throughGoogle({ AUTH_SECRET, ...dynamodb.variables, ...aws.variables });
        const kinds = (await dynamodb.items("test-users")).map(({ type }) => (type as { S: string }).S);
        assert.deepEqual(kinds.sort(), ["USER", "oauth"]);
    });
});

/** The first time makes an account, the second finds it. */
async function throughGoogle(variables: Variables): Promise<void> {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const google = await Google.start(url);
    const browser = await launch(...google.chromiumArguments);
    const application = await Application.start({ ...variables, ...google.variables, PORT: String(port) });
    try {
        for (const time of ["first", "second"]) {
            const visitor = await Visitor.enter(browser, url);
            await visitor.open("/sign-in");
            await visitor.follow("Continue with Google");
            assert.equal(new URL(visitor.page.url()).host, "accounts.google.com");
            await visitor.fill({ login: "ada", password: "anything" });
            await visitor.follow("Sign-in");
            await visitor.follow("Continue");
            assert.equal(visitor.path(), "/workouts", time);
            assert.match(await visitor.text(), /ada of Google/);
            assert.deepEqual(visitor.complaints, []);
            await visitor.leave();
        }
    } finally {
        await browser.close();
        await application.stop();
        google.stop();
    }
}
