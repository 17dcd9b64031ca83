import * as assert from "node:assert/strict";
import type { LiveAccount } from "../../adoption/account";
import { planAdoption, type PlanOptions } from "../../adoption/plan";
import { Production } from "./production";

const inPlace: PlanOptions = { way: "in place", deleteLogs: false, answersHealthCheck: true };
const balancerType = "aws:lb/loadBalancer:LoadBalancer";

describe("a plan to take over in place what the scripts made", () => {
    const made = new Production();
    const refusals = (changed: LiveAccount, options = inPlace, document = made.document) =>
        planAdoption(document, changed, options).refusals;
    const worker = () => ({ ...made.service, name: "worker" });
    const elsewhere = () => made.balancer.listeners.map((each) => ({ ...each, forwardsTo: ["other"] }));
    const cluster = () => ({ name: "spotter-cluster", capacityProviders: ["instances"], tags: {} });

    it("refuses nothing", () => {
        assert.deepEqual(refusals(made.account), []);
    });

    it("refuses nothing once the stack's own service serves: there is nothing left to take over", () => {
        const tags = { ManagedBy: "pulumi", Project: "spotter", Environment: "prod" };
        assert.deepEqual(refusals({ ...made.withService({ tags }), loadBalancers: [{ ...made.balancer, tags }] }), []);
    });

    const rows: readonly (readonly [title: string, change: () => LiveAccount, refusal: RegExp])[] = [
        ["no service", () => ({ ...made.account, services: [] }), /^nothing serves that could be taken over/],
        ["services that were not seen", () => ({ ...made.account, services: undefined }), /^what serves could not be seen/],
        ["groups that were not seen", () => ({ ...made.account, securityGroups: undefined }), /^the security groups could not be seen/],
        ["CodeDeploy", () => made.withService({ deploymentController: "CODE_DEPLOY" }), /^CODE_DEPLOY deploys spotter-web-service/],
        ["instances", () => made.withService({ launchType: "EC2" }), /^spotter-web-service runs on instances/],
        ["capacity of instances", () => made.withService({ launchType: undefined, capacityProviders: ["own"] }), /^spotter-web-service runs on instances/],
        ["a cluster with other capacity", () => ({ ...made.account, cluster: cluster() }), /^the program would take instances from the cluster's capacity providers$/],
        ["another cluster", () => ({ ...made.withService({ cluster: "old" }), servingCluster: "old" }), /^spotter-web-service is in cluster old, and the program's would be in spotter-cluster/],
        ["a Classic Load Balancer", () => made.withService({ hasClassicBalancer: true }), /Classic Load Balancer$/],
        ["two groups of a service", () => made.withService({ securityGroupIds: ["sg-1", "sg-2"] }), /^spotter-web-service has 2 security groups/],
        ["targets that are instances", () => made.withTargets({ targetType: "instance" }), /^targets of spotter-tg are of type instance/],
        ["HTTPS to the tasks", () => made.withTargets({ protocol: "HTTPS" }), /^spotter-tg speaks HTTPS to the tasks/],
        ["HTTP/2 to the tasks", () => made.withTargets({ protocolVersion: "HTTP2" }), /^spotter-tg speaks HTTP2 to the tasks, the program HTTP\/1\.1$/],
        ["another VPC", () => made.withTargets({ vpcId: "vpc-9" }), /^spotter-tg is in vpc-9, spotter-alb in vpc-0/],
        ["a second balancer", () => made.withTargets({ loadBalancerArns: [made.balancer.arn, "b"] }), /^spotter-tg serves 2 balancers/],
        ["a network load balancer", () => made.withBalancer({ type: "network" }), /^spotter-alb is of type network/],
        ["one group for both", () => made.withBalancer({ securityGroupIds: made.service.securityGroupIds }), /are in one security group$/],
        ["a listener to other groups", () => made.withBalancer({ listeners: elsewhere() }), /^the listener on 80 forwards to other target groups/],
        ["a second service in the target group", () => made.withService({}, worker()), /^spotter-web-service and worker are in one target group/],
    ]; // prettier-ignore
    for (const [title, change, refusal] of rows) {
        it(`refuses ${title}`, () => {
            const found = refusals(change());
            assert.ok(
                found.some((line) => refusal.test(line)),
                found.join("\n"),
            );
        });
    }

    it("refuses a balancer of another scheme than the stack's, and no internal one of an internal stack", () => {
        const internal = made.withBalancer({ scheme: "internal" });
        const [refusal] = refusals(internal);
        assert.equal(
            refusal,
            "spotter-alb is internal, and the stack's is internet-facing (loadBalancer.internal): AWS can't change it",
        );
        const wanted = made.withInputs(balancerType, { internal: true });
        assert.deepEqual(refusals(internal, inPlace, wanted), []);
        assert.match(
            refusals(made.account, inPlace, wanted).join(),
            /^spotter-alb is internet-facing, and the stack's is internal/,
        );
        const apart = made.withBalancer({ scheme: "internal", subnetIds: ["subnet-8", "subnet-9"] });
        assert.match(refusals(apart, inPlace, wanted).join(), /puts an internal balancer where the tasks are$/);
    });

    describe("by its health check", () => {
        const type = "aws:lb/targetGroup:TargetGroup";
        const unasked: PlanOptions = { ...inPlace, answersHealthCheck: undefined };
        /** Its own as the program's, but for some fields. */
        const withCheck = (changes: object) =>
            made.withTargets({
                healthCheck: { protocol: "HTTP", port: "traffic-port", path: "/api/health", matcher: "200", ...changes },
            });

        it("refuses one that the old release does not answer", () => {
            for (const [answersHealthCheck, words] of [
                [false, "the old one does not answer it with 200"],
                [undefined, "whether the old one answers it with 200 is not known"],
            ] as const) {
                const [only, ...others] = refusals(made.account, { ...inPlace, answersHealthCheck });
                assert.ok(only?.includes(words), only);
                assert.deepEqual(others, []);
            }
        });

        it("asks for no answer where it stays the same, and for one where any part of it changes", () => {
            assert.deepEqual(refusals(withCheck({}), unasked), []);
            for (const changes of [{ path: "/" }, { matcher: "200-399" }, { port: "9000" }, { protocol: "HTTPS" }]) {
                assert.equal(refusals(withCheck(changes), unasked).length, 1, JSON.stringify(changes));
                assert.deepEqual(refusals(withCheck(changes)), [], JSON.stringify(changes));
            }
        });

        it("refuses another port, whatever the old release answers on that of its requests", () => {
            const wanted = made.withInputs(type, { healthCheck: { path: "/api/health", matcher: "200", port: "9000" } });
            assert.match(
                refusals(made.account, inPlace, wanted).join(),
                /^the target group would ask on port 9000 .* not on traffic-port/,
            );
            assert.deepEqual(refusals(withCheck({ port: "9000" }), unasked, wanted), []);
        });
    });
});
