import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { Application, type Variables } from "./application";
import { Aws } from "./aws";
import { findBarriers, themes } from "./axe";
import { launch, Visitor } from "./chromium";
import { DynamoDb } from "./dynamodb";
import { prepareBrowserOrSkip } from "./prerequisites";

describe("axe-core finds nothing", function () {
    before(prepareBrowserOrSkip);

    let [aws, dynamodb]: [Aws?, DynamoDb?] = [];
    let browser: Browser | undefined;
    let everything: Variables;
    before(async () => {
        [aws, dynamodb, browser] = await Promise.all([Aws.start(), DynamoDb.start(), launch()]);
        everything = {
            AUTH_SECRET: "a secret of the tests, of 32 letters",
            ...dynamodb.variables,
            ...aws.variables,
            BEDROCK_MODEL_ID: "us.anthropic.claude-sonnet-4-20250514-v1:0",
            SES_FROM_ADDRESS: "no-reply@example.com",
            SUPPORT_EMAIL: "help@example.com",
            GOOGLE_CLIENT_ID: "google",
            GOOGLE_CLIENT_SECRET: "a secret",
            FACEBOOK_CLIENT_ID: "facebook",
            FACEBOOK_CLIENT_SECRET: "a secret",
            RATE_LIMIT_API_MAX_REQUESTS: "1000",
        };
    });
    after(async () => {
        await browser?.close();
        aws?.stop();
        dynamodb?.stop();
    });

    for (const theme of themes) {
        for (const width of [390, 1280]) {
            it(`on any page of the application, in the ${theme} theme, ${width} pixels wide`, async () => {
                const application = await Application.start(everything);
                assert.ok(browser && aws && dynamodb);
                const visitor = await Visitor.enter(browser, application.url, { width, height: 900 });
                await visitor.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
                const found: Record<string, string[]> = {};
                const look = async (name: string) => {
                    const barriers = await findBarriers(visitor.page);
                    if (barriers.length > 0) {
                        found[name] = barriers;
                    }
                };
                try {
                    for (const path of ["/", "/register", "/sign-in", "/sign-in?error=CredentialsSignin", "/no/such/page"]) {
                        await visitor.open(path);
                        await look(path);
                    }
                    await visitor.register(`Ada ${theme} ${width}`);
                    await look("no workouts");
                    await visitor.fill({ activity: "Rowing", minutes: "20", note: "slow" });
                    await visitor.follow("Log workout");
                    await look("a workout, and a notice");
                    aws.bedrock = [200, { output: { message: { role: "assistant", content: [{ text: "Row again." }] } } }];
                    await visitor.press("Suggest a workout");
                    await visitor.sees("Row again.");
                    await look("a suggestion");
                    aws.bedrock = [403, { message: "no access to the model" }];
                    await visitor.press("Suggest a workout");
                    await visitor.sees("The model gave no answer.");
                    await look("no suggestion");
                    await visitor.open("/workouts?problem=unavailable");
                    await look("a problem");
                    dynamodb.denied.add("Query");
                    await visitor.open("/workouts");
                    await visitor.sees("Something went wrong.");
                    await look("an error");
                    assert.deepEqual(found, {});
                } finally {
                    dynamodb.denied.clear();
                    await visitor.leave();
                    await application.stop();
                }
            });
        }
    }
});
