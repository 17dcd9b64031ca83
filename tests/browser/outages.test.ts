import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { Visitor as HttpVisitor } from "../image/visitor";
import { Application, type Variables } from "./application";
import { addressOf, launch, password, Visitor } from "./chromium";
import { DynamoDb } from "./dynamodb";
import { prepareBrowserOrSkip } from "./prerequisites";

const inside = /arn:|111122223333|TaskRole|test-users|127\.0\.0\.1:1\b|ECONNREFUSED|AccessDenied/;
const unreachable = "Kinex Fit could not be reached. Try again.";

describe("a store that can't be used", function () {
    before(prepareBrowserOrSkip);

    let dynamodb: DynamoDb;
    let variables: Variables;
    beforeEach(async () => {
        dynamodb = await DynamoDb.start();
        variables = {
            AUTH_SECRET: "a secret of the tests, of 32 letters",
            AWS_ACCESS_KEY_ID: "test",
            AWS_SECRET_ACCESS_KEY: "test",
            RATE_LIMIT_AUTH_MAX_REQUESTS: "100",
            ...dynamodb.variables,
        };
    });
    afterEach(() => dynamodb.stop());

    const outages: readonly (readonly [what: string, change: () => Variables])[] = [
        [
            "denies access",
            () => {
                ["GetItem", "PutItem", "Query"].forEach((action) => dynamodb.denied.add(action));
                return {};
            },
        ],
        ["does not answer", () => ({ AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" })],
    ];
    for (const [what, change] of outages) {
        it(`${what}: signing in and registering say that it is not the user's fault, and nothing of the inside`, async () => {
            const application = await Application.start({ ...variables, ...change() });
            try {
                const visitor = new HttpVisitor(application.url);
                const signIn = await visitor.signIn(addressOf("Ada"), password);
                assert.equal(signIn.status, 401);
                assert.deepEqual(await signIn.json(), { url: `${application.url}/api/auth/error?error=Unavailable` });
                const registration = await visitor.post("/api/register", { name: "Ada", email: addressOf("Ada"), password });
                assert.equal(registration.status, 503);
                assert.deepEqual(await registration.json(), { error: unreachable });
                assert.match(application.output, /^sign-in: /m);
                assert.match(application.output, /^registration: /m);
                assert.match(application.output, inside, "the log has the cause");
            } finally {
                await application.stop();
            }
        });
    }

    describe("seen in a browser", () => {
        let browser: Browser;
        before(async () => (browser = await launch()));
        after(() => browser.close());

        it("is not taken for a wrong password, and leaves a form inside the application", async () => {
            const application = await Application.start(variables);
            const visitor = await Visitor.enter(browser, application.url);
            try {
                await visitor.register("Ada");
                dynamodb.denied.add("PutItem").add("DeleteItem");
                await visitor.fill({ activity: "Rowing", minutes: "20" });
                await visitor.follow("Log workout");
                assert.equal(visitor.path(), "/workouts?problem=unavailable");
                assert.equal(await visitor.alert(), "Kinex Fit could not do that. Try again in a moment.");
                assert.match(await visitor.text(), /Log a workout/);

                await visitor.follow("Sign out");
                dynamodb.denied.add("GetItem");
                await visitor.open("/sign-in");
                await visitor.fill({ email: addressOf("Ada"), password });
                await visitor.press("Sign in");
                assert.equal(await visitor.alert(), unreachable);
                assert.doesNotMatch(await visitor.page.content(), inside);
            } finally {
                await visitor.leave();
                await application.stop();
            }
        });

        it("and a limit that is exceeded lead back to the page of the form", async () => {
            const application = await Application.start({ ...variables, RATE_LIMIT_API_MAX_REQUESTS: "1" });
            const visitor = await Visitor.enter(browser, application.url);
            try {
                await visitor.register("Bob");
                for (const path of ["/workouts?notice=added", "/workouts?problem=too-many"]) {
                    await visitor.fill({ activity: "Rowing", minutes: "20" });
                    await visitor.follow("Log workout");
                    assert.equal(visitor.path(), path);
                }
                assert.equal(await visitor.alert(), "Too many requests. Try again later.");
            } finally {
                await visitor.leave();
                await application.stop();
            }
        });
    });
});
