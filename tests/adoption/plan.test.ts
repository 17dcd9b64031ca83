import * as assert from "node:assert/strict";
import type { LiveAccount } from "../../adoption/account";
import { planAdoption, type PlanOptions } from "../../adoption/plan";
import { Production } from "./production";

const inPlace: PlanOptions = { way: "in place", deleteLogs: false, answersHealthCheck: true };
const beside: PlanOptions = { way: "side by side", deleteLogs: false };

describe("a plan for what the scripts made", () => {
    const made = new Production();
    const plan = (account: LiveAccount, options = beside, document = made.document) => planAdoption(document, account, options);

    it("asks which service serves, where none has the name and there are several", () => {
        const others = ["api", "worker"].map((name) => ({ ...made.service, name }));
        const two: LiveAccount = { ...made.account, services: others };
        assert.deepEqual(plan(two).refusals, ["which service serves is not clear, of api, worker: name it with --service"]);
        assert.equal(plan(two, { ...beside, service: "worker" }).serving.service?.name, "worker");
        const named = (account: LiveAccount) => plan(account, { ...beside, service: "worke" }).refusals;
        const none = "cluster spotter-cluster has no service worke that the stack has not made: there is ";
        assert.deepEqual(named(two), [`${none}api, worker`]);
        assert.deepEqual(named({ ...made.account, services: [] }), [`${none}none`]);
        assert.deepEqual(named({ ...made.account, services: undefined }), []);
    });

    it("names what serves from now on, where the stack's file will name another and there is a choice", () => {
        const capacityProviders = ["FARGATE", "instances"];
        const cluster = { name: "spotter-cluster", capacityProviders, tags: {} };
        const services = [made.service, { ...made.service, name: "api" }];
        assert.deepEqual(plan(made.account).named, {});
        assert.deepEqual(plan({ ...made.account, cluster }).named, { cluster: "spotter-cluster" });
        assert.deepEqual(plan({ ...made.account, services }).named, { service: "spotter-web-service" });
    });

    it("looks for what serves in the cluster that is named, and asks for it where the host name leads to something unseen", () => {
        const renamed = made.withInputs("aws:ecs/cluster:Cluster", { name: "spotter-cluster-2" });
        const unseen = { ...made.account, cluster: null, servingCluster: "spotter-cluster-2" };
        const [refusal, ...others] = plan(unseen, beside, renamed).refusals;
        assert.match(
            refusal ?? "",
            /^spotter\.cannashieldct\.com leads to .*, and no service of cluster spotter-cluster-2 .* --cluster/,
        );
        assert.deepEqual(others, []);
        assert.deepEqual(plan({ ...unseen, services: undefined }, beside, renamed).refusals, []);
        assert.deepEqual(plan(unseen, { ...beside, cluster: "spotter-cluster-2" }, renamed).refusals, []);
        const found = plan({ ...unseen, servingCluster: "spotter-cluster" }, { ...beside, cluster: "spotter-cluster" }, renamed);
        assert.deepEqual([found.refusals, found.serving.service?.name], [[], "spotter-web-service"]);
        const paths = found.settings.map(({ path }) => path);
        assert.deepEqual(
            ["names.loadBalancer", "names.service"].map((path) => paths.includes(path)),
            [true, false],
            "a service of another cluster may have the same name",
        );
    });

    const settings = (changed: LiveAccount, options = beside) =>
        Object.fromEntries(plan(changed, options).settings.map(({ path, value }) => [path, value]));

    it("keeps as many tasks, images and capacity providers as there are", () => {
        const busy: LiveAccount = {
            ...made.withService({ desiredCount: 6 }),
            scaling: [
                {
                    cluster: "spotter-cluster",
                    service: "spotter-web-service",
                    min: 1,
                    max: 9,
                    policies: [],
                    scheduledActions: [],
                },
            ],
            repository: { name: "spotter-app", mutability: "MUTABLE", images: 45, hasLifecyclePolicy: false },
            cluster: { name: "spotter-cluster", capacityProviders: ["FARGATE", "instances"], tags: {} },
        };
        const found = settings(busy);
        assert.equal(found["service.tasks.min"], 6);
        assert.equal(found["service.tasks.max"], 9);
        assert.equal(found["repository.keepImages"], 75);
        assert.equal(found["names.cluster"], "spotter-cluster-2");
    });

    it("shortens how long lines are kept only where that is wanted", () => {
        const kept = (retentionDays: number | undefined): LiveAccount => ({
            ...made.account,
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
        const { network } = settings(made.withBalancer({ subnetIds }), inPlace);
        const { vpcId } = made.balancer;
        const serviceSubnetIds = made.service.subnetIds;
        assert.deepEqual(network, {
            mode: "existing",
            vpcId,
            publicSubnetIds: subnetIds,
            serviceSubnetIds,
            assignPublicIp: true,
        });
    });

    it("keeps the addresses of IPv6 that a balancer has, where it is taken over", () => {
        const found = settings(made.withBalancer({ ipAddressType: "dualstack" }), inPlace);
        assert.deepEqual(
            [found["loadBalancer.ipAddressType"], (found.network as { readonly mode: string }).mode],
            ["dualstack", "existing"],
        );
    });

    it("imports nothing that was not seen, and says so", () => {
        const left = (unseen: Partial<LiveAccount>, options = beside) =>
            plan({ ...made.account, ...unseen }, options)
                .rows.filter(({ action, note = "" }) => action === "leave" && note.startsWith("not seen"))
                .map(({ key }) => key.split("::")[0]?.split(":").at(-1));
        const balancer = ["Listener", "LoadBalancer", "Record"];
        const rows: readonly (readonly [unseen: Partial<LiveAccount>, left: readonly string[], options?: PlanOptions])[] = [
            [{ repository: undefined, parameters: undefined }, ["LifecyclePolicy", "Repository", "Parameter"]],
            [{ loadBalancers: undefined }, balancer, inPlace],
            [{ targetGroups: undefined }, ["TargetGroup"], inPlace],
            [{ services: undefined }, ["Service"], inPlace],
            [{ securityGroups: undefined }, ["SecurityGroup", "SecurityGroupEgressRule", "SecurityGroupIngressRule"], inPlace],
        ]; // prettier-ignore
        for (const [unseen, expected, options] of rows) {
            const found = new Set(left(unseen, options));
            assert.deepEqual([...found].sort(), [...expected].sort(), Object.keys(unseen).join());
        }
    });

    it("takes a certificate over only where the program would ask for the same one", () => {
        const action = (change: object) => {
            const certificates = made.account.certificates?.map((each) => ({ ...each, ...change }));
            const { rows: all } = plan({ ...made.account, certificates });
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
        const own: LiveAccount = { ...made.withService({ tags }), loadBalancers: made.withBalancer({ tags }).loadBalancers };
        const { serving, settings: found } = plan(own);
        assert.deepEqual([serving.service, serving.loadBalancer], [undefined, undefined]);
        assert.ok(
            !found.some(({ path }) => path.startsWith("names.") && path !== "names.taskRole" && path !== "names.executionRole"),
        );
    });
});
