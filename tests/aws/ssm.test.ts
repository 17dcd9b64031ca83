import * as assert from "node:assert/strict";
import { getParameterValues, listParameters, putParameter } from "../../aws/ssm";
import { page, StubClients } from "./stub-clients";

const prefix = "/spotter-prod";
const names = Array.from({ length: 25 }, (_, at) => `NAME_${at}`);

describe("SSM", () => {
    it("lists what is directly under a path over several pages, by name and without a value", async () => {
        const stub = new StubClients({
            ssm: {
                describeParameters: ({ NextToken }) => {
                    const { items, next } = page(names, 10, NextToken);
                    const Parameters = items.map((name) => ({ Name: `${prefix}/${name}`, Type: "SecureString", Version: 2 }));
                    return { Parameters, NextToken: next };
                },
            },
        });
        const found = await listParameters(stub.clients, prefix);
        assert.deepEqual([...found.keys()], names);
        assert.deepEqual(found.get("NAME_24"), { type: "SecureString", version: 2, modifiedAt: undefined });
        assert.deepEqual(stub.inputs("describeParameters")[0]?.ParameterFilters, [
            { Key: "Path", Option: "OneLevel", Values: [prefix] },
        ]);
        assert.equal(stub.calls.length, 3);
    });

    it("reads values ten at a time; what does not exist is absent", async () => {
        const stub = new StubClients({
            ssm: {
                getParameters: ({ Names }) => ({
                    Parameters: (Names as string[])
                        .filter((name) => !name.endsWith("_7"))
                        .map((Name) => ({ Name, Value: `value of ${Name}` })),
                }),
            },
        });
        const values = await getParameterValues(stub.clients, prefix, names);
        assert.deepEqual(
            stub.inputs("getParameters").map((input) => [(input.Names as string[]).length, input.WithDecryption]),
            [
                [10, true],
                [10, true],
                [5, true],
            ],
        );
        assert.deepEqual([values.size, values.get("NAME_0")], [24, "value of /spotter-prod/NAME_0"]);
    });

    it("writes a parameter, with a key only where it is encrypted, and a tier only where one is chosen", async () => {
        const stub = new StubClients({ ssm: { putParameter: () => ({}) } });
        const write = { name: `${prefix}/A`, value: "1", kmsKeyArn: "key" };
        await putParameter(stub.clients, { ...write, type: "SecureString", overwrite: false });
        await putParameter(stub.clients, { ...write, type: "String", overwrite: true });
        await putParameter(stub.clients, { ...write, type: "SecureString", overwrite: true, kmsKeyArn: undefined });
        await putParameter(stub.clients, { ...write, type: "String", overwrite: true, tier: "Advanced" });
        const sent = { Name: `${prefix}/A`, Value: "1" };
        assert.deepEqual(stub.inputs("putParameter"), [
            { ...sent, Type: "SecureString", Overwrite: false, KeyId: "key" },
            { ...sent, Type: "String", Overwrite: true },
            { ...sent, Type: "SecureString", Overwrite: true },
            { ...sent, Type: "String", Overwrite: true, Tier: "Advanced" },
        ]);
    });
});
