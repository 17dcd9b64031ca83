import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { Visitor } from "../image/visitor";
import { Application, singleMachine } from "./application";
import { addressOf, password } from "./chromium";
import { prepareOrSkip } from "./prerequisites";

type Headers = Readonly<Record<string, string>>;

const shown = (values: Headers) =>
    JSON.stringify(values)
        .replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
        .slice(0, 60);

const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const multipart = { "content-type": "multipart/form-data; boundary=x" };
const json = { "content-type": "application/json" };
const workout = { activity: "Rowing", date: "2026-01-05", minutes: "30" };

describe("requests that can't be answered", function () {
    before(prepareOrSkip);

    let application: Application;
    let user: Visitor;
    before(async () => {
        const limits = { RATE_LIMIT_AUTH_MAX_REQUESTS: "1000", RATE_LIMIT_API_MAX_REQUESTS: "1000" };
        application = await Application.start({ ...singleMachine(), ...limits });
        user = new Visitor(application.url);
        const account = { name: "Ada", email: addressOf("Ada"), password };
        assert.equal((await user.post("/api/register", account)).status, 204);
        assert.equal((await user.signIn(account.email, password)).status, 200);
    });
    after(() => application.stop());

    describe("are refused before their body is read", () => {
        for (const path of [
            "/",
            "/api/register",
            "/api/workouts",
            "/api/auth/callback/credentials",
            "/api/health",
            "/icon.svg",
        ]) {
            it(`at ${path}, where it is long or does not say how long it is`, async () => {
                const head = await answerTo(path, "POST", { ...urlencoded, "content-length": "65537" }, "a");
                assert.deepEqual([head.status, head.text], [413, "A body has at most 65536 bytes.\n"]);
                const chunked = await answerTo(path, "POST", { ...urlencoded, "transfer-encoding": "chunked" }, "a");
                assert.deepEqual([chunked.status, chunked.text], [411, "A body needs a Content-Length.\n"]);
            });
        }

        it("where the method is one that no route has", async () => {
            for (const method of ["TRACE", "PUT", "PROPFIND"]) {
                const answer = await answerTo("/", method, {});
                assert.deepEqual([answer.status, answer.headers.allow], [405, "GET, HEAD, POST, OPTIONS"], method);
            }
        });

        it("and a form of the longest length passes", async () => {
            const body = "a".repeat(65_536);
            const answer = await answerTo("/api/register", "POST", { ...urlencoded, "content-length": "65536" }, body);
            assert.equal(answer.status, 403, "without an origin");
        });
    });

    it("are no error of the server where a link names what every object has", async () => {
        for (const word of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
            const signIn = await new Visitor(application.url).get(`/sign-in?error=${word}&error=`);
            assert.equal(signIn.status, 200, word);
            assert.equal((await new Visitor(application.url).get(`/sign-in?error=${word}`)).status, 200, word);
            for (const name of ["notice", "problem", "before"]) {
                const page = await user.get(`/workouts?${name}=${word}`);
                assert.equal(page.status, 200, `${name}=${word}`);
                assert.doesNotMatch(await page.text(), /class="notice/, `${name}=${word}`);
            }
        }
    });

    it("show no text of a link on a page", async () => {
        for (const path of [
            "/workouts?problem=Call+555-0100",
            "/workouts?notice=Call+555-0100",
            "/sign-in?error=Call+555-0100",
        ]) {
            const page = await (path.startsWith("/sign-in") ? new Visitor(application.url) : user).get(path);
            assert.doesNotMatch((await page.text()).replaceAll(/<script.*?<\/script>/gs, ""), /555-0100/, path);
        }
    });

    const bodies: readonly (readonly [what: string, headers: Headers, body: string | undefined])[] = [
        ["JSON", json, "{}"],
        ["broken JSON", json, "{"],
        ["no body", {}, undefined],
        ["a broken multipart", multipart, "--x\r\nnonsense"],
        ["a text", { "content-type": "text/plain" }, "email=a"],
        ["an empty form", urlencoded, ""],
    ];
    for (const [what, headers, body] of bodies) {
        for (const path of ["/api/register", "/api/workouts", "/api/workouts/delete", "/api/auth/callback/credentials"]) {
            it(`are refused with a text where ${path} gets ${what}`, async () => {
                const answer = await user.post(path, body, headers);
                const said = await answer.text();
                // An empty form has no token of NextAuth, which leads back to its page.
                const expected = path.startsWith("/api/auth") && headers === urlencoded ? 302 : 400;
                assert.equal(answer.status, expected, said);
                assert.ok(expected === 302 || (JSON.parse(said) as { error: string }).error.endsWith("."), said);
            });
        }
    }

    const files = () => {
        const form = new FormData();
        ["name", "email", "password", "activity", "date", "minutes", "id"].forEach((name) =>
            form.set(name, new Blob(["x"]), "x"),
        );
        return form;
    };
    for (const path of ["/api/register", "/api/workouts", "/api/workouts/delete"]) {
        it(`are refused where ${path} gets files for fields`, async () => {
            assert.equal((await user.post(path, files())).status, 400);
        });
    }

    for (const id of ["x".repeat(3_000), "2026-01-05#" + "x".repeat(41), "../1", "", "2026-01-05# "]) {
        it(`are refused where a workout is to be removed that can't be: ${id.slice(0, 20)}`, async () => {
            const answer = await user.post("/api/workouts/delete", { id });
            assert.deepEqual([answer.status, await answer.json()], [400, { error: "There is no such workout." }]);
        });
    }

    it("lead to the start page where the address to go to is none, or of another site", async () => {
        const addresses = [
            "\\\\evil.com",
            "http://host.evil.com:x",
            "//evil.com",
            "/\\evil.com",
            "javascript:alert(1)",
            "http:",
            "%",
        ];
        for (const callbackUrl of addresses) {
            const answer = await new Visitor(application.url).signIn(addressOf("Ada"), password, {}, { callbackUrl });
            const { url } = (await answer.json()) as { url: string };
            assert.deepEqual([answer.status, new URL(url).origin], [200, application.url], callbackUrl);
        }
    });

    const fields: readonly (readonly [values: Headers, error: string])[] = [
        ...["Row\u0000ing", "Row\ning", "\u202egniwoR", "Row\u2028ing"].map(
            (activity) => [{ activity }, "A text has no control characters."] as const,
        ),
        [{ note: "a\u0007b" }, "A text has no control characters."],
        [{ date: "0001-01-01" }, "A date lies between 1900 and a year from now."],
        [{ date: "9999-12-31" }, "A date lies between 1900 and a year from now."],
        [{ date: "2026-02-30" }, "Choose a date."],
        ...["1e2", "0x10", "1.5", "-1", ""].map((minutes) => [{ minutes }, "Minutes are a whole number."] as const),
        ...["0", "1441", "9".repeat(400)].map((minutes) => [{ minutes }, "A workout takes from one to 1440 minutes."] as const),
    ];
    for (const [values, error] of fields) {
        it(`are refused where a workout has ${shown(values)}`, async () => {
            const answer = await user.post("/api/workouts", { ...workout, ...values });
            assert.deepEqual([answer.status, await answer.json()], [400, { error }]);
            const page = await user.post("/api/workouts", { ...workout, ...values }, { accept: "text/html,*/*;q=0.8" });
            assert.equal(page.status, 303);
            assert.match(page.headers.get("location") ?? "", /^\/workouts\?problem=[a-z-]+$/);
        });
    }

    const accounts: readonly (readonly [values: Headers, error: string])[] = [
        [{ name: "Ad\u0000a" }, "A name has no control characters."],
        [{ name: "\u202eadA" }, "A name has no control characters."],
        [{ email: "e\u0000ve@example.com" }, "This is not a mail address."],
        ...[
            "aaaaaaaaaa",
            "1234567890",
            "0987654321",
            "password12",
            "Password123!",
            "1q2w3e4r5t",
            "eve@example.com",
            "Eve Adams 1",
        ].map(
            (guessable) => [{ password: guessable }, "This password is among the first that are tried. Choose another."] as const,
        ),
    ];
    for (const [values, error] of accounts) {
        it(`are refused where an account has ${shown(values)}`, async () => {
            const account = { name: "Eve Adams", email: "eve@example.com", password, ...values };
            const answer = await user.post("/api/register", account);
            assert.deepEqual([answer.status, await answer.json()], [400, { error }]);
        });
    }

    async function answerTo(path: string, method: string, headers: Headers, body?: string) {
        const sent = request(application.url + path, { method, headers, agent: false });
        sent.flushHeaders();
        if (body !== undefined) {
            sent.write(body); // and no end: whoever waits for it waits for ever
        }
        const [answer] = (await once(sent, "response")) as [IncomingMessage];
        const result = { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
        sent.destroy();
        return result;
    }
});
