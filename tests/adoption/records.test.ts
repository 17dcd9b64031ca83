import * as assert from "node:assert/strict";
import type { LiveAccount } from "../../adoption/account";
import { moveSteps } from "../../adoption/move";
import { planAdoption } from "../../adoption/plan";
import type { DnsRecord } from "../../aws/route53";
import type { PreviewDocument } from "../../preview/document";
import { Production } from "./production";

const beside = { way: "side by side", deleteLogs: false, stack: "prod" } as const;
const inPlace = { way: "in place", deleteLogs: false, answersHealthCheck: true } as const;
const name = "spotter.cannashieldct.com";

interface Change {
    readonly Action: string;
    readonly ResourceRecordSet: Readonly<Record<string, unknown>>;
}

describe("the records of the host name", () => {
    const made = new Production();
    const alias = (more: Partial<DnsRecord> = {}): DnsRecord => ({
        name,
        type: "A",
        alias: { dnsName: made.balancer.dnsName, zoneId: "Z9", evaluateTargetHealth: true },
        ...more,
    });
    const cname = (value: string): DnsRecord => ({ name, type: "CNAME", ttl: 300, values: [value] });
    const withRecords = (...records: readonly DnsRecord[]): LiveAccount => ({ ...made.account, zone: { id: "Z1", records } });
    const dualstack = () => made.withInputs("aws:lb/loadBalancer:LoadBalancer", { ipAddressType: "dualstack" });
    const withoutRecords = (): PreviewDocument => {
        const document = dualstack();
        return { ...document, resources: document.resources.filter(({ type }) => !type.includes("route53")) };
    };
    const weighted = () => made.withInputs("aws:route53/record:Record", { setIdentifier: "new" });
    const nearest = { setIdentifier: "new", latencyRoutingPolicies: [{ region: "us-east-1" }] };
    const byLatency = () => made.withInputs("aws:route53/record:Record", nearest);

    describe("side by side", () => {
        const settings = (records: readonly DnsRecord[], document: PreviewDocument) =>
            planAdoption(document, withRecords(...records), beside)
                .settings.filter(({ path }) => /^(?:domain|loadBalancer)\./.test(path))
                .map(({ path, value }) => `${path}: ${JSON.stringify(value)}`);
        const rows: readonly (readonly [title: string, records: () => DnsRecord[], document: () => PreviewDocument, settings: readonly string[]])[] = [
            ["a simple one stays until it has a weight", () => [alias()], () => made.document, ["domain.record: false"]],
            ["a CNAME stays, too", () => [cname("a.example.com")], weighted, ["domain.record: false"]],
            ["one by latency stays, too", () => [alias({ setIdentifier: "us" })], weighted, ["domain.record: false"]],
            ["weighted ones want a weight of the stack's", () => [alias({ setIdentifier: "blue", weight: 1 })], () => made.document, ["domain.recordWeight: 0"]],
            ["beside weighted ones a weighted one can be made", () => [alias({ setIdentifier: "blue", weight: 1 })], weighted, []],
            ["an AAAA record of the stack alone would get every request by IPv6", () => [alias({ setIdentifier: "blue", weight: 1 })], withoutRecords, ["loadBalancer.ipAddressType: \"ipv4\""]],
            ["an AAAA record of the stack can stand beside an old one", () => ["A", "AAAA"].map((type) => alias({ type, setIdentifier: "blue", weight: 1 })), withoutRecords, []],
            ["where there is none the stack makes its own", () => [], () => made.document, []],
        ]; // prettier-ignore
        for (const [title, records, document, expected] of rows) {
            it(title, () => {
                assert.deepEqual(settings(records(), document()), expected);
            });
        }

        const steps = (records: readonly DnsRecord[], document = made.document) => {
            const account = withRecords(...records);
            return moveSteps(document, planAdoption(document, account, beside), account, beside);
        };
        /** The changes that a step of the move asks Route 53 for. */
        const changes = (all: ReturnType<typeof steps>, what: RegExp): Change[] =>
            all
                .filter((step) => what.test(step.what))
                .flatMap(({ run }) => run.flatMap((line) => /--change-batch '(.*)'/.exec(line)?.[1] ?? []))
                .flatMap((batch) => (JSON.parse(batch) as { readonly Changes: Change[] }).Changes);
        const brief = (all: readonly Change[]) =>
            all.map(({ Action, ResourceRecordSet: { Type, SetIdentifier = "-", Weight = "-" } }) =>
                [Action, Type, SetIdentifier, Weight].join(" "),
            );
        const [first, last, back] = [/^give the old record/, /^then all/, /^to go back/];

        it("lead nobody elsewhere while a simple one gets a weight", () => {
            const all = steps([alias()]);
            assert.deepEqual(brief(changes(all, first)), ["DELETE A - -", "CREATE A spotter-alb 95"]);
            assert.deepEqual(brief(changes(all, last)), ["UPSERT A spotter-alb 0"]);
            assert.deepEqual(brief(changes(all, back)), ["UPSERT A spotter-alb 95"]);
        });

        it("become an alias where a CNAME leads to the balancer, as no other type can stand beside one", () => {
            const [remove, create] = changes(steps([cname(`${made.balancer.dnsName}.`)]), first);
            assert.deepEqual(remove?.ResourceRecordSet, {
                Name: name,
                Type: "CNAME",
                TTL: 300,
                ResourceRecords: [{ Value: `${made.balancer.dnsName}.` }],
            });
            assert.deepEqual(create?.ResourceRecordSet, {
                Name: name,
                Type: "A",
                SetIdentifier: "spotter-alb",
                Weight: 95,
                AliasTarget: { HostedZoneId: made.balancer.zoneId, DNSName: made.balancer.dnsName, EvaluateTargetHealth: false },
            });
        });

        it("keep their identifiers and shares where they are weighted, so that 5 beside them is one in twenty", () => {
            const blue = alias({ setIdentifier: "blue", weight: 3 });
            const all = steps(
                [blue, alias({ setIdentifier: "green", weight: 1 }), alias({ type: "AAAA", setIdentifier: "blue", weight: 7 })],
                dualstack(),
            );
            assert.deepEqual(brief(changes(all, first)), ["UPSERT A blue 71", "UPSERT A green 24", "UPSERT AAAA blue 95"]);
            assert.deepEqual(brief(changes(all, last)), ["UPSERT A blue 0", "UPSERT A green 0", "UPSERT AAAA blue 0"]);
        });

        it("change no more once they have their weights, nor when these are taken away, and can still go back", () => {
            for (const weight of [95, 0]) {
                const all = steps([alias({ setIdentifier: "spotter-alb", weight })]);
                assert.deepEqual(brief(changes(all, first)), []);
                assert.deepEqual(brief(changes(all, back)), ["UPSERT A spotter-alb 95"]);
            }
        });

        it("are taken away where the new balancer has no such address", () => {
            const all = steps([alias(), alias({ type: "AAAA" })]);
            assert.deepEqual(brief(changes(all, /^take the AAAA record away/)), ["DELETE AAAA - -"]);
            assert.deepEqual(brief(changes(all, first)), ["DELETE A - -", "CREATE A spotter-alb 95"]);
            assert.deepEqual(brief(changes(steps([alias(), alias({ type: "AAAA" })], dualstack()), /^take/)), []);
        });

        const obstacles: readonly (readonly [records: () => DnsRecord[], reason: RegExp])[] = [
            [() => [cname("old.example.com")], /CNAME record of spotter\.cannashieldct\.com leads to old\.example\.com, and no other type/],
            [() => [alias({ setIdentifier: "us" })], /A record us of spotter\.cannashieldct\.com is spread by something else than weights/],
            [() => [{ name, type: "A", ttl: 60, values: ["192.0.2.1", "192.0.2.2"] }], /has several values/],
        ]; // prettier-ignore
        for (const [records, reason] of obstacles) {
            it(`are moved by hand where a weighted one can't stand beside them: ${String(reason)}`, () => {
                const [only, ...others] = steps(records());
                assert.match(only?.what ?? "", reason);
                assert.deepEqual([others, only?.run[0]], [[], "pulumi stack output loadBalancerDns --stack prod"]);
            });
        }

        it("that lead to the stack's own balancer are not the old ones", () => {
            const tags = { ManagedBy: "pulumi", Project: "spotter", Environment: "prod" };
            const own = { ...made.balancer, arn: "own", name: "spotter-alb-2", dnsName: "new.example.com", tags };
            const account = {
                ...made.withBalancer({}, own),
                zone: {
                    id: "Z1",
                    records: [alias({ alias: { dnsName: "new.example.com", zoneId: "Z9", evaluateTargetHealth: true } })],
                },
            };
            const [only] = moveSteps(made.document, planAdoption(made.document, account, beside), account, beside);
            assert.match(only?.what ?? "", /^point the host name/);
        });
    });

    describe("in place", () => {
        const refusals = (record: DnsRecord, document = made.document) =>
            planAdoption(document, withRecords(record), inPlace).refusals.join("\n");
        const elsewhere = { dnsName: "other.example.com", zoneId: "Z9", evaluateTargetHealth: true };
        const rows: readonly (readonly [title: string, record: () => DnsRecord, refusal: RegExp, document?: () => PreviewDocument])[] = [
            ["one that leads to the balancer", alias, /^$/],
            ["one that leads elsewhere", () => alias({ alias: elsewhere }), /^the A record of spotter\.cannashieldct\.com does not lead to spotter-alb: set domain\.certificateArn/],
            ["a CNAME that leads to the balancer", () => cname(made.balancer.dnsName), /^the CNAME record .* leads to spotter-alb, and the program's alias can't stand beside it/],
            ["a weighted one beside a simple one of the stack", () => alias({ setIdentifier: "blue", weight: 9 }), /^the A record .* has a weight, and the program's has no weight/],
            ["a weighted one beside a weighted one of the stack", () => alias({ setIdentifier: "blue", weight: 9 }), /^$/, weighted],
            ["a simple one beside a weighted one of the stack", alias, /^the A record .* has no weight, and the program's has a weight/, weighted],
            ["one by latency", () => alias({ setIdentifier: "us" }), /^the A record .* is spread by something else than weights, and the program's has no weight/],
            ["a weighted one beside one by latency of the stack", () => alias({ setIdentifier: "blue", weight: 9 }), /^the A record .* has a weight, and the program's is spread by something else/, byLatency],
            ["one by latency beside one by latency of the stack", () => alias({ setIdentifier: "us" }), /^$/, byLatency],
        ]; // prettier-ignore
        for (const [title, record, refusal, document] of rows) {
            it(`${refusal.test("") ? "may be" : "may not be"} ${title}`, () => {
                assert.match(refusals(record(), document?.()), refusal);
            });
        }
    });
});
