import * as assert from "node:assert/strict";
import { filterLogEvents, readLastLines, toLogStream } from "../../aws/logs";
import { collect, page, refuse, StubClients } from "./stub-clients";

const { signal } = new AbortController();
const stream = { logGroup: "/ecs/spotter", container: "web", taskArn: "arn:aws:ecs:r:1:task/cluster/abc" };

describe("the logs of a task", () => {
    it("end with its last lines", async () => {
        const events = [{ message: "one\n" }, { message: "two" }, {}];
        const stub = new StubClients({ logs: { getLogEvents: () => ({ events }) } });
        assert.deepEqual(await readLastLines(stub.clients, stream, 20, signal), ["one", "two", ""]);
        assert.deepEqual(stub.calls, [
            {
                method: "getLogEvents",
                input: {
                    logGroupName: "/ecs/spotter",
                    logStreamName: "ecs/web/abc",
                    limit: 20,
                    startFromHead: false,
                    nextToken: undefined,
                },
                signal,
            },
        ]);
    });

    it("are found behind pages that are empty", async () => {
        const pages = [{ events: [], nextBackwardToken: "b/1" }, { events: [], nextBackwardToken: "b/2" }, { events: [{ message: "end" }] }]; // prettier-ignore
        const stub = new StubClients({ logs: { getLogEvents: () => pages.shift() ?? {} } });
        assert.deepEqual(await readLastLines(stub.clients, stream, 20), ["end"]);
        assert.deepEqual(
            stub.inputs("getLogEvents").map(({ nextToken }) => nextToken),
            [undefined, "b/1", "b/2"],
        );
    });

    it("are empty where the same token comes once more, or three pages were empty", async () => {
        const once = new StubClients({ logs: { getLogEvents: () => ({ events: [], nextBackwardToken: "b/1" }) } });
        assert.deepEqual(await readLastLines(once.clients, stream, 20), []);
        assert.equal(once.calls.length, 2);
        let tokens = 0;
        const others = new StubClients({
            logs: { getLogEvents: () => ({ events: [], nextBackwardToken: `b/${(tokens += 1)}` }) },
        });
        assert.deepEqual(await readLastLines(others.clients, stream, 20), []);
        assert.equal(others.calls.length, 3);
    });

    it("are a sidecar's where it is named", async () => {
        const stub = new StubClients({ logs: { getLogEvents: () => ({ events: [{ message: "one" }] }) } });
        const names = [undefined, "otel"].map((sidecar) => toLogStream(stream, stream.taskArn, sidecar));
        await Promise.all(names.map((each) => readLastLines(stub.clients, each, 20)));
        assert.deepEqual(
            stub.inputs("getLogEvents").map(({ logStreamName }) => logStreamName),
            ["ecs/web/abc", "sidecar/otel/abc"],
        );
    });

    it("are empty where it has written none", async () => {
        const stub = new StubClients({ logs: { getLogEvents: () => refuse("ResourceNotFoundException") } });
        assert.deepEqual(await readLastLines(stub.clients, stream, 20), []);
    });
});

describe("a log group", () => {
    it("is read without the lines of sidecars", async () => {
        const names = ["ecs/web/task-1", "sidecar/otel/task-1", "ecs/sidecar/task-2"];
        const events = names.map((logStreamName) => ({ logStreamName, message: logStreamName }));
        const stub = new StubClients({ logs: { filterLogEvents: () => ({ events }) } });
        const lines = await collect(filterLogEvents(stub.clients, "/ecs/spotter", { startTime: 0 }));
        assert.deepEqual(
            lines.map(({ message }) => message),
            ["ecs/web/task-1", "ecs/sidecar/task-2"],
        );
    });

    it("is read to the end, line by line", async () => {
        const events = ["a", "b", "c"].map((eventId, at) => ({
            eventId,
            timestamp: at,
            logStreamName: `ecs/web/task-${at}`,
            message: `line ${at}\n`,
        }));
        const stub = new StubClients({
            logs: {
                filterLogEvents: ({ nextToken }) => {
                    const { items, next } = page(events, 1, nextToken);
                    return { events: items, nextToken: next };
                },
            },
        });
        const filter = { startTime: 5, filterPattern: "?ERROR" };
        const lines = await collect(filterLogEvents(stub.clients, "/ecs/spotter", filter, signal));
        assert.deepEqual(lines, [
            { id: "a", at: 0, task: "task-0", message: "line 0" },
            { id: "b", at: 1, task: "task-1", message: "line 1" },
            { id: "c", at: 2, task: "task-2", message: "line 2" },
        ]);
        assert.deepEqual(stub.calls[0], {
            method: "filterLogEvents",
            input: { logGroupName: "/ecs/spotter", ...filter, nextToken: undefined },
            signal,
        });
    });
});
