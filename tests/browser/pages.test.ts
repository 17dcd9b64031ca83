import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { Application, singleMachine } from "./application";
import { launch, Visitor } from "./chromium";
import { prepareBrowserOrSkip } from "./prerequisites";

describe("the pages", function () {
    before(prepareBrowserOrSkip);

    const machine = singleMachine();
    let browser: Browser;
    let application: Application;

    before(async () => {
        browser = await launch();
        application = await Application.start({ ...machine, RATE_LIMIT_AUTH_MAX_REQUESTS: "100" });
    });
    after(async () => {
        await browser.close();
        await application.stop();
    });

    it("have one that says that there is no such page", async () => {
        const visitor = await Visitor.enter(browser, application.url);
        const answer = await visitor.open("/no/such/page");
        assert.equal(answer?.status(), 404);
        assert.match(await visitor.text(), /There is no such page\./);
        await visitor.follow("Go to the start");
        assert.equal(visitor.path(), "/");
        await visitor.leave();
    });

    for (const width of [320, 390]) {
        it(`fit a screen of ${width} pixels, whatever users write`, async () => {
            const visitor = await Visitor.enter(browser, application.url, { width, height: 700 });
            const tooWide: string[] = [];
            const measure = async () => {
                const [content, screen] = await visitor.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
                if (content !== screen) {
                    tooWide.push(`${visitor.path()}: ${content} of ${screen}`);
                }
            };
            for (const path of ["/", "/sign-in?error=OAuthAccountNotLinked", "/register", "/no/such/page"]) {
                await visitor.open(path);
                await measure();
            }
            await visitor.register(`Maximiliane Featherstonehaugh ${width}`);
            await visitor.fill({ activity: "W".repeat(80), note: "x".repeat(500) });
            await visitor.follow("Log workout");
            await measure();
            assert.deepEqual(tooWide, []);
            await visitor.leave();
        });
    }

    it("name every field and every button", async () => {
        const visitor = await Visitor.enter(browser, application.url);
        await visitor.register("Trent");
        await visitor.fill({ activity: "Running" });
        await visitor.follow("Log workout");
        const unnamed = await visitor.page.$$eval("input:not([type=hidden]), button, a", (elements) =>
            elements
                .filter((element) => {
                    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : element.textContent;
                    return ((element as HTMLElement).ariaLabel ?? label ?? "").trim() === "";
                })
                .map((element) => element.outerHTML),
        );
        assert.deepEqual(unnamed, []);
        await visitor.leave();
    });

    it("say where they need scripts", async () => {
        for (const path of ["/sign-in", "/register"]) {
            const page = await (await fetch(application.url + path)).text();
            assert.match(page, /<noscript><p class="notice bad">This form needs JavaScript\.<\/p><\/noscript>/, path);
        }
    });

    it("give the focus to their content by the link that skips to it", async () => {
        const visitor = await Visitor.enter(browser, application.url);
        for (const path of ["/", "/sign-in", "/no/such/page"]) {
            await visitor.open(path);
            await visitor.page.keyboard.press("Tab");
            await visitor.page.keyboard.press("Enter");
            assert.equal(await visitor.page.evaluate(() => document.activeElement?.id), "main", path);
        }
        await visitor.leave();
    });

    it("promise suggestions where there are some", async () => {
        const promise = /suggest/i;
        assert.doesNotMatch(await (await fetch(application.url)).text(), promise);
        const model = { BEDROCK_MODEL_ID: "model", AWS_REGION: "us-east-1" };
        const suggesting = await Application.start({ ...machine, ...model });
        assert.match(await (await fetch(suggesting.url)).text(), promise);
        await suggesting.stop();
    });

    it("run no script but their own", async () => {
        const visitor = await Visitor.enter(browser, application.url);
        await visitor.open("/");
        await visitor.page.evaluate(() => {
            const script = document.createElement("div");
            script.innerHTML = `<img src="/none.png" onerror="document.title = 'broken in'">`;
            document.body.append(script);
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.equal(await visitor.page.title(), "Kinex Fit");
        assert.ok(visitor.complaints.some((complaint) => complaint === "policy: script-src-attr forbids inline"));
        await visitor.leave();
    });

    it("carry the headers that keep other sites out, with a nonce of their own", async () => {
        const [first, second] = await Promise.all([fetch(application.url), fetch(application.url)]);
        const nonces = [first, second].map(
            (answer) => /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1],
        );
        assert.notEqual(nonces[0], nonces[1]);
        assert.match(await first.text(), new RegExp(`<script[^>]* nonce="${nonces[0] ?? "none"}"`));
        assert.equal(first.headers.get("x-content-type-options"), "nosniff");
        assert.equal(first.headers.get("x-frame-options"), "DENY");
        assert.equal(first.headers.get("x-powered-by"), null);
        assert.equal(first.headers.get("strict-transport-security"), null);
    });

    it("ask for TLS where the public address has it", async () => {
        const secure = await Application.start({ ...machine, NEXTAUTH_URL: "https://example.com" });
        const { headers } = await fetch(secure.url);
        assert.equal(headers.get("strict-transport-security"), "max-age=63072000");
        assert.match(headers.get("content-security-policy") ?? "", /upgrade-insecure-requests/);
        await secure.stop();
    });
});
