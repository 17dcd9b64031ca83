import * as assert from "node:assert/strict";
import type { LiveAccount } from "../../adoption/account";
import type { Plan } from "../../adoption/plan";
import { foundRows } from "../../commands/adopt/found-rows";

const plan: Plan = { way: "side by side", serving: {}, settings: [], refusals: [], rows: [], removals: [], named: {} };
const place = { servingCluster: "main", unseen: [] };
const empty: LiveAccount = {
    ...place,
    repository: null,
    cluster: null,
    services: [],
    revisions: [],
    loadBalancers: [],
    targetGroups: [],
    securityGroups: [],
    certificates: [],
    roles: { web: null },
    logGroup: null,
    parameters: [],
    zone: null,
    scaling: [],
    alarms: [],
};

describe("what adopt shows of an account", () => {
    it("is none of what there is none of", () => {
        assert.deepEqual(Object.fromEntries(foundRows(empty, plan)), {
            repository: "none",
            cluster: "none",
            service: "none in cluster main",
            scaling: "none",
            revisions: "0 of the family",
            "load balancer": "none",
            "target group": "none",
            "security group": "none",
            role: "web, none",
            "log group": "none",
            parameters: "0",
            certificate: "none",
            "DNS records": "none",
            alarms: "none",
        });
    });

    it("is not seen where AWS did not answer, and not none", () => {
        const rows = foundRows({ ...place, roles: { web: undefined } }, plan);
        assert.equal(rows.length, 14);
        assert.deepEqual(
            rows.filter(([, text]) => !text.endsWith("not seen")),
            [],
        );
    });
});
