import assert from "node:assert/strict";
import { Visitor } from "../image/visitor";
import { Application, singleMachine, type Variables } from "./application";
import { prepareOrSkip } from "./prerequisites";
import { Upstash } from "./upstash";

describe("requests that a browser would not send", function () {
    before(prepareOrSkip);

    const machine = singleMachine();
    let upstash: Upstash;
    before(async () => (upstash = await Upstash.start()));
    after(() => {
        upstash.stop();
    });

    async function withApplication(variables: Variables, use: (url: string) => Promise<void>): Promise<void> {
        const application = await Application.start({ ...machine, ...variables });
        try {
            await use(application.url);
        } finally {
            await application.stop();
        }
    }

    it("are refused where another site sent a form", async () => {
        await withApplication({}, async (url) => {
            for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site", origin: url }, {}]) {
                for (const path of [
                    "/api/workouts",
                    "/api/workouts/delete",
                    "/api/suggestion",
                    "/api/summary",
                    "/api/register",
                ]) {
                    assert.equal((await post(url + path, headers)).status, 403, path);
                }
            }
        });
    });

    it("lead to sign-in where nobody is signed in", async () => {
        await withApplication({}, async (url) => {
            const answer = await post(`${url}/api/workouts`, { origin: url });
            assert.equal(answer.status, 303);
            assert.equal(answer.headers.get("location"), "/sign-in");
        });
    });

    it("wait after too many attempts to sign in, for every client on its own", async () => {
        const limit = {
            RATE_LIMIT_AUTH_MAX_REQUESTS: "2",
            RATE_LIMIT_BLOCK_SECONDS: "30",
            RATE_LIMIT_TRUSTED_PROXIES: "127.0.0.0/8,::1",
        };
        await withApplication(limit, async (url) => {
            const attempt = (forwarded: string) => post(`${url}/api/register`, { origin: url, "x-forwarded-for": forwarded });
            assert.equal((await attempt("203.0.113.1")).status, 400);
            assert.equal((await attempt("203.0.113.1")).status, 400);
            const third = await attempt("203.0.113.1");
            assert.equal(third.status, 429);
            assert.equal(third.headers.get("retry-after"), "30");
            assert.equal((await attempt("198.51.100.7, 203.0.113.1")).status, 429, "an address that the client made up");
            assert.equal((await attempt("203.0.113.2")).status, 400);
        });
    });

    const trusted = { RATE_LIMIT_AUTH_MAX_REQUESTS: "1", RATE_LIMIT_TRUSTED_PROXIES: "127.0.0.0/8,::1,10.0.0.0/8" };
    const pairs: readonly (readonly [first: string, second: string, isSame: boolean, why: string])[] = [
        ["203.0.113.1", "198.51.100.7, 203.0.113.1", true, "what stands before the client's address is its claim"],
        ["203.0.113.2", "203.0.113.3", false, "clients of IPv4 have an address each"],
        ["::ffff:203.0.113.4", "203.0.113.4", true, "IPv4 in IPv6's form is the same address"],
        ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true, "one customer has a /64"],
        ["2001:db8:0:3::1", "2001:db8::3:1:2:3:4", true, "however it is written"],
        ["2001:db8:1:4::1", "2001:db8:1:5::1", false, "two customers have two"],
        ["10.9.9.1, 10.0.0.7", "10.9.9.2, 10.0.0.7", true, "a client inside the trusted networks claims hops"],
        ["10.0.0.8", "10.0.0.9", false, "two clients inside the trusted networks"],
    ];
    for (const [first, second, isSame, why] of pairs) {
        it(`are of ${isSame ? "one client" : "two clients"} from ${first} and ${second}: ${why}`, async () => {
            await withApplication(trusted, async (url) => {
                const attempt = (forwarded: string) => post(`${url}/api/register`, { origin: url, "x-forwarded-for": forwarded });
                assert.deepEqual([(await attempt(first)).status, (await attempt(second)).status], [400, isSame ? 429 : 400]);
            });
        });
    }

    it("wait where one account is guessed at from many addresses, whether it exists or not", async () => {
        await withApplication({ RATE_LIMIT_TRUSTED_PROXIES: "127.0.0.0/8,::1" }, async (url) => {
            const guess = async (email: string, address: number) => {
                return new Visitor(url).signIn(email, "a wrong password", { "x-forwarded-for": `203.0.113.${address}` });
            };
            for (let address = 1; address <= 20; address += 1) {
                assert.equal((await guess(address % 2 ? "ada@example.com" : " Ada@Example.com", address)).status, 401);
            }
            const refused = await guess("ada@example.com", 21);
            assert.equal(refused.status, 429);
            assert.equal(refused.headers.get("retry-after"), "900");
            assert.deepEqual(await refused.json(), { url: `${url}/sign-in?error=TooManyForAccount` });
            assert.equal((await guess("eve@example.com", 21)).status, 401);
        });
    });

    it("don't change their address where no proxy is trusted", async () => {
        await withApplication({ RATE_LIMIT_AUTH_MAX_REQUESTS: "1" }, async (url) => {
            assert.equal((await post(`${url}/api/register`, { origin: url, "x-forwarded-for": "203.0.113.1" })).status, 400);
            const forged = { origin: url, "x-forwarded-for": "203.0.113.2", "x-peer-address": "203.0.113.3" };
            assert.equal((await post(`${url}/api/register`, forged)).status, 429);
        });
    });

    it("are counted for all tasks together in Upstash, and by each task where Upstash is gone", async () => {
        const limit = { RATE_LIMIT_AUTH_MAX_REQUESTS: "1", RATE_LIMIT_BLOCK_SECONDS: "90", ...upstash.variables };
        await withApplication(limit, (first) =>
            withApplication(limit, async (second) => {
                assert.equal((await post(`${first}/api/register`, { origin: first })).status, 400);
                const next = await post(`${second}/api/register`, { origin: second });
                assert.equal(next.status, 429);
                assert.equal(next.headers.get("retry-after"), "90");
                assert.deepEqual([...upstash.counters.values()], [{ count: 2, secondsLeft: 90 }]);
                assert.match([...upstash.counters.keys()].join(), /^kinex-fit:auth:(127\.0\.0\.1|::1)$/);
                upstash.stop();
                assert.equal((await post(`${second}/api/register`, { origin: second })).status, 400);
                assert.equal((await post(`${second}/api/register`, { origin: second })).status, 429);
            }),
        );
    });

    it("are never counted where the load balancer asks for health", async () => {
        await withApplication({ RATE_LIMIT_MAX_REQUESTS: "1" }, async (url) => {
            assert.equal((await fetch(url)).status, 200);
            assert.equal((await fetch(url)).status, 429);
            assert.equal((await fetch(`${url}/api/health`)).status, 200);
            assert.equal((await fetch(`${url}/api/health`)).status, 200);
        });
    });
});

function post(url: string, headers: Readonly<Record<string, string | undefined>>): Promise<Response> {
    const given = Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]],
    );
    return fetch(url, { method: "POST", body: new URLSearchParams({}), redirect: "manual", headers: given });
}
