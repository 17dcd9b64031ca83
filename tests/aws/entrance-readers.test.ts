import * as assert from "node:assert/strict";
import { describeSecurityGroups } from "../../aws/ec2-security-groups";
import { listListeners, listRules } from "../../aws/elb-listeners";
import { listTargetGroups } from "../../aws/elb-target-groups";
import { page, StubClients, type Input } from "./stub-clients";

/** Answers with one item a page. */
const paged =
    (field: string, items: readonly unknown[], asked: string, token = asked) =>
    (input: Input) => {
        const { items: found, next } = page(items, 1, input[asked]);
        return { [field]: found, ...(next === undefined ? {} : { [token]: next, IsTruncated: true }) };
    };

describe("what is read of a service's entrance", () => {
    it("are target groups, listeners and rules of every page, with both ways to write a forward", async () => {
        const two = [{ TargetGroupArn: "t1" }, { TargetGroupArn: "t2" }];
        const { clients } = new StubClients({
            elb: {
                describeTargetGroups: paged("TargetGroups", two, "Marker", "NextMarker"),
                describeListeners: paged(
                    "Listeners",
                    [
                        { Port: 80, DefaultActions: [{ Type: "redirect" }] },
                        {
                            Port: 443,
                            Certificates: [{ CertificateArn: "c" }],
                            DefaultActions: [{ Type: "forward", TargetGroupArn: "t1" }],
                        },
                    ],
                    "Marker",
                    "NextMarker",
                ),
                describeRules: paged(
                    "Rules",
                    [
                        {
                            Priority: "1",
                            Conditions: [
                                { Field: "host-header", HostHeaderConfig: { Values: ["a.example"] } },
                                { Field: "path-pattern", Values: ["/x/*"] },
                                { Field: "source-ip" },
                            ],
                            Actions: [
                                { Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: "t2", Weight: 0 }] } },
                            ],
                        },
                        {
                            Priority: "2",
                            Conditions: [
                                { Field: "host-header", HostHeaderConfig: { RegexValues: ["^a\\d+"] } },
                                { Field: "path-pattern", RegexValues: ["^/x"] },
                            ],
                        },
                        { Priority: "default" },
                    ],
                    "Marker",
                    "NextMarker",
                ),
            },
        });
        assert.deepEqual(
            (await listTargetGroups(clients, "lb")).map(({ arn }) => arn),
            ["t1", "t2"],
        );
        assert.deepEqual(
            (await listListeners(clients, "lb")).map(({ port, certificateArn, actions }) => [port, certificateArn, actions]),
            [
                [80, undefined, [{ type: "redirect", targetGroups: [] }]],
                [443, "c", [{ type: "forward", targetGroups: [{ arn: "t1", weight: 1 }] }]],
            ],
        );
        const [rule, byExpression, last] = await listRules(clients, "listener");
        assert.deepEqual(
            [rule?.hosts, rule?.paths, rule?.otherConditions, rule?.actions[0]?.targetGroups, last?.priority],
            [["a.example"], ["/x/*"], ["source-ip"], [{ arn: "t2", weight: 0 }], "default"],
        );
        assert.deepEqual(
            [byExpression?.hosts, byExpression?.paths, byExpression?.otherConditions],
            [[], [], ["regular expression for host-header", "regular expression for path-pattern"]],
        );
    });

    it("are the rules of security groups, with everything that they name", async () => {
        const { clients } = new StubClients({
            ec2: {
                describeSecurityGroups: () => ({
                    SecurityGroups: [
                        {
                            GroupId: "sg-1",
                            IpPermissions: [
                                { IpProtocol: "tcp", FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: "sg-2" }] },
                            ],
                            IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
                        },
                    ],
                }),
            },
        });
        const [group] = await describeSecurityGroups(clients, ["sg-1"]);
        assert.deepEqual(
            [group?.ingress, group?.egress],
            [[{ protocol: "tcp", fromPort: 80, toPort: 80, peers: ["sg-2"] }], [{ protocol: "-1", peers: ["0.0.0.0/0"] }]],
        );
    });
});
