import * as assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resourceTypes } from "../../resources";
import { deletesFirst, forcesNew, switchedAlternatives } from "../../resources/replacement";

const [service, targetGroup, taskDefinition] = [
    "aws:ecs/service:Service",
    "aws:lb/targetGroup:TargetGroup",
    "aws:ecs/taskDefinition:TaskDefinition",
];
const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** Names of the properties of an interface in a package's declarations. */
function propertiesOf(declarations: string, name: RegExp): string[] {
    const [, body = ""] = declarations.split(name);
    return [...(body.split("\n}")[0] ?? "").matchAll(/^ {4}(?:readonly )?(\w+)\??:/gm)].map(([, property]) => property ?? "");
}

describe("a change of an input", () => {
    const rows: readonly (readonly [type: string, path: string, isNew: boolean])[] = [
        [service, "name", true],
        [service, "cluster", true],
        [service, "desiredCount", false],
        [service, "launchType", false],
        [service, "capacityProviderStrategies[0].weight", false],
        [targetGroup, "vpcId", true],
        [targetGroup, "port", true],
        [targetGroup, "healthCheck.port", false],
        [targetGroup, "healthCheck.path", false],
        [taskDefinition, "memory", true],
        [taskDefinition, "containerDefinitions[web].image", true],
        [taskDefinition, "tags[spotter:release]", false],
        [taskDefinition, "skipDestroy", false],
        ["aws:ecr/repository:Repository", "encryptionConfigurations[0].kmsKey", true],
        ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "policy", true],
        ["aws:route53/record:Record", "type", false],
        ["aws:route53/record:Record", "zoneId", true],
        ["pulumi:providers:aws", "region", true],
    ];
    for (const [type, path, isNew] of rows) {
        it(`of ${type}.${path} ${isNew ? "replaces it" : "is made in place"}`, () => {
            assert.equal(forcesNew(type, path), isNew);
        });
    }

    it("replaces a rule that is for another kind of source, not for another source", () => {
        const [from, to] = [{ cidrIpv4: "10.0.0.0/8" }, { referencedSecurityGroupId: "sg-1" }];
        assert.deepEqual(switchedAlternatives(rule, from, to), ["cidrIpv4", "referencedSecurityGroupId"]);
        assert.deepEqual(switchedAlternatives(rule, from, { cidrIpv4: "0.0.0.0/0" }), []);
        assert.deepEqual(switchedAlternatives(service, {}, { name: "x" }), []);
    });

    it("of a type that nothing is known of is no guess", () => {
        assert.throws(
            () => forcesNew("aws:sqs/redrivePolicy:RedrivePolicy", "name"),
            /resources\/ does not know the type aws:sqs\/redrivePolicy:RedrivePolicy/,
        );
    });
});

describe("the provider deletes first", () => {
    const rows: readonly (readonly [title: string, type: string, inputs: Record<string, unknown>, first: boolean])[] = [
        ["what the program has named", service, { name: "web" }, true],
        ["nothing that AWS names", targetGroup, { namePrefix: "web-" }, false],
        ["no record, whose name is no physical one", "aws:route53/record:Record", { name: "example.com" }, false],
        ["what there can be one of", "aws:ecr/lifecyclePolicy:LifecyclePolicy", { repository: "app" }, true],
        ["nothing of another provider", "docker:index/image:Image", { name: "x" }, false],
    ];
    for (const [title, type, inputs, first] of rows) {
        it(title, () => assert.equal(deletesFirst(type, inputs), first));
    }
});

describe("what is known of replacing a type", () => {
    it("names inputs and outputs that its package declares", () => {
        let checked = 0;
        for (const [type, { forcesNew: fixed, alternatives = [], renewed = [] }] of Object.entries(resourceTypes)) {
            const file = `node_modules/@pulumi/${type.replace(/^(\w+):(?:index\/)?/, "$1/").replace(/:\w+$/, "")}.d.ts`;
            if (!existsSync(file)) {
                assert.match(type, /^pulumi:providers:|^awsx:/);
                continue;
            }
            const declarations = readFileSync(file, "utf8");
            const inputs = propertiesOf(declarations, /^export interface \w+Args \{$/m);
            const names = [...("allBut" in fixed ? fixed.allBut : fixed), ...alternatives].map(
                (name) => name.split(".")[0] ?? "",
            );
            assert.deepEqual(
                names.filter((name) => !inputs.includes(name)),
                [],
                type,
            );
            const outputs = propertiesOf(declarations, /^export declare class \w+ extends pulumi\.CustomResource \{$/m);
            assert.deepEqual(
                renewed.filter((name) => !outputs.includes(name)),
                [],
                type,
            );
            checked += names.length + renewed.length;
        }
        assert.ok(checked > 40);
    });
});
