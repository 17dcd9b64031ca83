import * as assert from "node:assert/strict";
import { parseConfig } from "../../../config/parse";
import { catalogue, problemsIn, problemsOf, problemsOfRaw, rawOf } from "../input";

describe("a message about a namespace", () => {
    it("suggests the nearest, or lists those that there are", () => {
        assert.deepEqual(problemsOf({ "asw:region": "us-east-1", "fitnes:service": {}, "spotter:service": {} }), [
            { path: "asw:region", message: "is not in a known namespace; did you mean aws?" },
            { path: "fitnes:service", message: "is not in a known namespace; did you mean fitness?" },
            { path: "spotter:service", message: "is not in a known namespace (known: aws, fitness)" },
        ]);
    });

    it("refuses a project that is called like the namespace of other keys", () => {
        for (const name of ["aws", "pulumi", "docker"]) {
            assert.deepEqual(
                problemsIn(() => parseConfig({}, [], { project: name, stack: "test", catalogue })),
                [{ path: "Pulumi.yaml: name", message: `must not be ${name}, the namespace of other keys` }],
            );
        }
    });

    it("is not about those that Pulumi and its Docker provider read themselves", () => {
        assert.deepEqual(problemsOf({ "pulumi:tags": { team: "fit" }, "docker:host": "unix:///run/docker.sock" }), []);
    });

    it("is about names that every object has, too", () => {
        const raw = { ...rawOf({}), "constructor:a": "1", "toString:b": "1", "__proto__:c": "1" };
        assert.deepEqual(
            problemsOfRaw(raw),
            ["constructor:a", "toString:b", "__proto__:c"].map((path) => ({
                path,
                message: "is not in a known namespace (known: aws, fitness)",
            })),
        );
        assert.equal("c" in {}, false, "no prototype was written to");
    });

    it("lets no key be inherited", () => {
        const [inherited, ...others] = problemsOfRaw({ ...rawOf({}), "fitness:__proto__": '{"logs":{"retentionDays":7}}' });
        assert.deepEqual([inherited?.path, others], ["fitness:__proto__", []]);
        assert.match(inherited?.message ?? "", /^is not a known key \(/);
        assert.deepEqual(problemsOfRaw({ ...rawOf({}), "fitness:repository": '{"__proto__":{"keepImages":2}}' }), [
            {
                path: "fitness:repository.__proto__",
                message: "is not a known key (known: existing, account, region, keepImages, kmsKeyArn, protect)",
            },
        ]);
        assert.deepEqual(problemsOfRaw({ ...rawOf({}), "fitness:service": '{"tasks":{"toString":2}}' }), [
            { path: "fitness:service.tasks.toString", message: "is not a known key (known: min, max)" },
        ]);
    });
});
