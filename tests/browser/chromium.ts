import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer, { type Browser, type BrowserContext, type ElementHandle, type Page } from "puppeteer-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const folders = (process.env.PATH ?? "").split(delimiter);

/** Where a Chromium is, if there is one; `CHROMIUM` names another. */
export const chromium: string | undefined =
    process.env.CHROMIUM ?? names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));

export function launch(...args: string[]): Promise<Browser> {
    // Without a sandbox as the tests may run as root, in a container; they open nothing but their own pages.
    return puppeteer.launch({ executablePath: chromium ?? "", args: ["--no-sandbox", "--disable-dev-shm-usage", ...args] });
}

/** A user's window: cookies of its own, and everything that a console would show as an error. */
export class Visitor {
    /** Errors of scripts and of the console, and violations of the content security policy. */
    public readonly complaints: string[] = [];

    private constructor(
        public readonly page: Page,
        private readonly context: BrowserContext,
        private readonly url: string,
    ) {}

    public static async enter(browser: Browser, url: string, size = { width: 1280, height: 900 }): Promise<Visitor> {
        const context = await browser.createBrowserContext();
        const page = await context.newPage();
        const visitor = new Visitor(page, context, url);
        await page.setViewport(size);
        page.setDefaultTimeout(15_000);
        page.on("console", (message) => {
            if (message.type() === "error" || message.type() === "warn") {
                visitor.complain(message.text());
            }
        });
        page.on("pageerror", (error) => visitor.complain(String(error)));
        await page.exposeFunction("complain", (text: string) => visitor.complain(text));
        await page.evaluateOnNewDocument(() => {
            document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
                (globalThis as unknown as { complain: (text: string) => void }).complain(
                    `policy: ${violatedDirective} forbids ${blockedURI}`,
                );
            });
        });
        return visitor;
    }

    /** What the pages of another site say is not ours. */
    private complain(text: string): void {
        if (this.page.url().startsWith(this.url)) {
            this.complaints.push(text);
        }
    }

    public open(path: string) {
        return this.page.goto(`${this.url}${path}`, { waitUntil: "networkidle0" });
    }

    public async fill(values: Readonly<Record<string, string>>): Promise<void> {
        for (const [name, value] of Object.entries(values)) {
            const input = await this.page.waitForSelector(`input[name="${name}"]`);
            await input?.focus();
            await input?.evaluate((element) => element.select());
            await this.page.keyboard.sendCharacter(value);
        }
    }

    /** Presses a button or link by its text, and waits for the page that it leads to. */
    public async follow(text: string): Promise<void> {
        await Promise.all([this.page.waitForNavigation({ waitUntil: "networkidle0" }), this.press(text)]);
    }

    public async press(text: string): Promise<void> {
        const found = await this.page.waitForFunction(
            (name) =>
                [...document.querySelectorAll<HTMLElement>("button, a")].find(
                    (element) => (element.ariaLabel ?? element.innerText.trim()) === name && !element.matches(":disabled"),
                ),
            polling,
            text,
        );
        await (found.asElement() as ElementHandle<HTMLElement> | null)?.click();
    }

    public async register(name: string): Promise<void> {
        await this.open("/register");
        await this.fill({ name, email: addressOf(name), password });
        await this.follow("Create account");
    }

    /** Waits until the page shows a text. */
    public async sees(text: string): Promise<void> {
        await this.page.waitForFunction((expected) => document.body.innerText.includes(expected), polling, text);
    }

    public text(): Promise<string> {
        return this.page.evaluate(() => document.body.innerText);
    }

    public async alert(): Promise<string> {
        const alert = await this.page.waitForSelector(`main [role="alert"]`);
        return (await alert?.evaluate((element) => element.textContent)) ?? "";
    }

    public path(): string {
        const { pathname, search } = new URL(this.page.url());
        return pathname + search;
    }

    public async leave(): Promise<void> {
        await this.context.close();
    }
}

/** Not by animation frames, of which a busy machine makes few. */
export const polling = { polling: 100 };

export const password = "correct horse battery";

export function addressOf(name: string): string {
    return `${name.toLowerCase().replace(/\W/g, ".")}@example.com`;
}
