import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { Visitor as HttpVisitor } from "../image/visitor";
import { Application, singleMachine, type Variables } from "./application";
import { Aws } from "./aws";
import { addressOf, launch, password, Visitor } from "./chromium";
import { DynamoDb } from "./dynamodb";
import { prepareBrowserOrSkip } from "./prerequisites";

describe("workouts", function () {
    before(prepareBrowserOrSkip);

    let browser: Browser;
    before(async () => (browser = await launch()));
    after(() => browser.close());

    describe("on a single machine, in SQLite", () => {
        const machine = singleMachine();
        logAndList(() => machine);
        pageThrough(() => machine);

        it("says of each integration that is off that it is", async () => {
            await withVisitor(machine, async (visitor) => {
                await visitor.register("Joe");
                const text = await visitor.text();
                assert.match(text, /Suggestions are off: this server has no model\./);
                assert.match(text, /Mail is off: this server has no sender\./);
            });
        });
    });

    describe("on AWS", () => {
        let aws: Aws;
        let dynamodb: DynamoDb;
        let variables: Variables;
        before(async () => {
            [aws, dynamodb] = await Promise.all([Aws.start(), DynamoDb.start()]);
            variables = {
                AUTH_SECRET: "a secret of the tests, of 32 letters",
                ...dynamodb.variables,
                ...aws.variables,
                BEDROCK_MODEL_ID: "us.anthropic.claude-sonnet-4-20250514-v1:0",
                SES_FROM_ADDRESS: "no-reply@example.com",
                SES_REPLY_TO: "help@example.com",
            };
        });
        after(() => {
            aws.stop();
            dynamodb.stop();
        });
        logAndList(() => variables);

        it("are kept under their user, and passwords as hashes", async () => {
            const workouts = await dynamodb.items("test-workouts");
            assert.deepEqual(
                workouts.map(({ activity, minutes }) => ({ activity, minutes })),
                [{ activity: { S: "Yoga" }, minutes: { N: "45" } }],
            );
            const users = await dynamodb.items("test-users");
            assert.deepEqual(users.map(({ type }) => (type as { S: string }).S).sort(), ["PASSWORD", "USER"]);
            assert.doesNotMatch(JSON.stringify(users), /correct horse battery/);
        });

        it("lead to a suggestion of the model", async () => {
            const content = [{ text: "Row for twenty minutes." }];
            aws.bedrock = [200, { output: { message: { role: "assistant", content } }, stopReason: "end_turn" }];
            aws.received.length = 0;
            await withVisitor(variables, async (visitor) => {
                await visitor.register("Grace");
                await visitor.press("Suggest a workout");
                await visitor.sees("Row for twenty minutes.");
                assert.deepEqual(visitor.complaints, []);
            });
            const [{ path, signedBy, body } = { path: "", body: {} }] = aws.received;
            assert.equal(decodeURIComponent(path), "/model/us.anthropic.claude-sonnet-4-20250514-v1:0/converse");
            assert.equal(signedBy, "TASKROLE");
            assert.deepEqual((body as { inferenceConfig: object }).inferenceConfig, { maxTokens: 400 });
        });

        it("stay usable where the model fails, and the cause is in the log", async () => {
            aws.bedrock = [403, { message: "no access to the model" }];
            const output = await withVisitor(variables, async (visitor) => {
                await visitor.register("Heidi");
                await visitor.press("Suggest a workout");
                await visitor.sees("The model gave no answer. Try again later.");
            });
            assert.match(output, /^suggestions: .*: no access to the model$/m);
        });

        it("are mailed to the user's own address", async () => {
            aws.received.length = 0;
            await withVisitor(variables, async (visitor) => {
                await visitor.register("Ivan");
                await visitor.fill({ activity: "Rowing", minutes: "20" });
                await visitor.follow("Log workout");
                await visitor.follow("Mail me this list");
                assert.match(await visitor.text(), /Your workouts are on their way to your inbox\./);
            });
            const [{ path, signedBy, body } = { path: "", body: {} }] = aws.received;
            const mail = body as Readonly<Record<string, unknown>>;
            assert.equal(path, "/v2/email/outbound-emails");
            assert.equal(signedBy, "TASKROLE");
            assert.equal(mail.FromEmailAddress, `"Kinex Fit" <no-reply@example.com>`);
            assert.deepEqual(mail.Destination, { ToAddresses: ["ivan@example.com"] });
            assert.deepEqual(mail.ReplyToAddresses, ["help@example.com"]);
            assert.match(JSON.stringify(mail.Content), /Rowing, 20 min/);
        });

        it("give an error page where DynamoDB fails, without what went wrong", async () => {
            const broken = await DynamoDb.start();
            await withVisitor({ ...variables, ...broken.variables }, async (visitor) => {
                await visitor.register("Judy");
                await broken.call("DeleteTable", { TableName: "test-workouts" });
                const answer = await visitor.open("/workouts");
                assert.equal(answer?.status(), 500);
                const text = await visitor.text();
                assert.equal(text.match(/Something went wrong/g)?.length, 1);
                assert.ok(await visitor.page.$("header a.brand"), "its header leads to the start");
                assert.match(text, /If you write to us, name this number: \d+/);
                assert.doesNotMatch(await visitor.page.content(), /ResourceNotFound|test-workouts/);
            });
            broken.stop();
        });

        pageThrough(() => variables);
    });

    function logAndList(variables: () => Variables): void {
        it("are logged, listed with the newest first, and removed", async () => {
            await withVisitor(variables(), async (visitor) => {
                await visitor.register("Ada");
                assert.match(await visitor.text(), /Nothing yet\. Your first workout will stand here\./);
                await log(visitor, { activity: "Running", date: "2026-01-05", minutes: "30", note: "<b>slow</b>" });
                await log(visitor, { activity: "Yoga", date: "2026-01-06", minutes: "45" });
                assert.equal(visitor.path(), "/workouts?notice=added");
                assert.deepEqual(await listed(visitor), [
                    "Yoga 45 min Tue, Jan 6, 2026",
                    "Running 30 min Mon, Jan 5, 2026 <b>slow</b>",
                ]);
                await visitor.follow("Remove Running of 2026-01-05");
                assert.deepEqual(await listed(visitor), ["Yoga 45 min Tue, Jan 6, 2026"]);
                assert.deepEqual(visitor.complaints, []);
            });
        });
    }

    function pageThrough(variables: () => Variables): void {
        it("are all reachable, a hundred on a page", async () => {
            const application = await Application.start({ ...variables(), RATE_LIMIT_API_MAX_REQUESTS: "1000" });
            const user = new HttpVisitor(application.url);
            const shown = async (path: string) => {
                const page = await (await user.get(path)).text();
                const older = /href="(\/workouts\?before=[^"]+)">Older workouts/.exec(page)?.[1];
                const activities = [...page.matchAll(/<strong>(\w+ \d+)<\/strong>/g)].map(([, activity]) => activity);
                return { activities, older, ids: [...page.matchAll(/name="id" value="([^"]+)"/g)].map(([, id]) => id) };
            };
            try {
                const account = { name: "Page", email: addressOf("Page"), password };
                await user.post("/api/register", account);
                await user.signIn(account.email, password);
                // Two days, logged in turns: the order is that of the dates, and on each day that of the log.
                for (let number = 0; number <= 100; number += 1) {
                    const date = number % 2 === 0 ? "2026-01-06" : "2026-01-05";
                    const logged = await user.post("/api/workouts", { activity: `Row ${number}`, date, minutes: "1" });
                    assert.equal(logged.status, 303);
                }
                const numbers = Array.from({ length: 101 }, (_, index) => 100 - index);
                const expected = [...numbers.filter((n) => n % 2 === 0), ...numbers.filter((n) => n % 2 === 1)];
                const first = await shown("/workouts");
                const second = await shown(first.older ?? "");
                assert.deepEqual(
                    [...first.activities, ...second.activities],
                    expected.map((n) => `Row ${n}`),
                );
                assert.deepEqual([first.activities.length, second.older], [100, undefined]);
                const [id = ""] = second.ids;
                assert.equal(
                    (await user.post("/api/workouts/delete", { id })).headers.get("location"),
                    "/workouts?notice=removed",
                );
                assert.equal((await shown("/workouts")).older, undefined);
            } finally {
                await application.stop();
            }
        });
    }

    async function withVisitor(variables: Variables, visit: (visitor: Visitor) => Promise<void>): Promise<string> {
        const application = await Application.start(variables);
        const visitor = await Visitor.enter(browser, application.url);
        try {
            await visit(visitor);
        } finally {
            await visitor.leave();
            await application.stop();
        }
        return application.output;
    }
});

async function log(visitor: Visitor, { date, ...values }: Readonly<Record<string, string>>): Promise<void> {
    await visitor.fill(values);
    // A date is typed in the order of the browser's language; its value always has this one.
    await visitor.page.$eval("input[name=date]", (input, value) => (input.value = value ?? ""), date);
    await visitor.follow("Log workout");
}

function listed(visitor: Visitor): Promise<string[]> {
    return visitor.page.$$eval(".workouts li > div", (items) =>
        items.map((item) => (item as HTMLElement).innerText.replace(/\s+/g, " ")),
    );
}
