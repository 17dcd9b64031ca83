import * as assert from "node:assert/strict";
import { fonts, listNames, measure, shorten } from "../../review/picture/text";

describe("the text of a picture", () => {
    it("is measured no narrower than DejaVu Sans, the widest of the usual fonts, sets it", () => {
        // Advance widths that the fonts themselves state, in em.
        const samples: [string, keyof typeof fonts, number][] = [
            ["HTTP 80 → 301 to HTTPS 443", "fact", 14.627],
            ["GET /api/health every 10 s", "fact", 13.272],
            ["WWW mmm @ %", "fact", 8.792],
            ["rolling 100–200 % · rolls back", "fact", 14.776],
            ["starts tasks", "kind", 5.794],
            ["Application Load Balancer", "title", 14.72],
            ["fit it till Illinois", "title", 8.365],
            ["WAGMI Quality", "heading", 8.465],
            ["spotter-web-service", "name", 11.439],
        ];
        for (const [text, style, em] of samples) {
            const actual = em * fonts[style].size;
            const measured = measure(text, fonts[style]);
            assert.ok(measured >= actual && measured < 1.25 * actual, `${text}: ${measured} for ${actual}`);
        }
    });

    it("keeps a name that fits, and cuts another in the middle", () => {
        assert.equal(shorten("orders", fonts.name, 100), "orders");
        const cut = shorten("a-very-long-name-of-a-repository", fonts.name, 100);
        assert.match(cut, /^a-very…\w+ory$/);
        assert.ok(measure(cut, fonts.name) <= 100);
        assert.equal(shorten("orders", fonts.name, 1), "…");
    });

    it("lists names in few lines, and counts the others", () => {
        const names = ["users", "orders", "products", "reviews", "carts", "sessions"];
        assert.deepEqual(listNames(names, fonts.fact, 1000, 2), ["users, orders, products, reviews, carts, sessions"]);
        assert.deepEqual(listNames(names, fonts.fact, 150, 2), ["users, orders, products", "and 3 more"]);
        assert.deepEqual(listNames([], fonts.fact, 130, 2), []);
        for (const width of [90, 110, 130, 170, 230]) {
            for (const line of listNames(names, fonts.fact, width, 2)) {
                assert.ok(measure(line, fonts.fact) <= width, `${line} in ${width}`);
            }
        }
    });
});
