import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { controls } from "../../policies/controls";
import { evaluate } from "../../policies/evaluate";
import type { Plain, PreviewDocument } from "../../preview/document";
import { withResource } from "../stacks/doctored";
import { previewOfExample } from "../stacks/preview-of";
import { installPython } from "../support/installed-tool";
import { toAddress, toTerraformPlan } from "./terraform-plan";

const run = promisify(execFile);

/** What checkov says of resources that the controls judge otherwise, or not at all, and why that is right. */
const differences: Readonly<Record<string, string>> = {
    "CKV_AWS_260 aws_vpc_security_group_ingress_rule.web-http: we pass, checkov fails":
        "port 80 of the load balancer redirects to HTTPS; where it doesn't, as there is no certificate, ELB.1 says so",
    "CKV_AWS_103 aws_lb_listener.web-http: we pass, checkov fails":
        "a listener of HTTP has no TLS policy; that it does not redirect is ELB.1",
};

/** Ids of checkov that have a control here, and that checkov itself does not apply to what a stack has. */
const notApplied: Readonly<Record<string, string>> = {
    CKV_AWS_332: "it asks for launchType FARGATE; a service here has capacity providers, whose platform version counts alike",
    CKV_AWS_223: "it judges a cluster's settings of ECS Exec; here the service says whether there is a shell at all",
    CKV_AWS_224: "the same",
};

