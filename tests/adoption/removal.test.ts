import * as assert from "node:assert/strict";
import type { LiveAccount, LiveLoadBalancer, LiveService } from "../../adoption/account";
import { planAdoption, type Way } from "../../adoption/plan";
import type { SecurityGroupRule } from "../../aws/ec2-security-group-rules";
import type { DnsRecord } from "../../aws/route53";
import { Production } from "./production";

describe("what is to be deleted by hand", () => {
    const made = new Production();
    const removals = (account: LiveAccount, way: Way = "side by side", document = made.document) =>
        planAdoption(document, account, { way, deleteLogs: false, service: "spotter-web-service" }).removals;
    const texts = (...given: Parameters<typeof removals>) => removals(...given).map(({ what }) => what);
    /** Names of what is deleted, one for each line. */
    const names = (...given: Parameters<typeof removals>) => texts(...given).map((what) => what.split(/[,(]/)[0]?.trim());
    const [balancerGroup, tasksGroup] = ["1", "2"].map((digit) => `sg-0a${digit.repeat(15)}`) as [string, string];
    const own = { ManagedBy: "pulumi", Project: "spotter", Environment: "prod" };
    const other = (changes: Partial<LiveService>): LiveService => ({
        ...made.service,
        name: "api",
        targetGroupArns: [],
        securityGroupIds: [],
        task: undefined,
        ...changes,
    });

    it("is the old way of serving, in the order in which AWS lets it go", () => {
        const scaling = ["spotter-cluster", "other"].map((cluster) => {
            return { cluster, service: "spotter-web-service", min: 1, max: 4, policies: [], scheduledActions: [] };
        });
        const alarms = ["load balancer spotter-alb", "service api"].map((on) => ({ name: `alarm on ${on}`, on }));
        const certificates = made.account.certificates?.map((each) => ({ ...each, names: ["*.example.com"] }));
        assert.deepEqual(texts({ ...made.account, scaling, alarms, certificates }), [
            "alarm alarm on load balancer spotter-alb, on load balancer spotter-alb",
            "scaling of spotter-web-service, 1 to 4 tasks",
            "service spotter-web-service, 1 task",
            "load balancer spotter-alb with its 2 listeners",
            "target group spotter-tg",
            `security group ${tasksGroup} (spotter-ecs-sg), once no rule of another group names it`,
            `security group ${balancerGroup} (spotter-alb-sg), once no rule of another group names it`,
            "certificate 0a1b2c3d-1111-4111-8111-111111111111",
        ]);
    });

    it("has the record that leads to the old balancer once another can stand beside it", () => {
        const { dnsName } = made.balancer;
        const record = {
            name: "spotter.cannashieldct.com",
            type: "A",
            alias: { dnsName, zoneId: "Z9", evaluateTargetHealth: true },
        };
        const listed = (...records: readonly DnsRecord[]) =>
            texts({ ...made.account, zone: { id: "Z1", records } }).filter((text) => text.includes(" record "));
        const weighted = { ...record, setIdentifier: "spotter-alb", weight: 0 };
        assert.deepEqual(listed(record), []);
        assert.deepEqual(
            listed(weighted, { ...weighted, setIdentifier: "other", alias: { ...record.alias, dnsName: "other" } }),
            ["A record spotter-alb of spotter.cannashieldct.com, once its weight is 0"],
        );
    });

    it("has the role of the old service alone, and none that another service or the stack uses", () => {
        const roles = (services: readonly LiveService[], wanted = "SpotterTaskRole-2") => {
            const live = { ...made.account.roles, ApiRole: made.account.roles?.SpotterTaskRole };
            const account = { ...made.withService({}, ...services), roles: live };
            const document = made.withInputs("aws:iam/role:Role", { name: wanted });
            return names(account, "side by side", document).filter((name) => name?.startsWith("role "));
        };
        const task = (...used: readonly string[]) => ({ cpu: 256, memoryMiB: 512, architecture: "X86_64" as const, roles: used });
        const api = other({ task: task("ApiRole", "SpotterTaskExecutionRole") });
        assert.deepEqual(roles([]), ["role SpotterTaskExecutionRole", "role SpotterTaskRole"]);
        assert.deepEqual(roles([], "SpotterTaskRole"), ["role SpotterTaskExecutionRole"]);
        assert.deepEqual(roles([api]), ["role SpotterTaskRole"]);
        assert.deepEqual(roles([{ ...api, tags: own }]), ["role SpotterTaskRole"], "the stack's own service is one, too");
        assert.deepEqual(roles([other({})]), [], "what another service uses was not seen");
    });

    it("has no certificate that is of another balancer, or that anything else uses", () => {
        const listener = (certificate: string) => ({ arn: "l", port: 443, protocol: "HTTPS", certificateArns: [certificate], forwardsTo: [], rules: [] }); // prettier-ignore
        const balancer = (certificate: string): Partial<LiveLoadBalancer> => ({ listeners: [listener(certificate)] });
        const certificate = (arn: string, ...inUseBy: readonly string[]) => ({ arn, status: "ISSUED", inUseBy });
        const listed = (certificates: LiveAccount["certificates"], others: readonly LiveLoadBalancer[] = []) =>
            names({ ...made.withBalancer(balancer("old"), ...others), certificates }).filter((name) => name?.startsWith("cert"));
        const api = { ...made.balancer, arn: "api", name: "api", ...balancer("old") };
        assert.deepEqual(listed([certificate("old", made.balancer.arn), certificate("api")]), ["certificate old"]);
        assert.deepEqual(listed([certificate("old", made.balancer.arn, "arn:of-a-distribution")]), []);
        assert.deepEqual(listed([certificate("old")], [api]), []);
    });

    it("leaves a balancer that other services are behind, with all that it needs", () => {
        const listeners = made.balancer.listeners.map((each) => ({ ...each, rules: [["arn:targetgroup/api-tg/1"]] }));
        const account = { ...made.withBalancer({ listeners }), alarms: [{ name: "5xx", on: "load balancer spotter-alb" }] };
        const left = ["load balancer", "alarm", "certificate", balancerGroup];
        assert.deepEqual(
            texts(account).filter((text) => left.some((word) => text.includes(word))),
            ["what leads to spotter-tg in the listeners of load balancer spotter-alb, which api-tg stays behind"],
        );
        assert.ok(names(account).includes(`security group ${tasksGroup}`));
        const shared = made.withService({}, other({ targetGroupArns: made.service.targetGroupArns }));
        assert.ok(!names(shared).some((name) => name?.startsWith("target group")));
    });

    it("has no security group that another service uses, nor the VPC's own", () => {
        const groups = (account: LiveAccount) => names(account).filter((name) => name?.startsWith("security group"));
        const api = other({ securityGroupIds: [tasksGroup] });
        assert.deepEqual(groups(made.withService({}, api)), [`security group ${balancerGroup}`]);
        const securityGroups = made.account.securityGroups?.map((group) => ({ ...group, name: "default" }));
        assert.deepEqual(groups({ ...made.account, securityGroups }), []);
    });

    it("has a rule of the balancer's group that names the tasks' before both", () => {
        const rule: SecurityGroupRule = { id: "sgr-1", groupId: balancerGroup, direction: "egress", protocol: "tcp", fromPort: 3000, toPort: 3000, peer: tasksGroup }; // prettier-ignore
        const securityGroups = made.account.securityGroups?.map((group) =>
            group.id === balancerGroup ? { ...group, rules: [...group.rules, rule] } : group,
        );
        const [first, second] = texts({ ...made.account, securityGroups }).slice(3);
        assert.equal(first, `rule sgr-1 of ${balancerGroup}, which names ${tasksGroup}`);
        assert.match(second ?? "", new RegExp(`^security group ${tasksGroup}`));
    });

    it("says that a balancer is protected, or that it was not seen whether it is", () => {
        const balancer = (isProtected: boolean | undefined) => texts(made.withBalancer({ isProtected }))[1];
        assert.equal(balancer(false), "load balancer spotter-alb with its 2 listeners");
        assert.match(balancer(true) ?? "", /listeners; turn off its deletion protection first$/);
        assert.match(balancer(undefined) ?? "", /listeners; whether it has deletion protection was not seen$/);
    });

    it("has prices by processor, in the region whose prices are known, and none for Spot, instances and Windows", () => {
        const size = { cpu: 256, memoryMiB: 512, roles: [] };
        const price = (changes: Partial<LiveService>, region = "us-east-1") =>
            removals(made.withService(changes), "side by side", made.withInputs("pulumi:providers:aws", { region }))[0]
                ?.monthlyUsd;
        const task = (architecture: "X86_64" | "ARM64" | undefined) => ({ ...size, architecture });
        const spot = { launchType: undefined, capacityProviders: ["FARGATE", "FARGATE_SPOT"] };
        assert.equal(price({ task: task("X86_64") })?.toFixed(2), "12.66");
        assert.equal(price({ task: task("ARM64") })?.toFixed(2), "10.86");
        assert.equal(price({ task: task("ARM64"), desiredCount: 3, assignPublicIp: false })?.toFixed(2), "21.63");
        assert.equal(price({ task: task("X86_64"), ...spot, capacityProviders: ["FARGATE"] })?.toFixed(2), "12.66");
        for (const changes of [spot, { launchType: "EC2" }, { task: task(undefined) }, { task: undefined }]) {
            assert.equal(price(changes), undefined, JSON.stringify(changes));
        }
        assert.equal(price({}, "eu-west-1"), undefined);
    });

    it("is in place what scales the service beside the program's own, and all of it where the program has none", () => {
        const policies = ["cpu", "cpu-by-hand"];
        const scaling = { cluster: "spotter-cluster", service: "spotter-web-service", min: 1, max: 4, policies, scheduledActions: ["night"] }; // prettier-ignore
        const account = { ...made.account, scaling: [scaling] };
        const listed = (document = made.document) => texts(account, "in place", document).filter((text) => text.includes("scal"));
        assert.deepEqual(listed(), [
            "scaling policy cpu-by-hand of spotter-web-service",
            "scheduled scaling night of spotter-web-service",
        ]);
        const unscaled = made.document.resources.filter(({ type }) => !type.startsWith("aws:appautoscaling/"));
        assert.deepEqual(listed({ ...made.document, resources: unscaled }), ["scaling of spotter-web-service, 1 to 4 tasks"]);
    });

    it("is in place the rules that the program has not, of groups that nothing else uses", () => {
        const ids = (account: LiveAccount) => texts(account, "in place").map((what) => /of (sg-\w+)/.exec(what)?.[1]);
        assert.deepEqual(ids(made.account), [tasksGroup, balancerGroup]);
        assert.deepEqual(ids(made.withService({}, other({ securityGroupIds: [tasksGroup] }))), [balancerGroup]);
    });
});
