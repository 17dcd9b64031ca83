import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { PreviewDocument } from "../../preview/document";
import { drawPicture } from "../../review/picture";
import { fonts, measure } from "../../review/picture/text";
import { withResource } from "../stacks/doctored";
import { previewOf, type StackKeys } from "../stacks/preview-of";
import { assertWellFormed, readBoxes, readGroups, readLabels } from "./svg";

const dedicated = (nat: string) => (config: StackKeys) => {
    config["spotter:network"] = { mode: "dedicated", cidr: "10.20.0.0/16", zones: 3, nat };
};
const existing = (config: StackKeys) => {
    config["spotter:network"] = {
        mode: "existing",
        vpcId: "vpc-0abc1234def567890",
        publicSubnetIds: ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
        serviceSubnetIds: ["subnet-0cccccccccccccccc", "subnet-0dddddddddddddddd", "subnet-0eeeeeeeeeeeeeeee"],
        assignPublicIp: false,
    };
    config["spotter:repository"] = { existing: true };
    config["spotter:domain"] = {
        name: "www.example.com",
        certificateArn: "arn:aws:acm:us-east-1:920013187591:certificate/12345678-1234-1234-1234-123456789012",
    };
};

describe("the picture of a stack", () => {
    const documents: Record<string, PreviewDocument> = {};
    const pictures: Record<string, string> = {};
    const picture = (name: string) => pictures[name] ?? assert.fail(name);
    const document = (name: string) => documents[name] ?? assert.fail(name);

    before(async () => {
        documents.prod = await previewOf("prod", "preview");
        documents.updated = await previewOf("prod", "update");
        documents.committed = await previewOf("prod", "preview", (config) => delete config["spotter:image"]);
        documents.staging = await previewOf("staging", "preview", (config) => delete config["spotter:image"]?.digest);
        documents.perZone = await previewOf("prod", "preview", dedicated("perZone"));
        documents.single = await previewOf("prod", "update", dedicated("single"));
        documents.none = await previewOf("prod", "preview", dedicated("none"));
        documents.existing = await previewOf("prod", "preview", existing);
        for (const [name, preview] of Object.entries(documents)) {
            pictures[name] = await drawPicture(preview);
        }
    });

    it("shows production from its domain to what its tasks may use", () => {
        assert.deepEqual(readBoxes(picture("prod")), {
            "Route 53 record": ["spotter.cannashieldct.com", "A, alias"],
            Internet: [],
            "ACM certificate": ["validated by DNS"],
            VPC: ["not managed here · 2 public subnets"],
            "Application Load Balancer": [
                "spotter-alb",
                "HTTP 80 → 301 to HTTPS 443",
                "HTTPS 443, TLS 1.2 or newer",
                "idle timeout 60 s · deletion protection",
            ],
            "Target group": ["HTTP 3000 · drains for 30 s", "GET /api/health every 10 s → 200"],
            "ECS cluster": ["spotter-cluster"],
            "ECS service on Fargate": [
                "spotter-web-service",
                "2 tasks · 0.5 vCPU, 1 GB · X86_64",
                "all on demand · public addresses",
                "rolling 100–200 % · rolls back on failure",
                "not root · read-only file system",
            ],
            "Execution role": ["starts tasks", "SpotterTaskExecutionRole"],
            "ECR repository": [
                "spotter-app",
                "sha256:1f3c1f3c1f3c",
                "immutable tags · scan on push",
                "keeps 30 images · protected",
            ],
            "SSM parameters": ["/spotter-app/*", "15 managed here · 48 external"],
            "CloudWatch log group": ["/ecs/spotter-app", "kept 90 days · protected"],
            "Task role": ["runs the application", "SpotterTaskRole"],
            "12 DynamoDB tables": ["spotter-users, spotter-workouts,", "spotter-exercises and 9 more", "reads and writes"],
            SES: ["no-reply@cannashieldct.com", "the only sender"],
        });
    });

    it("names stack, region, account and address in its heading", () => {
        const texts = [...picture("prod").matchAll(/^<text[^>]*>(.*)<\/text>$/gm)].map(([, text]) => text);
        assert.deepEqual(texts, ["spotter · prod", "us-east-1 · 920013187591 · https://spotter.cannashieldct.com"]);
    });

    it("shows on its arrows the ports that the security groups open", () => {
        assert.deepEqual(readLabels(picture("prod")), ["alias", "TCP 80, 443", "TLS", "TCP 3000", "TCP 443", "TCP 443"]);
        assert.equal([...picture("prod").matchAll(/class="line reference"/g)].length, 2);
        assert.equal([...picture("prod").matchAll(/class="line traffic"/g)].length, 5);
    });

    it("is the same before and after the first update", () => {
        assert.equal(picture("updated"), picture("prod"));
    });

    it("says that there is no image yet, while there is none", () => {
        assert.equal(readBoxes(picture("committed"))["ECR repository"]?.[1], "no image yet");
    });

    it("shows staging without a domain, and what its image is built from", () => {
        const boxes = readBoxes(picture("staging"));
        assert.deepEqual(
            Object.keys(boxes).filter((title) => /Route 53|ACM|SES/.test(title)),
            [],
        );
        assert.deepEqual(boxes["Application Load Balancer"], ["spotter-staging", "HTTP 80, no TLS", "idle timeout 60 s"]);
        assert.deepEqual(boxes["ECR repository"], [
            "spotter-staging",
            "image built from app for linux/amd64",
            "immutable tags but build-staging*",
            "scan on push · keeps 30 images",
        ]);
        assert.deepEqual(boxes["ECS service on Fargate"]?.slice(1, 3), [
            "1 task · 0.25 vCPU, 1 GB · X86_64",
            "first 1 on demand, then Spot · public addresses",
        ]);
        assert.deepEqual(boxes["CloudWatch log group"], ["/ecs/spotter-staging", "kept 30 days"]);
        assert.deepEqual(readLabels(picture("staging")), ["TCP 80", "TCP 3000", "TCP 443", "TCP 443"]);
    });

    it("leaves out what is unknown: before its image is built, what the container asks for", () => {
        const boxes = readBoxes(picture("staging"));
        assert.deepEqual(boxes["SSM parameters"], ["/spotter-staging/*", "14 managed here"]);
        assert.ok(!picture("staging").includes("root"));
        for (const [name, svg] of Object.entries(pictures)) {
            assert.doesNotMatch(svg, /unknown|secret|undefined|null|NaN|0{9}/i, name);
        }
    });

    it("piles up a service that runs several tasks, and no other", () => {
        const piles = (name: string) => [...picture(name).matchAll(/<rect class="box" x=/g)].length;
        assert.deepEqual([piles("prod"), piles("staging")], [2, 0]);
    });

    it("shows a dedicated VPC with its subnets, and the NAT gateways through which tasks leave it", () => {
        const boxes = readBoxes(picture("perZone"));
        assert.deepEqual(boxes.VPC, ["10.20.0.0/16", "3 zones · endpoints for S3, DynamoDB"]);
        assert.deepEqual([boxes["Public subnets"], boxes["Private subnets"]], [[], []]);
        assert.deepEqual(boxes["NAT gateway"], ["one a zone"]);
        assert.match(boxes["ECS service on Fargate"]?.join() ?? "", /no public addresses/);
        assert.deepEqual(readLabels(picture("perZone")), ["alias", "TCP 80, 443", "TLS", "TCP 3000", "TCP 443"]);
    });

    it("counts subnets where they are known", () => {
        const boxes = readBoxes(picture("single"));
        assert.deepEqual([boxes["Public subnets"], boxes["Private subnets"]], [["3"], ["3"]]);
        assert.deepEqual(boxes["NAT gateway"], ["one for all zones"]);
    });

    it("shows no NAT gateway where tasks have public addresses", () => {
        const boxes = readBoxes(picture("none"));
        assert.deepEqual(
            Object.keys(boxes).filter((title) => /NAT|subnets/.test(title)),
            [],
        );
        assert.match(boxes["ECS service on Fargate"]?.join() ?? "", /· public addresses/);
    });

    it("tells what exists already from what the stack makes", () => {
        const boxes = readBoxes(picture("existing"));
        assert.deepEqual(boxes.VPC, ["vpc-0abc1234def567890", "not managed here"]);
        assert.deepEqual([boxes["Public subnets"], boxes["Subnets of the tasks"]], [["2"], ["3"]]);
        assert.deepEqual(boxes["ACM certificate"], ["12345678-1234-1234-1234-123456789012", "not managed here"]);
        assert.deepEqual(boxes["ECR repository"], ["spotter-app", "sha256:1f3c1f3c1f3c", "not managed here"]);
        assert.ok(!("Route 53 record" in boxes));
    });

    it("is the same for the same document, in whatever order its resources stand", async () => {
        for (const [name, preview] of Object.entries(documents)) {
            const reversed = { ...preview, resources: [...preview.resources].reverse() };
            assert.equal(await drawPicture(reversed), picture(name), name);
        }
    });

    it("is well-formed, and loads or runs nothing", () => {
        for (const [name, svg] of Object.entries(pictures)) {
            assert.doesNotThrow(() => assertWellFormed(svg), name);
            assert.doesNotMatch(svg, /<script|foreignObject|<image|href|@import|@font-face|\son\w+=|url\((?!#)/, name);
        }
    });

    it("keeps every text inside its box, every box inside the card, and no box on another", () => {
        for (const [name, svg] of Object.entries(pictures)) {
            assertFits(svg, name);
        }
    });

    it("cuts names that are too long in the middle", async () => {
        const long = `start-${"x".repeat(240)}-end`;
        const changed = withResource(document("prod"), "aws:ecr/repository:Repository::web", ({ inputs }) => {
            inputs.name = long;
        });
        const svg = await drawPicture(changed);
        assert.match(readBoxes(svg)["ECR repository"]?.[0] ?? "", /^start-x+…x+-end$/);
        assertFits(svg, "long");
    });

    it("escapes what XML would take for its own, and leaves out what it forbids", async () => {
        const project = `a<b>&"c'\u0007`;
        const svg = await drawPicture({ ...document("prod"), project });
        assertWellFormed(svg);
        assert.match(svg, /^<text class="heading"[^>]*>a&lt;b&gt;&amp;&quot;c'  · prod<\/text>$/m);
    });

    it("tells those who can't see it what it shows", () => {
        const svg = picture("prod");
        assert.match(svg, /^<svg [^>]*role="img" aria-labelledby="title description"/);
        assert.match(svg, /<title id="title">Architecture of spotter · prod<\/title>/);
        assert.match(
            svg,
            /<desc id="description">us-east-1 .*Target group, HTTP 3000 · drains for 30 s, .*SES no-reply@.*<\/desc>/,
        );
    });

    it("has colours for light and for dark", () => {
        const [light = "", dark = ""] = picture("prod").split("@media (prefers-color-scheme: dark)");
        for (const name of ["card", "box", "line", "vpc", "subnets", "cluster", "role"]) {
            const rule = new RegExp(`\\.${name} \\{ (fill|stroke): #`);
            assert.match(light, rule);
            assert.match(dark, rule);
        }
    });

    it("finds image and permissions by what they are, not by where they stand", async () => {
        const changed = withResource(document("prod"), "aws:ecs/taskDefinition:TaskDefinition::web", ({ inputs }) => {
            const containers = JSON.parse(inputs.containerDefinitions as string) as object[];
            inputs.containerDefinitions = JSON.stringify([
                { name: "proxy", image: "public.ecr.aws/envoy@sha256:abcd" },
                ...containers,
            ]);
        });
        const first = withResource(changed, "aws:ecr/lifecyclePolicy:LifecyclePolicy::web", ({ inputs }) => {
            const { rules } = JSON.parse(inputs.policy as string) as { rules: object[] };
            const untagged = { selection: { tagStatus: "untagged", countType: "sinceImagePushed", countNumber: 7 } };
            inputs.policy = JSON.stringify({ rules: [untagged, ...rules] });
        });
        const boxes = readBoxes(await drawPicture(first));
        assert.deepEqual(boxes["ECR repository"], readBoxes(picture("prod"))["ECR repository"]);
        assert.deepEqual(boxes["SSM parameters"], readBoxes(picture("prod"))["SSM parameters"]);
        assert.ok(!boxes["ECS service on Fargate"]?.join().includes("root"), "the proxy may run as root");
    });

    it("draws what there is of a stack that has next to nothing", async () => {
        const nothing: PreviewDocument = { project: "empty", stack: "dev", resources: [], outputs: {}, warnings: [] };
        const svg = await drawPicture(nothing);
        assertWellFormed(svg);
        assert.deepEqual(readBoxes(svg), { Internet: [] });
    });

    it("loads the layout library only when it draws", async () => {
        const script = `require("./review/picture"); console.log(Object.keys(require.cache).some((file) => file.includes("elkjs")))`;
        const { stdout } = await promisify(execFile)(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script]);
        assert.equal(stdout, "false\n");
    });

    it("of production is the one in the docs; npm run preview -- prod --svg docs/architecture.svg renews it", () => {
        assert.equal(readFileSync("docs/architecture.svg", "utf8"), picture("committed"));
    });
});

/** Measured with the widest fonts that a reader may have. */
function assertFits(svg: string, name: string): void {
    const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? [];
    const groups = readGroups(svg);
    for (const { lines, ...group } of groups) {
        assert.ok(group.x >= 0 && group.x + group.width <= width && group.y + group.height <= height, name);
        for (const { x, y, spans } of lines) {
            const text = spans.map((span) => span.text).join(" ");
            const widths = spans.map((span) => measure(span.text, fonts[span.style as keyof typeof fonts]) + 8);
            const isCentred = lines.length === 1 && spans[0]?.style === "kind";
            const right = isCentred ? group.width - 7 : x + widths.reduce((sum, part) => sum + part, 0) - 8;
            assert.ok(right <= group.width && y < group.height, `${name}: ${text}`);
        }
    }
    const boxes = groups.filter(({ kind }) => kind === "box");
    for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) {
            const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            assert.ok(isApart, `${name}: ${JSON.stringify([a.lines, b.lines])}`);
        }
    }
}
