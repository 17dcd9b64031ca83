import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "puppeteer-core";
import { findBarriers, themes } from "./axe";
import { chromium, launch } from "./chromium";
import { findLowContrast } from "./contrast";

const run = promisify(execFile);

describe("npm run preview -- STACK --html FILE, in Chromium", function () {
    let folder: string, file: string;
    let browser: Browser | undefined;

    before(async function () {
        if (chromium === undefined) {
            console.log("    skipped: no Chromium: apt-get install chromium, or CHROMIUM=<path>");
            this.skip();
        }
        folder = mkdtempSync(join(tmpdir(), "preview-page-"));
        file = join(folder, "prod.html");
        const args = ["-r", "ts-node/register/transpile-only", "commands/cli.ts", "preview", "prod"];
        await run(process.execPath, [...args, "--html", file], { maxBuffer: 2 ** 24 });
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        rmSync(folder, { recursive: true, force: true });
    });

    async function open(): Promise<Page> {
        assert.ok(browser);
        return browser.newPage();
    }

    async function visit<T>(width: number, theme: (typeof themes)[number], look: (page: Page) => Promise<T>): Promise<T> {
        const page = await open();
        try {
            await page.setViewport({ width, height: 900 });
            await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
            await page.goto(pathToFileURL(file).href);
            await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
            return await look(page);
        } finally {
            await page.close();
        }
    }

    it("asks for nothing but itself, and breaks no policy of its own", async () => {
        const page = await open();
        const [asked, said]: [string[], string[]] = [[], []];
        page.on("request", (request) => asked.push(request.url()));
        page.on("console", (message) => said.push(message.text()));
        page.on("pageerror", (error) => said.push(String(error)));
        await page.goto(pathToFileURL(file).href, { waitUntil: "networkidle0" });
        await page.close();
        assert.deepEqual(
            asked.filter((url) => !url.startsWith("data:")),
            [pathToFileURL(file).href],
        );
        assert.deepEqual(said, []);
    });

    for (const theme of themes) {
        for (const width of [360, 700, 1280]) {
            it(`fits ${width} pixels, and every text can be read in the ${theme} theme, and axe-core finds nothing`, async () => {
                const { overflow, low, barriers } = await visit(width, theme, async (page) => ({
                    overflow: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
                    low: await page.evaluate(findLowContrast),
                    barriers: await findBarriers(page),
                }));
                assert.ok(overflow <= 0, `${overflow} pixels too wide`);
                assert.deepEqual(low, []);
                assert.deepEqual(barriers, []);
            });
        }
    }

    it("has the colours of its theme", async () => {
        const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.deepEqual(
            [await visit(1280, "light", ground), await visit(1280, "dark", ground)],
            ["rgb(255, 255, 255)", "rgb(13, 17, 23)"],
        );
    });

    it("is read by what reads it aloud: landmarks, headings, tables with their headings, on a narrow screen too", async () => {
        for (const width of [360, 1280]) {
            const roles = await visit(width, "light", async (page) => {
                const names: string[] = [];
                const walk = (node: { role: string; name?: string; children?: unknown[] }): void => {
                    names.push(`${node.role} ${node.name ?? ""}`.trim());
                    (node.children ?? []).forEach((child) => walk(child as typeof node));
                };
                walk((await page.accessibility.snapshot({ interestingOnly: false })) ?? { role: "none" });
                return names;
            });
            for (const expected of ["main", "navigation Sections", "heading Cost", "table Cost of a month", "rowheader Total"]) {
                assert.ok(roles.includes(expected), `${expected} at ${width}`);
            }
        }
    });

    it("can be walked through by the keyboard, the picture too", async () => {
        const places = await visit(360, "light", async (page) => {
            const found: string[] = [];
            for (let presses = 0; presses < 60; presses += 1) {
                await page.keyboard.press("Tab");
                found.push(
                    await page.evaluate(() => {
                        const { activeElement: at } = document;
                        return at === null ? "" : at.className || at.getAttribute("href") || at.tagName;
                    }),
                );
            }
            return found;
        });
        for (const place of ["#cost", "#controls", "picture", "row"]) {
            assert.ok(places.includes(place), place);
        }
    });

    it("is printed in light colours, on a few pages, without what can only be clicked", async () => {
        const printed = await visit(1280, "dark", async (page) => {
            const pdf = await page.pdf({ format: "A4" });
            await page.emulateMediaType("print");
            const shown = await page.evaluate(() => ({
                ground: getComputedStyle(document.documentElement).getPropertyValue("--ground"),
                nav: getComputedStyle(document.querySelector("nav") as Element).display,
            }));
            return { ...shown, pages: Buffer.from(pdf).toString("latin1").split("/Type /Page\n").length - 1 };
        });
        assert.deepEqual([printed.ground, printed.nav], ["#ffffff", "none"]);
        assert.ok(printed.pages > 0 && printed.pages <= 12, `${printed.pages} pages`);
    });
});
