import * as assert from "node:assert/strict";
import type { DomainArgs } from "../../components/domain";
import type { Maintenance } from "../../components/listener-rules";
import { LoadBalancer } from "../../components/load-balancer";
import { build } from "../support/build";
import { balancer as subject } from "./subjects-entrance";

const rule = "aws:lb/listenerRule:ListenerRule";
const message = "Back at noon";

interface Change {
    readonly domain?: DomainArgs;
    readonly maintenance?: Maintenance;
    readonly probePath?: string;
}

/** The rules of a load balancer, as AWS asks them. */
async function rulesOf({ domain, maintenance, probePath }: Change) {
    const resources = await build(() => {
        const args = subject.args();
        const http = { ...args.http, probePath };
        return new LoadBalancer("web", { ...args, domain, http, settings: { ...args.settings, maintenance } });
    });
    return resources
        .filter(({ type }) => type === rule)
        .sort((a, b) => Number(a.inputs.priority) - Number(b.inputs.priority))
        .map(({ name, inputs: { conditions, actions }, options: { dependsOn } }) => ({
            name,
            conditions,
            actions,
            after: dependsOn.filter((key) => key.startsWith(rule)),
        }));
}

const domain = { name: "app.example.com", zoneId: "Z0123456789ABC" };
const closed = { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody: message, statusCode: "503" } };
const everything = [{ pathPattern: { values: ["/*"] } }];

describe("the rules of a load balancer", () => {
    it("are none without a reason", async () => {
        assert.deepEqual(await rulesOf({ domain }), []);
        assert.deepEqual(await rulesOf({ domain: { ...domain, alternativeNames: ["*.example.com"], redirectFrom: [] } }), []);
    });

    it("redirect other host names for good, with path and query", async () => {
        const redirectFrom = ["www.example.com", "example.com"];
        assert.deepEqual(await rulesOf({ domain: { ...domain, redirectFrom } }), [
            {
                name: "web-redirect",
                conditions: [{ hostHeader: { values: redirectFrom } }],
                actions: [
                    {
                        type: "redirect",
                        redirect: {
                            protocol: "HTTPS",
                            host: "app.example.com",
                            port: "443",
                            path: "/#{path}",
                            query: "#{query}",
                            statusCode: "HTTP_301",
                        },
                    },
                ],
                after: [],
            },
        ]);
    });

    it("answer 503 to everyone but the health endpoint, which stays open first", async () => {
        const [health, maintenance, ...more] = await rulesOf({ domain, maintenance: { message, allow: [] } });
        assert.deepEqual(
            [health?.name, health?.conditions],
            ["web-health-endpoint", [{ pathPattern: { values: ["/api/health"] } }]],
        );
        assert.equal((health?.actions as { type: string }[])[0]?.type, "forward");
        assert.deepEqual(
            [maintenance?.name, maintenance?.conditions, maintenance?.actions, maintenance?.after],
            ["web-maintenance", everything, [closed], [`${rule}::web-health-endpoint`]],
        );
        assert.deepEqual(more, []);
    });

    it("let the verdict ask, where it asks for another path", async () => {
        const [health] = await rulesOf({ maintenance: { message, allow: [] }, probePath: "/ready?deep=1" });
        assert.deepEqual(health?.conditions, [{ pathPattern: { values: ["/api/health", "/ready"] } }]);
    });

    it("let some addresses in while it is closed, and redirect nobody before that is said", async () => {
        const rules = await rulesOf({
            domain: { ...domain, redirectFrom: ["www.example.com"] },
            maintenance: { message, allow: ["203.0.113.0/24", "2001:db8::/32"] },
        });
        assert.deepEqual(
            rules.map(({ name }) => name),
            ["web-health-endpoint", "web-allowed", "web-maintenance", "web-redirect"],
        );
        assert.deepEqual(rules[1]?.conditions, [{ sourceIp: { values: ["203.0.113.0/24", "2001:db8::/32"] } }]);
        assert.deepEqual(rules[2]?.after, [`${rule}::web-allowed`, `${rule}::web-health-endpoint`]);
    });

    it("say what the body is", async () => {
        const typeOf = async (body: string) => {
            const rules = await rulesOf({ maintenance: { message: body, allow: [] } });
            const [action] = rules.at(-1)?.actions as { fixedResponse: { contentType: string } }[];
            return action?.fixedResponse.contentType;
        };
        assert.equal(await typeOf("\n<!doctype html><p>Back"), "text/html");
        assert.equal(await typeOf("Back <soon>"), "text/plain");
    });
});
