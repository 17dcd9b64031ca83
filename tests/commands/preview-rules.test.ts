import * as assert from "node:assert/strict";
import { preview } from "../../commands/preview/preview";
import { systemClock } from "../../deployment/clock";
import { Trial } from "./trial";

function addKeys(trial: Trial, lines: readonly string[]): void {
    trial.write("Pulumi.test.yaml", [trial.read("Pulumi.test.yaml"), ...lines.map((line) => `    ${line}\n`)].join(""));
}

describe("npm run preview, of a stack with a budget", () => {
    const trial = new Trial();
    const withKeys = (...lines: readonly string[]) => addKeys(trial, lines);

    it("shows the cost within it, and has it in the document", async () => {
        withKeys("spotter:budget: { monthlyUsd: 39 }"); // 38.61
        const { exitCode, stdout, stderr } = await trial.run(preview, "test");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.match(stdout, /^ {2}Cost {8}38\.61 USD a month, and what is used$/m);
        const { cost, problems } = (await trial.document(preview, "test")) as {
            cost: { monthlyUsd: unknown };
            problems: unknown;
        };
        assert.deepEqual(problems, []);
        assert.deepEqual(cost.monthlyUsd, { from: 38.61, to: 38.61 });
    });

    it("fails above it, once everything is shown", async () => {
        withKeys("spotter:budget: { monthlyUsd: 38 }");
        const { exitCode, stdout, stderr } = await trial.run(preview, "test");
        assert.deepEqual(
            [exitCode, stderr],
            [1, "test may cost 38.61 USD a month: more than spotter:budget.monthlyUsd, 38 USD\n"],
        );
        assert.match(stdout, /\n {2}Outputs\n/);

        const { problems } = await trial.document(preview, "test", "--html", "page.html");
        assert.deepEqual(problems, [stderr.trim()]);
        const page = trial.read("page.html").replace(/\s+/g, " ");
        assert.match(page, /This preview fails:.{0,60}<li>test may cost 38\.61 USD a month: more than spotter:budget/);
    });

    it("fails where the cost is not known, and says how to know it", async () => {
        trial.write("Pulumi.test.yaml", trial.read("Pulumi.test.yaml").replace("us-east-1", "eu-north-1"));
        assert.equal((await trial.run(preview, "test")).exitCode, 0);
        withKeys("spotter:budget: { monthlyUsd: 38 }");
        const { exitCode, stderr } = await trial.run(preview, "test");
        const problem = "no list prices of eu-north-1 are known here: npm run prices -- eu-north-1";
        assert.deepEqual([exitCode, stderr], [1, `spotter:budget.monthlyUsd, 38 USD, can't be checked: ${problem}\n`]);
    });
});

describe("npm run preview, of a stack with controls and waivers", () => {
    const trial = new Trial();
    const on = (day: string) => (trial.context = { clock: { ...systemClock, date: () => new Date(`${day}T12:00:00Z`) } });
    const reason = "the default VPC has no private subnets";
    const waive = (control: string, resource: string, until = "2027-06-30") =>
        addKeys(trial, [
            `spotter:waivers: [{ control: ${control}, resource: "${resource}", reason: ${reason}, until: "${until}" }]`,
        ]);
    const service = "aws:ecs/service:Service::web";
    interface Document {
        readonly controls: {
            readonly results: readonly { readonly control: { readonly id: string }; readonly waiver?: unknown }[];
        };
    }

    beforeEach(() => on("2027-06-30"));

    it("counts in one line what holds, and fails by no advice", async () => {
        const { exitCode, stdout, stderr } = await trial.run(preview, "test");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.match(stdout, /^ {2}Controls {4}\d+ hold · 11 of advice not followed · 1 not known before the update$/m);
        assert.doesNotMatch(stdout, /ECS\.2/);
    });

    it("shows with --verbose each that does not, with its resource", async () => {
        const { stdout } = await trial.run(preview, "test", "--verbose");
        assert.match(stdout, /^ {2}· ECS\.2 {10}Service web: its tasks have public addresses$/m);
    });

    it("takes a waiver until its day, and has both in the document", async () => {
        waive("ECS.2", service);
        const { exitCode, stdout } = await trial.run(preview, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, / hold · 10 of advice not followed · 1 waived · /);
        const { controls } = (await trial.document(preview, "test")) as unknown as Document;
        assert.deepEqual(controls.results.find(({ control }) => control.id === "ECS.2")?.waiver, {
            control: "ECS.2",
            resource: service,
            reason,
            until: "2027-06-30",
        });
    });

    const wrong: Readonly<Record<string, readonly [control: string, resource: string, problem: string]>> = {
        "has ended": ["ECS.2", service, `the waiver of ECS.2 for ${service} ended on 2027-06-29`],
        "names no control": [
            "ECS.99",
            service,
            `the waiver of ECS.99 for ${service} names no control: docs/security.md lists them`,
        ],
        "names no resource": [
            "ECS.2",
            "aws:ecs/service:Service::api",
            "the waiver of ECS.2 for aws:ecs/service:Service::api matches no resource that the control is about",
        ],
        "is for what holds": ["ECS.10", service, `the waiver of ECS.10 for ${service} is needed no longer: the control holds`],
    };
    for (const [what, [control, resource, problem]] of Object.entries(wrong)) {
        it(`fails by a waiver that ${what}`, async () => {
            waive(control, resource, "2027-06-29");
            const { exitCode, stdout, stderr } = await trial.run(preview, "test");
            assert.deepEqual([exitCode, stderr], [1, `spotter:waivers: ${problem}\n`]);
            assert.ok(stdout.includes(`\n  Controls\n  ! ${problem}\n`));
            await trial.run(preview, "test", "--html", "page.html");
            assert.match(trial.read("page.html"), />1 waiver is wrong</); // and no control is broken
        });
    }

    it("fails by a mandatory control until it is waived", async () => {
        const sidecar = `{ image: "public.ecr.aws/acme/otel@sha256:${"0".repeat(64)}", environment: { API_KEY: of-a-trial } }`;
        addKeys(trial, [`spotter:service: { sidecars: { otel: ${sidecar} } }`]);
        const { exitCode, stdout, stderr } = await trial.run(preview, "test");
        assert.deepEqual([exitCode, stderr], [1, "test breaks ECS.8: mend it, or say in spotter:waivers why not\n"]);
        assert.match(stdout, /^ {2}Controls {4}broken: ECS\.8 · /m);
        assert.ok(stdout.includes("  ! ECS.8  TaskDefinition web: otel has API_KEY in plain text\n"));
        waive("ECS.8", "aws:ecs/taskDefinition:TaskDefinition::web");
        assert.equal((await trial.run(preview, "test")).exitCode, 0);
    });
});
