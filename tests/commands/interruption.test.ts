import * as assert from "node:assert/strict";
import { CommandError, exitCodes } from "../../commands/shared/errors";
import { Interruption } from "../../commands/shared/interruption";

describe("an interruption", () => {
    const never = () => new Promise<never>(() => undefined);
    const begin = () => {
        const controller = new AbortController();
        return { controller, interruption: new Interruption(controller.signal) };
    };

    it("ends a command with what it means at that moment", async () => {
        const { controller, interruption } = begin();
        const running = interruption.run(() => {
            interruption.meaning = "interrupted: half an hour is gone";
            return never();
        });
        controller.abort();
        await assert.rejects(running, new CommandError("interrupted: half an hour is gone", exitCodes.interrupted));
    });

    it("waits for steps that belong together, and then says what they have done", async () => {
        const { controller, interruption } = begin();
        const done: string[] = [];
        const running = interruption.run(async () => {
            const step = async () => {
                done.push("asked ECS");
                controller.abort();
                await new Promise((resolve) => setTimeout(resolve, 10));
                done.push("wrote the file");
            };
            await interruption.protect(step, "interrupted: it continues on AWS");
            await never();
        });
        await assert.rejects(running, new CommandError("interrupted: it continues on AWS", exitCodes.interrupted));
        assert.deepEqual(done, ["asked ECS", "wrote the file"]);
    });

    it("means what it meant before where such a step fails", async () => {
        const { controller, interruption } = begin();
        const running = interruption.run(() => interruption.protect(() => Promise.reject(new Error("refused")), "afterwards"));
        await assert.rejects(running, new Error("refused"));
        controller.abort();
        assert.equal(interruption.meaning, "interrupted: nothing was changed");
    });

    it("begins no such step any more", async () => {
        const { controller, interruption } = begin();
        let begun = false;
        controller.abort();
        const step = () => {
            begun = true;
            return Promise.resolve();
        };
        await assert.rejects(interruption.protect(step, "afterwards"), new CommandError("interrupted: nothing was changed", 130));
        assert.equal(begun, false);
    });

    it("is left to a command that it ends well", async () => {
        const { controller, interruption } = begin();
        interruption.isExpected = true;
        const running = interruption.run(() => new Promise((resolve) => setTimeout(resolve, 10, "the end")));
        controller.abort();
        assert.equal(await running, "the end");
    });
});
