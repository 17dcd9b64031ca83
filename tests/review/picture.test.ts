import * as assert from "node:assert/strict";
import type { PreviewDocument } from "../../preview/document";
import { drawPicture } from "../../review/picture";
import { withResource } from "../stacks/doctored";
import { assertGolden } from "../stacks/golden";
import { previewOf } from "../stacks/preview-of";
import { ownProject } from "../support/own";
import { drawVariants, type Drawn, type Variant } from "./pictures";
import { assertWellFormed, readBoxes, readLabels } from "./svg";

describe("the picture of a stack", () => {
    let variants: Readonly<Record<Variant, Drawn>>;
    const picture = (name: Variant) => variants[name].svg;
    const document = (name: Variant) => variants[name].document;

    before(async () => {
        variants = await drawVariants();
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
                "HTTPS 443, TLS 1.2+",
                "idle timeout 60 s · deletion protection",
            ],
            "Target group": ["HTTP 3000 · drains for 30 s", "GET /api/health every 10 s → 200"],
            "ECS cluster": ["spotter-cluster"],
            "ECS service on Fargate": [
                "spotter-web-service",
                "2–6 tasks · 0.5 vCPU, 1 GB · X86_64",
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
            "1–2 tasks · 0.25 vCPU, 1 GB · X86_64",
            "first 1 on demand, then Spot · public addresses",
        ]);
        assert.deepEqual(boxes["CloudWatch log group"], ["/ecs/spotter-staging", "kept 30 days"]);
        assert.deepEqual(readLabels(picture("staging")), ["TCP 80", "TCP 3000", "TCP 443", "TCP 443"]);
    });
    it("leaves out what is unknown: before its image is built, what the container asks for", () => {
        const boxes = readBoxes(picture("staging"));
        assert.deepEqual(boxes["SSM parameters"], ["/spotter-staging/*", "14 managed here"]);
        assert.ok(!picture("staging").includes("root"));
        for (const [name, { svg }] of Object.entries(variants)) {
            assert.doesNotMatch(svg, /unknown|secret|undefined|null|NaN|0{9}/i, name);
        }
    });
    it("piles up a service that runs several tasks, and no other", () => {
        const piles = (name: Variant) => [...picture(name).matchAll(/<rect class="box" x=/g)].length;
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
    it("of production is the one in the docs (UPDATE_GOLDENS=1 rewrites it)", async () => {
        const committed = await previewOf("prod", "preview", (config) => {
            config[`${ownProject}:image`] = {};
        });
        assertGolden("docs/architecture.svg", await drawPicture(committed));
    });
});
