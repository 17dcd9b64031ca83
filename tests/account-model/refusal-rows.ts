import * as assert from "node:assert/strict";
import { ProviderClient } from "./provider-client";
import { serveWith } from "./serving-stack";

export type Stack = Awaited<ReturnType<typeof serveWith>>;

/** What is refused, with which error, beside a service that runs. */
export type Row = readonly [what: string, error: RegExp, change: (client: ProviderClient, stack: Stack) => Promise<unknown>];

/** A case for each row, and whatever else is to be tried beside a service that runs. */
export function describeRefusals(
    title: string,
    rows: readonly Row[],
    others: (get: () => { client: ProviderClient; stack: Stack }) => void = () => undefined,
): void {
    describe(title, () => {
        let client: ProviderClient;
        let stack: Stack;
        beforeEach(async () => {
            client = new ProviderClient();
            await client.open();
            stack = await serveWith(client);
            client.aws.takeChanges();
        });
        afterEach(() => client.close());

        for (const [what, error, change] of rows) {
            it(what, async () => {
                await assert.rejects(change(client, stack), error);
            });
        }
        others(() => ({ client, stack }));
    });
}
