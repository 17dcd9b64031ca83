import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { Application, freePort, singleMachine } from "./application";
import { addressOf, launch, password, Visitor } from "./chromium";
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
        application = await Application.start({ ...machine.variables, RATE_LIMIT_AUTH_MAX_REQUESTS: "100" });
    });
    beforeEach(async () => (visitor = await Visitor.enter(browser, application.url)));
    afterEach(() => visitor.leave());
    after(async () => {
        await browser.close();
        await application.stop();
        machine.remove();
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

    it("keeps the session over a restart, as it is a signed token", async () => {
        const first = await Application.start(machine.variables);
        const other = await Visitor.enter(browser, first.url);
        await other.register("Grace");
        await first.stop();
        const second = await Application.start({ ...machine.variables, PORT: new URL(first.url).port });
        await other.page.reload({ waitUntil: "networkidle0" });
        assert.match(await other.text(), /Grace/);
        await other.leave();
        await second.stop();
    });
});

describe("signing in with Google", function () {
    before(prepareBrowserOrSkip);

    const machine = singleMachine();
    after(machine.remove);

    it("goes to the OpenID provider and back", async () => {
        const port = await freePort();
        const url = `http://localhost:${port}`;
        const google = await Google.start(url);
        const browser = await launch(...google.chromiumArguments);
        const own = { PORT: String(port) };
        const application = await Application.start({ ...machine.variables, ...google.variables, ...own });
        try {
            const visitor = await Visitor.enter(browser, url);
            await visitor.open("/sign-in");
            await visitor.follow("Continue with Google");
            assert.equal(new URL(visitor.page.url()).host, "accounts.google.com");
            visitor.complaints.length = 0; // the provider's own pages have no icon
            await visitor.page.locator("input[name=login]").fill("ada");
            await visitor.page.locator("input[name=password]").fill("anything");
            await visitor.follow("Sign-in");
            await visitor.follow("Continue");
            assert.equal(visitor.path(), "/workouts");
            assert.match(await visitor.text(), /ada of Google/);
            await visitor.leave();
        } finally {
            await browser.close();
            await application.stop();
            google.stop();
        }
    });
});
