import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { version } from "@pulumi/pulumi/package.json";
import { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import * as rpc from "@pulumi/pulumi/runtime/rpc";

/** The version that `preview/registrations.ts` and `preview/rpc-values.ts` were written for. */
const known = "3.270.0";

const missing = (holder: object, names: readonly string[], type: string) =>
    names.filter((name) => typeof (holder as Record<string, unknown>)[name] !== type);

// The preview listens to what the SDK sends, for which the SDK has no public interface.
describe("what the preview uses of the SDK's internals", () => {
    const internals: Readonly<Record<string, () => string[]>> = {
        "the marks of special values": () => missing(rpc, ["specialSigKey", "specialOutputValueSig", "unknownValue"], "string"),
        "the monitor's methods": () => {
            void pulumi.runtime.setMocks({ newResource: () => ({ id: undefined, state: {} }), call: () => ({}) });
            const monitor = pulumi.runtime.getMonitor() as unknown as object;
            return missing(monitor, ["registerResource", "registerResourceOutputs"], "function");
        },
        "a registration's getters": () => {
            const getters = [
                "Type",
                "Name",
                "Parent",
                "Protect",
                "Retainondelete",
                "IgnorechangesList",
                "DependenciesList",
                "Object",
            ];
            return missing(
                new RegisterResourceRequest(),
                getters.map((getter) => `get${getter}`),
                "function",
            );
        },
        "the getters of outputs": () => missing(new RegisterResourceOutputsRequest(), ["getUrn", "getOutputs"], "function"),
    };
    for (const [what, findMissing] of Object.entries(internals)) {
        it(`has ${what}`, () => {
            const message = `@pulumi/pulumi ${version} is not as ${known}, for which preview/ was written: it lacks`;
            assert.equal([message, ...findMissing()].join(" "), message);
        });
    }
});
