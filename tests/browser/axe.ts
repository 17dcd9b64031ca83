import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";

export const themes = ["light", "dark"] as const;

const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Axe {
    run(
        options: object,
    ): Promise<{ violations: readonly { id: string; help: string; nodes: readonly { target: unknown[] }[] }[] }>;
}

/** What axe-core finds wrong with a page as it stands, its recommendations included: a rule and the element that breaks it. */
export async function findBarriers(page: Page): Promise<string[]> {
    // By the debugger, which no content security policy of a page keeps out.
    await page.evaluate(source);
    return page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: Axe };
        const { violations } = await axe.run({ resultTypes: ["violations"] });
        return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`));
    });
}
