import * as assert from "node:assert/strict";
import { alarmTopicPolicy } from "../../components/alarm-topic";
import { Network } from "../../components/network";
import { ReleaseAlarms } from "../../components/release-alarms";
import { ServiceAlarms } from "../../components/service-alarms";
import type { AlarmSettings } from "../../components/alarm-settings";
import type { DomainArgs } from "../../components/domain";
import type { Resource } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import type { Maintenance } from "../../components/listener-rules";
import { account, build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { admits, type Caller } from "../support/resource-policy";
import { legalMetrics } from "./legal-metrics";
import { findMessages } from "./mistakes";
import { alarmSettings, makeFoundation, serviceOn } from "./service-fixture";
import { releaseAlarms } from "./subjects";

const { region } = account;
const [alarm, topic] = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:sns/topic:Topic"];
const topicArn = "arn:aws:sns:us-east-1:123456789012:spotter-app-alarms";
const hash = "0".repeat(16);
const ofBalancer = { LoadBalancer: `app/spotter-alb/${hash}` };
const ofTargets = { ...ofBalancer, TargetGroup: `targetgroup/web-${hash}/${hash}` };
const ofService = { ClusterName: "spotter-cluster", ServiceName: "spotter-web-service" };

/** What a test changes of a service with all of its alarms. */
interface Change {
    readonly settings?: Partial<AlarmSettings>;
    readonly hasAlarms?: boolean;
    readonly domain?: DomainArgs;

    /** Ways out of a network of its own. */
    readonly nat?: "none" | "single" | "perZone";
    readonly hasBudget?: boolean;
    readonly maintenance?: Maintenance;
}

const watched = ({ settings, hasAlarms = true, nat, hasBudget = false, ...entrance }: Change = {}, mode?: PreviewMode) =>
    build(() => {
        const foundation = makeFoundation(undefined, entrance);
        const { loadBalancer } = foundation;
        const names = { monitoring: "spotter-app", cluster: "spotter-cluster", service: "spotter-web-service" };
        const common = { account, names, loadBalancer, settings: { ...alarmSettings, ...settings } };
        const alarms = new ReleaseAlarms("web", { ...common, hasBudget });
        const service = serviceOn(foundation, { alarms });
        const network =
            nat === undefined
                ? foundation.network
                : new Network("own", { region, layout: { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat } });
        new ServiceAlarms("web", { ...common, network, service, releaseAlarms: alarms, minTasks: 2, hasAlarms });
    }, mode);

const domain = { name: "app.example.com", certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" };
const alarmsIn = (resources: readonly Resource[]) => resources.filter(({ type }) => type === alarm);

/** Every metric that an alarm reads, however it is written. */
function metricsOf({ inputs }: Resource) {
    const queries = (inputs.metricQueries ?? []) as { readonly metric?: Record<string, unknown> }[];
    const plain = { ...inputs, stat: inputs.statistic ?? inputs.extendedStatistic };
    const read = (queries.length > 0 ? queries.flatMap(({ metric }) => metric ?? []) : [plain]) as Record<string, unknown>[];
    return read.map(({ namespace, metricName, dimensions, stat, period }) => ({
        namespace: String(namespace),
        name: String(metricName),
        dimensions: dimensions as object,
        stat: String(stat),
        period: Number(period),
    }));
}

describe("the alarms of a stack", () => {
    let resources: readonly Resource[] = [];
    before(async () => {
        resources = await watched({ domain, nat: "perZone" });
    });

    for (const mode of modes) {
        it(`are three on what users get, before the service, and a topic (${mode})`, async () => {
            assert.deepEqual(childrenOf(await watched({}, mode), "spotter:cloudwatch:ReleaseAlarms::web"), [
                `${alarm}::web-elb-5xx`,
                `${alarm}::web-slow`,
                `${alarm}::web-target-5xx`,
                `${topic}::web-alarms`,
                "aws:sns/topicPolicy:TopicPolicy::web-alarms",
                "aws:sns/topicSubscription:TopicSubscription::web-alarms-ops@example.com",
            ]);
        });
    }

    it("let the load balancer's own 503 be while it is closed, and roll no deployment back for it", async () => {
        const ofService = (inputs: Readonly<Record<string, unknown>>) => (inputs.alarms as { alarmNames: string[] }).alarmNames;
        for (const [maintenance, actionsEnabled, guarding] of [
            [undefined, undefined, ["elb-5xx", "target-5xx", "slow"]],
            [{ message: "Back soon", allow: [] }, false, ["target-5xx", "slow"]],
        ] as const) {
            const made = await watched({ settings: { rollback: true }, ...(maintenance === undefined ? {} : { maintenance }) });
            assert.equal(inputsOf(made, alarm, "web-elb-5xx").actionsEnabled, actionsEnabled);
            assert.deepEqual(
                ofService(inputsOf(made, "aws:ecs/service:Service")),
                guarding.map((role) => `spotter-app-${role}`),
            );
            assert.ok(!("actionsEnabled" in inputsOf(made, alarm, "web-slow")));
        }
    });

    it("are four more on the service, one on a certificate and each NAT gateway where there is one, and none where they are not asked for", async () => {
        const rule = ["aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"].map(
            (type) => `${type}::web-failed-deployments`,
        );
        const children = (found: readonly Resource[]) => childrenOf(found, "spotter:cloudwatch:ServiceAlarms::web");
        const four = ["cpu", "memory", "too-few", "unhealthy"].map((role) => `${alarm}::web-${role}`);
        assert.deepEqual(children(await watched()), [...rule, ...four]);
        const [cpu = "", memory = "", ...rest] = four;
        const gateways = [1, 2].map((index) => `${alarm}::web-nat-${index}`);
        assert.deepEqual(children(await watched({ domain })), [...rule, `${alarm}::web-certificate`, ...four]);
        assert.deepEqual(children(resources), [...rule, `${alarm}::web-certificate`, cpu, memory, ...gateways, ...rest]);
        assert.deepEqual(children(await watched({ nat: "single" })), [...rule, cpu, memory, `${alarm}::web-nat-1`, ...rest]);
        assert.deepEqual(children(await watched({ nat: "none" })), [...rule, ...four]);
        assert.deepEqual(children(await watched({ hasAlarms: false, nat: "perZone" })), rule);
        assert.equal(alarmsIn(resources).length, 10);
    });

    it("read metrics that AWS sends, with dimensions, statistics and periods that it has", () => {
        for (const each of alarmsIn(resources)) {
            for (const { namespace, name, dimensions, stat, period } of metricsOf(each)) {
                const legal = legalMetrics[namespace]?.[name];
                const keys = JSON.stringify(Object.keys(dimensions).sort());
                assert.ok(legal !== undefined, `${each.name}: ${namespace} ${name}`);
                assert.ok(
                    legal.dimensions.some((set) => JSON.stringify([...set].sort()) === keys),
                    `${each.name}: ${keys}`,
                );
                assert.ok(legal.statistics.includes(stat), `${each.name}: ${stat}`);
                assert.ok(period >= legal.seconds && period % 60 === 0, `${each.name}: ${period} s`);
            }
        }
    });

    it("each decide what missing data means, say what to do, and tell the topic, also when it is over", () => {
        const missing = Object.fromEntries(alarmsIn(resources).map(({ name, inputs }) => [name, inputs.treatMissingData]));
        assert.deepEqual(missing, {
            "web-certificate": "ignore",
            "web-cpu": "notBreaching",
            "web-elb-5xx": "notBreaching",
            "web-memory": "notBreaching",
            "web-nat-1": "notBreaching",
            "web-nat-2": "notBreaching",
            "web-slow": "notBreaching",
            "web-target-5xx": "notBreaching",
            "web-too-few": "breaching",
            "web-unhealthy": "notBreaching",
        });
        for (const { name, inputs } of alarmsIn(resources)) {
            const description = inputs.alarmDescription as string;
            assert.match(description, /[.:,] .* \(docs\/operations\.md#alarms\)$/, name);
            assert.ok(description.length <= 1024, name); // CloudWatch's limit
            assert.deepEqual([inputs.alarmActions, inputs.okActions], [[topicArn], [topicArn]], name);
            assert.ok(Number(inputs.evaluationPeriods) * Number(inputs.period ?? 60) <= 86_400, name);
        }
    });

    it("either read one metric or have an expression over several, as CloudWatch takes no both", () => {
        for (const { name, inputs } of alarmsIn(resources)) {
            const plain = ["namespace", "metricName", "period", "dimensions"].filter((key) => key in inputs);
            assert.equal(plain.length, "metricQueries" in inputs ? 0 : 4, name);
        }
        const returned = (inputsOf(resources, alarm, "web-target-5xx").metricQueries as { returnData?: boolean }[]).filter(
            ({ returnData }) => returnData,
        );
        assert.equal(returned.length, 1);
    });

    it("say nothing of one error among few requests, and count a minute without errors as none", () => {
        const [, , percent] = inputsOf(resources, alarm, "web-target-5xx").metricQueries as { expression?: string }[];
        assert.equal(percent?.expression, "IF(requests > 20, 100 * FILL(errors, 0) / requests, 0)");
    });

    it("take thresholds in AWS's units", async () => {
        const changed = await watched({
            domain,
            nat: "single",
            settings: { errorPercent: 2, slowMilliseconds: 900, cpuPercent: 70, memoryPercent: 75, natGigabytesPerHour: 3 },
        });
        const thresholds = Object.fromEntries(alarmsIn(changed).map(({ name, inputs }) => [name.slice(4), inputs.threshold]));
        assert.deepEqual(thresholds, {
            certificate: 20,
            cpu: 70,
            "elb-5xx": 5,
            memory: 75,
            "nat-1": 3e9,
            slow: 0.9,
            "target-5xx": 2,
            "too-few": 2,
            unhealthy: 1,
        });
    });

    it("are about this load balancer, these targets and this service", () => {
        const dimensions = (role: string) => inputsOf(resources, alarm, `web-${role}`).dimensions;
        assert.deepEqual(dimensions("elb-5xx"), ofBalancer);
        assert.deepEqual([dimensions("slow"), dimensions("too-few")], [ofTargets, ofTargets]);
        assert.deepEqual([dimensions("cpu"), dimensions("memory")], [ofService, ofService]);
        const [first, second] = [dimensions("nat-1"), dimensions("nat-2")];
        assert.deepEqual(
            [first, second],
            [{ NatGatewayId: `nat-${"0".repeat(16)}0` }, { NatGatewayId: `nat-${"0".repeat(16)}1` }],
        );
        assert.deepEqual(dimensions("certificate"), { CertificateArn: domain.certificateArn });
    });

    it("on the service come after it, as too few tasks is how it begins", () => {
        const { options } = resourceOf(resources, alarm, "web-too-few");
        assert.ok(options.dependsOn.includes("aws:ecs/service:Service::web"), options.dependsOn.join("\n"));
    });
});

describe("a service with alarms", () => {
    const service = "aws:ecs/service:Service";

    it("is rolled back by those that a deployment doesn't move, which exist before it", async () => {
        const { inputs, options } = resourceOf(await watched(), service);
        const alarmNames = ["elb-5xx", "target-5xx", "slow"].map((role) => `spotter-app-${role}`);
        assert.deepEqual(inputs.alarms, { alarmNames, enable: true, rollback: true });
        assert.ok(options.dependsOn.includes(`${alarm}::web-slow`), options.dependsOn.join("\n"));
    });

    it("is rolled back by none where that is off, and is as it was", async () => {
        assert.equal("alarms" in inputsOf(await watched({ settings: { rollback: false } }), service), false);
    });
});

describe("a deployment that ECS has ended", () => {
    it("is told of this service alone, in words", async () => {
        const resources = await watched({ hasAlarms: false });
        assert.deepEqual(jsonOf(inputsOf(resources, "aws:cloudwatch/eventRule:EventRule"), "eventPattern"), {
            source: ["aws.ecs"],
            "detail-type": ["ECS Deployment State Change"],
            resources: ["arn:aws:ecs:us-east-1:123456789012:service/spotter-cluster/spotter-web-service"],
            detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
        });
        const { arn, inputTransformer } = inputsOf(resources, "aws:cloudwatch/eventTarget:EventTarget");
        const { inputPaths, inputTemplate } = inputTransformer as { inputPaths: object; inputTemplate: string };
        assert.equal(arn, topicArn);
        assert.match(inputTemplate, /^"[^"]+"$/); // a text, as EventBridge wants it
        assert.deepEqual([...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name).sort(), Object.keys(inputPaths).sort());
    });
});

describe("the topic of alarms", () => {
    const policy = alarmTopicPolicy(account, "spotter-app-alarms", true);
    const alarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:spotter-app-slow";
    const own: Caller = {
        principal: "cloudwatch.amazonaws.com",
        action: "sns:Publish",
        resource: topicArn,
        context: { "aws:SourceAccount": "123456789012", "aws:SourceArn": alarmArn, "aws:SecureTransport": "true" },
    };
    const ruleArn = "arn:aws:events:us-east-1:123456789012:rule/spotter-app-failed-deployments";
    const budgetArn = "arn:aws:budgets::123456789012:budget/spotter-app";
    const like = (context: object, more: Partial<Caller> = {}): Caller => ({
        ...own,
        ...more,
        context: { ...own.context, ...context },
    });
    const callers: Readonly<Record<string, readonly [caller: Caller, isAdmitted: boolean]>> = {
        "an alarm of the account": [own, true],
        "a rule of the account": [like({ "aws:SourceArn": ruleArn }, { principal: "events.amazonaws.com" }), true],
        "a budget of the account": [like({ "aws:SourceArn": budgetArn }, { principal: "budgets.amazonaws.com" }), true],
        "a budget of another account": [
            like(
                { "aws:SourceAccount": "210987654321", "aws:SourceArn": budgetArn.replace("123456789012", "210987654321") },
                { principal: "budgets.amazonaws.com" },
            ),
            false,
        ],
        "an alarm of another account": [
            like({ "aws:SourceAccount": "210987654321", "aws:SourceArn": alarmArn.replace("123456789012", "210987654321") }),
            false,
        ],
        "an alarm that claims another's account": [like({ "aws:SourceAccount": "210987654321" }), false],
        "an alarm of another region": [like({ "aws:SourceArn": alarmArn.replace("us-east-1", "eu-west-1") }), false],
        "a rule under CloudWatch's name": [like({ "aws:SourceArn": ruleArn }), false],
        "a call that does not say whose it is": [{ ...own, context: { "aws:SecureTransport": "true" } }, false],
        "an alarm without TLS": [like({ "aws:SecureTransport": "false" }), false],
        "another service": [like({}, { principal: "s3.amazonaws.com" }), false],
        "an identity of another account": [like({}, { principal: "arn:aws:iam::210987654321:root" }), false],
        "an alarm that subscribes": [like({}, { action: "sns:Subscribe" }), false],
        "another topic": [like({}, { resource: `${topicArn}-2` }), false],
    };
    for (const [who, [caller, isAdmitted]] of Object.entries(callers)) {
        it(`${isAdmitted ? "admits" : "refuses"} ${who}`, () => assert.equal(admits(policy, caller), isAdmitted));
    }

    it("has that policy, and a key only where one is given", async () => {
        const usual = await watched();
        const policyIn = (found: readonly Resource[]) => jsonOf(inputsOf(found, "aws:sns/topicPolicy:TopicPolicy"), "policy");
        assert.deepEqual(policyIn(await watched({ hasBudget: true })), policy);
        assert.deepEqual(policyIn(usual), {
            ...policy,
            Statement: policy.Statement.filter(({ Sid }) => Sid !== "PublishBudgets"),
        });
        assert.deepEqual(inputsOf(usual, topic), { name: "spotter-app-alarms" });
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
        assert.equal(inputsOf(await watched({ settings: { kmsKeyArn } }), topic).kmsMasterKeyId, kmsKeyArn);
    });

    it("tells each address once, and nobody where there is none", async () => {
        const subscriptions = async (emails: readonly string[]) =>
            (await watched({ settings: { emails } }))
                .filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")
                .map(({ inputs: { protocol, endpoint } }) => [protocol, endpoint]);
        assert.deepEqual(await subscriptions(["a@example.com", "b@example.com"]), [
            ["email", "a@example.com"],
            ["email", "b@example.com"],
        ]);
        assert.deepEqual(await subscriptions([]), []);
    });

    it("refuses what AWS would refuse", async () => {
        assert.deepEqual(
            await findMessages(releaseAlarms, {
                "an address twice": ["settings.emails", ["a@example.com", "a@example.com"]],
                "no address": ["settings.emails", ["ops"]],
                "more than all": ["settings.errorPercent", 100],
                "a long name": ["names.monitoring", "m".repeat(45)],
            }),
            {
                "an address twice": 'ReleaseAlarms: settings.emails must be a list without duplicates, got ["a@example.com"]',
                "no address": 'ReleaseAlarms: settings.emails[0] must be a mail address, got "ops"',
                "more than all": "ReleaseAlarms: settings.errorPercent must be a whole number from 1 to 99, got 100",
                "a long name": `ReleaseAlarms: names.monitoring must be at most 44 characters: letters, digits, _ and -, got "${"m".repeat(45)}"`,
            },
        );
    });
});
