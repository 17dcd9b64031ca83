import * as assert from "node:assert/strict";
import type { Resource } from "../../preview/document";
import { childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { legalMetrics } from "./legal-metrics";
import { topicArn } from "./alarm-arns";
import { watched } from "./watched";

const [alarm, topic] = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:sns/topic:Topic"];
const hash = "0".repeat(16);
const ofBalancer = { LoadBalancer: `app/spotter-alb/${hash}` };
const ofTargets = { ...ofBalancer, TargetGroup: `targetgroup/web-${hash}/${hash}` };
const ofService = { ClusterName: "spotter-cluster", ServiceName: "spotter-web-service" };

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
