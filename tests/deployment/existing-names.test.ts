import * as assert from "node:assert/strict";
import { createClients, type Clients } from "../../aws/clients";
import type { PlannedName } from "../../deployment/api";
import { gatherExistingNames } from "../../deployment/existing-names";
import { account } from "../support/build";
import { Trial } from "../commands/trial";

const region: PlannedName = { kind: "parameter", name: "/spotter-test/AWS_REGION" };
const mode: PlannedName = { kind: "parameter", name: "/spotter-test/MODE" };
const role: PlannedName = { kind: "role", name: "spotter-test-task" };
const cluster: PlannedName = { kind: "cluster", name: "web" };

describe("the look for names that are about to be taken", () => {
    const trial = new Trial();
    let clients: Clients;

    const gather = (...planned: readonly PlannedName[]) =>
        gatherExistingNames(clients, { ...account, accountId: trial.account.accountId }, planned);

    beforeEach(() => {
        clients = createClients({ region: account.region });
        const plain = { type: "String", version: 1, value: "canary" };
        trial.account.parameters = new Map([["AWS_REGION", { ...plain, tags: { Project: "spotter" } }]]);
        trial.account.named.set("role spotter-test-task", {});
        trial.account.named.set("cluster web", { Project: "other" });
    });

    it("asks nothing for no name", async () => {
        assert.deepEqual(await gather(), { found: [], unanswered: [] });
        assert.deepEqual(trial.account.asked, []);
    });

    it("asks once for all parameters, and for the tags of those alone that exist", async () => {
        const { found } = await gather(region, mode);
        assert.deepEqual(found, [{ planned: region, id: region.name, type: "String", tags: { Project: "spotter" } }]);
        assert.deepEqual(trial.account.asked, ["GetCallerIdentity", "DescribeParameters", "ListTagsForResource"]);
    });

    const denials: readonly (readonly [action: string, found: readonly PlannedName[], unanswered: readonly PlannedName[]])[] = [
        ["DescribeParameters", [role, cluster], [region, mode]],
        ["ListTagsForResource", [role, cluster], [region]],
        ["GetRole", [region, cluster], [role]],
        ["DescribeClusters", [region, role], [cluster]],
    ];
    for (const [action, expected, unanswered] of denials) {
        it(`misses by a denied ${action} what that tells, and nothing else`, async () => {
            trial.account.refusals = { [action]: ["AccessDeniedException", `not authorized to perform: x:${action}`] };
            const names = await gather(region, mode, role, cluster);
            assert.deepEqual(
                names.found.map(({ planned }) => planned),
                expected,
            );
            assert.deepEqual(
                names.unanswered.map(({ planned }) => planned),
                unanswered,
            );
            assert.ok(names.unanswered.every(({ reason }) => reason.includes(action)));
        });
    }
});