/** Inputs that are put off or taken away, and the id that each must turn red for both. */
const faults: readonly (readonly [id: string, resource: string, inputs: Readonly<Record<string, Plain | undefined>>])[] = [
    ["CKV_AWS_131", "aws:lb/loadBalancer:LoadBalancer::web", { dropInvalidHeaderFields: false }],
    ["CKV_AWS_150", "aws:lb/loadBalancer:LoadBalancer::web", { enableDeletionProtection: false }],
    ["CKV_AWS_328", "aws:lb/loadBalancer:LoadBalancer::web", { desyncMitigationMode: "monitor" }],
    ["CKV_AWS_103", "aws:lb/listener:Listener::web-https", { sslPolicy: "ELBSecurityPolicy-2016-08" }],
    ["CKV_AWS_163", "aws:ecr/repository:Repository::web", { imageScanningConfiguration: { scanOnPush: false } }],
    ["CKV_AWS_51", "aws:ecr/repository:Repository::web", { imageTagMutability: "MUTABLE" }],
    ["CKV_AWS_66", "aws:cloudwatch/logGroup:LogGroup::web", { retentionInDays: undefined }],
    ["CKV_AWS_23", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http", { description: undefined }],
];

/** What only the control here finds, and why checkov doesn't. */
const overlooked: typeof faults = [
    // It looks for pidMode among a container's keys, where ECS has none of that name.
    ["CKV_AWS_335", "aws:ecs/taskDefinition:TaskDefinition::web", { pidMode: "host" }],
    // It looks for ports, and for protocol, which this type calls ip_protocol: a rule for everything has no ports.
    [
        "CKV_AWS_382",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https",
        { ipProtocol: "-1", fromPort: undefined, toPort: undefined },
    ],
];

type Outcomes = Map<string, "pass" | "fail">;

describe("checkov, on the resources of a stack", function () {
    let python = "";
    let prod: PreviewDocument;
    const folder = mkdtempSync(join(tmpdir(), "checkov-"));
    before(async function () {
        try {
            python = await installPython("checkov-3.3", "checkov>=3.3,<3.4");
        } catch (error) {
            console.log(`    skipped: checkov can't be installed (${(error as Error).message.split("\n")[0] ?? ""})`);
            this.skip();
        }
        prod = await previewOfExample("prod", "update");
    });
    after(() => rmSync(folder, { recursive: true }));

    /** What checkov says, by its id and the resource's address. */
    async function judgeByCheckov(document: PreviewDocument): Promise<Outcomes> {
        const file = join(folder, "plan.json");
        writeFileSync(file, JSON.stringify(toTerraformPlan(document)));
        const options = ["--framework", "terraform_plan", "--output", "json", "--compact", "--soft-fail", "--skip-download"];
        const { stdout } = await run(python, ["-m", "checkov.main", "--file", file, ...options], { maxBuffer: 2 ** 26 });
        interface Check {
            readonly check_id: string;
            readonly resource: string;
        }
        const { results } = JSON.parse(stdout) as {
            results: { passed_checks: readonly Check[]; failed_checks: readonly Check[] };
        };
        const keyed = (checks: readonly Check[], outcome: "pass" | "fail") =>
            checks.map(({ check_id, resource }) => [`${check_id} ${resource}`, outcome] as const);
        return new Map([...keyed(results.passed_checks, "pass"), ...keyed(results.failed_checks, "fail")]);
    }

    /** The same of the controls here, by the ids that checkov has for them. */
    function judgeByControls(document: PreviewDocument): Outcomes {
        const idsOf = (id: string) => {
            const others = controls.find((control) => control.id === id)?.alsoKnownAs ?? [];
            return [id, ...others].filter((each) => each.startsWith("CKV_AWS_"));
        };
        return new Map(
            evaluate(document).results.flatMap(({ control, resource, outcome }) => {
                const [type = "", name = ""] = resource.split("::");
                const address = toAddress({ type, name });
                return outcome === "cannot tell" ? [] : idsOf(control.id).map((id) => [`${id} ${address}`, outcome] as const);
            }),
        );
    }

    it("agrees on what both know, but for the differences that are explained", async () => {
        const found = new Set<string>();
        const agreed = { pass: 0, fail: 0 };
        for (const document of [prod, await previewOfExample("staging", "update")]) {
            const [theirs, ours] = [await judgeByCheckov(document), judgeByControls(document)];
            for (const [key, outcome] of ours) {
                const other = theirs.get(key);
                if (other === outcome) {
                    agreed[outcome] += 1;
                } else if (other !== undefined) {
                    found.add(`${key}: we ${outcome}, checkov ${other}s`.replace("passs", "passes"));
                }
            }
        }
        assert.deepEqual([...found].sort(), Object.keys(differences).sort());
        assert.ok(agreed.pass > 60 && agreed.fail > 8, JSON.stringify(agreed));
    });

    it("knows each of its ids that a control here names, where a stack has a resource for it", async () => {
        const [theirs, ours] = [await judgeByCheckov(prod), judgeByControls(prod)];
        const idsIn = (outcomes: Outcomes) => new Set([...outcomes.keys()].map((key) => key.split(" ")[0] ?? ""));
        const silent = [...idsIn(ours)].filter(
            (id) => ![...ours.keys()].some((key) => key.startsWith(`${id} `) && theirs.has(key)),
        );
        assert.deepEqual(silent.sort(), Object.keys(notApplied).sort());
    });

    it("turns red with the control here by each of what is put off, but for what it overlooks", async () => {
        const all = [...faults, ...overlooked];
        const careless = all.reduce((document, [, resource, inputs]) => withInputs(document, resource, inputs), prod);
        const [theirs, ours] = [await judgeByCheckov(careless), judgeByControls(careless)];
        const judged = all.map(([id, resource]) => {
            const [type = "", name = ""] = resource.split("::");
            const key = `${id} ${toAddress({ type, name })}`;
            return [id, ours.get(key), theirs.get(key)];
        });
        assert.deepEqual(judged, [
            ...faults.map(([id]) => [id, "fail", "fail"]),
            ...overlooked.map(([id]) => [id, "fail", "pass"]),
        ]);
    });
});

function withInputs(document: PreviewDocument, resource: string, inputs: (typeof faults)[number][2]): PreviewDocument {
    return withResource(document, resource, (draft) => {
        for (const [input, value] of Object.entries(inputs)) {
            Reflect.deleteProperty(draft.inputs, input);
            if (value !== undefined) {
                draft.inputs[input] = value;
            }
        }
    });
}
