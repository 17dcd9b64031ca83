import * as assert from "node:assert/strict";
import type { LiveAccount, LiveLoadBalancer, LiveService, LiveTargetGroup } from "../../adoption/account";
import { planAdoption, type PlanOptions } from "../../adoption/plan";
import type { PreviewDocument } from "../../preview/document";
import { toLiveAccount } from "../account-model/live-account";
import { AccountModel } from "../account-model/model";
import { seedScriptsProduction } from "../account-model/scripts-production";
import { previewOfExample } from "../stacks/preview-of";

const zoneId = `Z${"0".repeat(20)}`;
const inPlace: PlanOptions = { way: "in place", deleteLogs: false, answersHealthCheck: true };
const beside: PlanOptions = { way: "side by side", deleteLogs: false };

describe("a plan for what the scripts made", () => {
    let document: PreviewDocument;
    let account: LiveAccount;
    before(async () => {
        const model = new AccountModel();
        seedScriptsProduction(model);
        account = toLiveAccount(model, zoneId);
        document = await previewOfExample("prod", "update");
    });

    const withService = (changes: Partial<LiveService>): LiveAccount => ({
        ...account,
        services: account.services?.map((service) => ({ ...service, ...changes })),
    });
    const withBalancer = (changes: Partial<LiveLoadBalancer>): LiveAccount => ({
        ...account,
        loadBalancers: account.loadBalancers?.map((balancer) => ({ ...balancer, ...changes })),
    });
    const withTargets = (changes: Partial<LiveTargetGroup>): LiveAccount => ({
        ...account,
        targetGroups: account.targetGroups?.map((group) => ({ ...group, ...changes })),
    });
    const refusals = (changed: LiveAccount, options = inPlace) => planAdoption(document, changed, options).refusals;

    it("refuses nothing in place", () => {
        assert.deepEqual(refusals(account), []);
    });

    const rows: readonly (readonly [title: string, change: () => LiveAccount, refusal: RegExp])[] = [
        ["no service", () => ({ ...account, services: [] }), /^nothing serves that could be taken over/],
        ["services that were not seen", () => ({ ...account, services: undefined }), /^what serves could not be seen/],
        ["groups that were not seen", () => ({ ...account, securityGroups: undefined }), /^the security groups could not be seen/],
        ["CodeDeploy", () => withService({ deploymentController: "CODE_DEPLOY" }), /^CODE_DEPLOY deploys spotter-web-service/],
        ["instances", () => withService({ launchType: "EC2" }), /^spotter-web-service runs on instances/],
        ["a Classic Load Balancer", () => withService({ hasClassicBalancer: true }), /Classic Load Balancer$/],
        ["two groups of a service", () => withService({ securityGroupIds: ["sg-1", "sg-2"] }), /^spotter-web-service has 2 security groups/],
        ["targets that are instances", () => withTargets({ targetType: "instance" }), /^targets of spotter-tg are of type instance/],
        ["HTTPS to the tasks", () => withTargets({ protocol: "HTTPS" }), /^spotter-tg speaks HTTPS to the tasks/],
        ["another VPC", () => withTargets({ vpcId: "vpc-9" }), /^spotter-tg is in vpc-9, spotter-alb in vpc-0/],
        ["a second balancer", () => withTargets({ loadBalancerArns: [...(account.loadBalancers ?? []).map(({ arn }) => arn), "b"] }), /^spotter-tg serves 2 balancers/],
        ["a network load balancer", () => withBalancer({ type: "network" }), /^spotter-alb is of type network/],
        ["an internal balancer", () => withBalancer({ scheme: "internal" }), /^spotter-alb is internal/],
        ["one group for both", () => withBalancer({ securityGroupIds: account.services?.[0]?.securityGroupIds ?? [] }), /are in one security group$/],
        ["a listener to other groups", () => withBalancer({ listeners: (account.loadBalancers?.[0]?.listeners ?? []).map((each) => ({ ...each, forwardsTo: ["other"] })) }), /^the listener on 80 forwards to other target groups/],
        ["a second service in the target group", () => ({ ...account, services: [...(account.services ?? []), ...(account.services ?? []).map((service) => ({ ...service, name: "worker" }))] }), /^spotter-web-service and worker are in one target group/],
        ["a record that leads elsewhere", () => withBalancer({ dnsName: "other.example.com" }), /^the A record of spotter\.cannashieldct\.com does not lead to spotter-alb/],
    ]; // prettier-ignore
    for (const [title, change, refusal] of rows) {
        it(`refuses in place: ${title}`, () => {
            const found = refusals(change());
            assert.ok(
                found.some((line) => refusal.test(line)),
                found.join("\n"),
            );
        });
    }

    it("refuses in place a health check that the old release does not answer", () => {
        for (const [answersHealthCheck, words] of [
            [false, "the old one does not answer it with 200"],
            [undefined, "whether the old one answers it with 200 is not known"],
        ] as const) {
            const [only, ...others] = refusals(account, { ...inPlace, answersHealthCheck });
            assert.ok(only?.includes(words), only);
            assert.deepEqual(others, []);
        }
    });

    it("asks for an answer where only the codes of success differ, too", () => {
        const path = document.resources.find(({ type }) => type === "aws:lb/targetGroup:TargetGroup")?.inputs.healthCheck;
        const { path: healthCheckPath } = path as { readonly path: string };
        const same = withTargets({ healthCheckPath, healthCheckMatcher: "200" });
        const wider = withTargets({ healthCheckPath, healthCheckMatcher: "200-399" });
        const unasked: PlanOptions = { ...inPlace, answersHealthCheck: undefined };
        assert.deepEqual([refusals(same, unasked).length, refusals(wider, unasked).length], [0, 1]);
    });

    it("asks which service serves, where none has the name and there are several", () => {
        const [service] = account.services ?? [];
        const others = ["api", "worker"].map((name) => ({ ...(service as LiveService), name }));
        const two: LiveAccount = { ...account, services: others };
        assert.deepEqual(refusals(two, beside), ["which service serves is not clear, of api, worker: name it with --service"]);
        assert.equal(planAdoption(document, two, { ...beside, service: "worker" }).serving.service?.name, "worker");
    });

    const settings = (changed: LiveAccount, options = beside) =>
        Object.fromEntries(planAdoption(document, changed, options).settings.map(({ path, value }) => [path, value]));

    it("keeps as many tasks, images and capacity providers as there are", () => {
        const busy: LiveAccount = {
            ...withService({ desiredCount: 6 }),
            repository: { name: "spotter-app", mutability: "MUTABLE", images: 45, hasLifecyclePolicy: false },
            cluster: { name: "spotter-cluster", capacityProviders: ["FARGATE", "instances"], tags: {} },
        };
        const found = settings(busy);
        assert.equal(found["service.tasks.min"], 6);
        assert.equal(found["repository.keepImages"], 75);
        assert.equal(found["names.cluster"], "spotter-cluster-2");
    });

    it("shortens how long lines are kept only where that is wanted", () => {
        const kept = (retentionDays: number | undefined): LiveAccount => ({
            ...account,
            logGroup: { name: "/ecs/spotter-app", ...(retentionDays === undefined ? {} : { retentionDays }) },
        });
        const path = "logs.retentionDays";
        assert.equal(settings(kept(undefined))[path], 3653);
        assert.equal(settings(kept(365))[path], 365);
        assert.equal(settings(kept(30))[path], undefined);
        assert.equal(settings(kept(undefined), { ...beside, deleteLogs: true })[path], undefined);
    });

    it("leaves the balancer in place in the subnets that it is in", () => {
        const subnetIds = ["subnet-1", "subnet-2"];
        const { network } = settings(withBalancer({ subnetIds }), inPlace);
        const { vpcId } = account.loadBalancers?.[0] ?? {};
        const serviceSubnetIds = account.services?.[0]?.subnetIds;
        assert.deepEqual(network, {
            mode: "existing",
            vpcId,
            publicSubnetIds: subnetIds,
            serviceSubnetIds,
            assignPublicIp: true,
        });
    });

    it("imports nothing that was not seen, and says so", () => {
        const { rows: all } = planAdoption(document, { ...account, repository: undefined, parameters: undefined }, beside);
        const left = all.filter(({ action }) => action === "leave").map(({ key }) => key.split("::")[0]);
        assert.deepEqual(
            [...new Set(left)],
            ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "aws:ecr/repository:Repository", "aws:ssm/parameter:Parameter"],
        );
    });

    it("takes a certificate over only where the program would ask for the same one", () => {
        const action = (change: object) => {
            const certificates = account.certificates?.map((each) => ({ ...each, ...change }));
            const { rows: all } = planAdoption(document, { ...account, certificates }, beside);
            return all.find(({ key }) => key === "aws:acm/certificate:Certificate::web")?.action;
        };
        assert.equal(action({}), "import");
        for (const change of [
            { names: ["*.cannashieldct.com"] },
            { status: "PENDING_VALIDATION" },
            { type: "IMPORTED" },
            { validationMethod: "EMAIL" },
        ]) {
            assert.equal(action(change), "make", JSON.stringify(change));
        }
    });

    it("takes what the stack has made for no part of what serves", () => {
        const tags = { ManagedBy: "pulumi", Project: "spotter", Environment: "prod" };
        const own: LiveAccount = { ...withService({ tags }), loadBalancers: withBalancer({ tags }).loadBalancers };
        const { serving, settings: found } = planAdoption(document, own, beside);
        assert.deepEqual([serving.service, serving.loadBalancer], [undefined, undefined]);
        assert.ok(
            !found.some(({ path }) => path.startsWith("names.") && path !== "names.taskRole" && path !== "names.executionRole"),
        );
    });

    it("prices what can be deleted, in the region whose prices are known", () => {
        const priced = (region: string) => {
            const moved = {
                ...document,
                resources: document.resources.map((each) =>
                    each.type === "pulumi:providers:aws" ? { ...each, inputs: { ...each.inputs, region } } : each,
                ),
            };
            const { removals } = planAdoption(moved, withService({ cpu: 256, memoryMiB: 512 }), beside);
            return removals.find(({ what }) => what.startsWith("service "))?.monthlyUsd?.toFixed(2);
        };
        assert.deepEqual([priced("us-east-1"), priced("eu-west-1")], ["12.66", undefined]);
    });
});
