import * as assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClients } from "../../aws/clients";
import type { PreviewDocument } from "../../preview/document";
import { inputsOf, jsonOf } from "../support/build";
import { programFiles, programRooms } from "../support/program";
import { runCommand, type Ran } from "./run-command";
import { accountId, canary, makeService, region, type MadeService } from "./made-service";
import { Moto } from "./moto";

describe("a stack that is made from a service in moto", () => {
    const folder = mkdtempSync(join(tmpdir(), "shop-"));
    const run = (...args: string[]) => runCommand(folder, args);
    const fromService = (...args: string[]) =>
        run("init", "prod", "--from-service", "--cluster", "shop-prod", "--service", "web", "--region", region, ...args);
    const read = (file: string) => readFileSync(join(folder, file), "utf8");
    let moto: Moto | undefined;
    let made: MadeService;
    let first: Ran;

    before(async function () {
        try {
            moto = await Moto.start();
        } catch (error) {
            console.log(`    skipped: moto can't be installed (${(error as Error).message.split("\n")[0] ?? ""})`);
            this.skip();
        }
        process.env.AWS_ENDPOINT_URL = moto.endpoint;
        made = await makeService(createClients({ region }));
        for (const path of [...programFiles, ...programRooms]) {
            cpSync(path, join(folder, path), { recursive: true });
        }
        symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
        first = await fromService();
    });
    after(() => {
        delete process.env.AWS_ENDPOINT_URL;
        moto?.stop();
        rmSync(folder, { recursive: true });
    });

    it("says what it wrote, what it left behind, and what somebody must push", () => {
        const { code, stdout, stderr } = first;
        assert.deepEqual([code, stderr], [0, ""]);
        assert.match(
            stdout,
            /^read service web in cluster shop-prod \(account 123456789012, eu-west-1\): \d+ keys differ from the profile$/m,
        );
        for (const file of [
            "Pulumi.prod.yaml",
            "app/parameters.json",
            "config/stack.schema.json",
            "app/parameters.schema.json",
        ]) {
            assert.match(stdout, new RegExp(`^wrote ${file}$`, "m"));
        }
        for (const left of [
            /^ {2}taskDefinition\.containerDefinitions\[1\]: xray /m,
            /^ {2}scaling\.service\/shop-prod\/web: 3 to 12 tasks/m,
            /^ {2}taskRole\.shop-task\.jobs: s3:\* on \*: patterns are not carried over/m,
            /^ {2}service\..*: shop-db lets in the tasks by their group/m,
            /^ {2}container\.web\.environment\.DATABASE_URL: looks like a secret/m,
            /^ {2}npm run parameters -- prod push DATABASE_URL$/m,
        ]) {
            assert.match(stdout, left);
        }
        assert.ok(![stdout, read("Pulumi.prod.yaml"), read("app/parameters.json")].some((text) => text.includes(canary)));
    });

    it("is previewed offline, and runs the same container", async () => {
        const { code, stdout, stderr } = await run("preview", "prod", "--json", "--mode", "update");
        assert.deepEqual([code, stderr], [0, ""]);
        const { resources } = JSON.parse(stdout) as PreviewDocument;
        const definition = inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition");
        const [container] = jsonOf(definition, "containerDefinitions") as [Readonly<Record<string, unknown>>];
        const names = (field: string) => (container[field] as readonly { readonly name: string }[]).map(({ name }) => name);
        assert.deepEqual(
            {
                image: container.image,
                size: [
                    definition.cpu,
                    definition.memory,
                    (definition.runtimePlatform as { readonly cpuArchitecture: string }).cpuArchitecture,
                ],
                runs: [
                    container.command,
                    container.user,
                    container.stopTimeout,
                    container.readonlyRootFilesystem,
                    container.healthCheck,
                ],
                ports: container.portMappings,
                secrets: names("secrets"),
            },
            {
                image: `${accountId}.dkr.ecr.${region}.amazonaws.com/shop/web@${made.digest}`,
                size: ["1024", "2048", "ARM64"],
                runs: [["serve", "--public"], "10001", 45, false, undefined],
                ports: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }],
                secrets: ["API_TOKEN", "DATABASE_URL", "GREETING", "ORDERS_TABLE", "PUBLIC_URL", "REGION_NAME"],
            },
        );
        const values = resources
            .filter(({ type }) => type === "aws:ssm/parameter:Parameter")
            .map(({ inputs }) => [inputs.name, inputs.value ?? inputs.insecureValue]);
        assert.deepEqual(Object.fromEntries(values), {
            "/shop/prod/GREETING": 'hello: "you" # there',
            "/shop/prod/ORDERS_TABLE": "shop-orders",
            "/shop/prod/PUBLIC_URL": "https://shop.example.com",
        });
    });

    it("has the service's way to it: host, certificate, checks, subnets and number of tasks", async () => {
        const { resources } = JSON.parse((await run("preview", "prod", "--json", "--mode", "update")).stdout) as PreviewDocument;
        const service = inputsOf(resources, "aws:ecs/service:Service");
        const group = inputsOf(resources, "aws:lb/targetGroup:TargetGroup");
        const balancer = inputsOf(resources, "aws:lb/loadBalancer:LoadBalancer");
        const https = resources.find(({ inputs }) => inputs.protocol === "HTTPS" && inputs.port === 443)?.inputs;
        const check = group.healthCheck as Readonly<Record<string, unknown>>;
        const logs = inputsOf(resources, "aws:cloudwatch/logGroup:LogGroup");
        assert.deepEqual(
            [
                service.desiredCount,
                group.vpcId,
                group.deregistrationDelay,
                check.path,
                check.interval,
                check.matcher,
                logs.retentionInDays,
            ],
            [3, made.vpcId, 45, "/healthz", 15, "200-299", 14],
        );
        assert.deepEqual([balancer.subnets, https?.certificateArn], [made.subnetIds, made.certificateArn]);
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("aws:route53/")),
            [],
            "no record is taken from what serves",
        );
        const policies = JSON.stringify(resources.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy"));
        assert.match(policies, /table\/shop-orders/);
        assert.match(policies, new RegExp(`sqs:SendMessage.*arn:aws:sqs:${region}:${accountId}:jobs`));
    });

    it("is written once, and again only when it is told to", async () => {
        const before = [read("Pulumi.prod.yaml"), read("app/parameters.json")];
        const { code, stdout, stderr } = await fromService();
        assert.deepEqual([code, stdout, stderr], [2, "", "Pulumi.prod.yaml would be replaced: --force replaces it\n"]);
        writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: {}\n");
        assert.equal((await fromService("--force")).code, 0);
        assert.deepEqual([read("Pulumi.prod.yaml"), read("app/parameters.json")], before);
    });

    it("is not written where a variable is named that the service does not have", async () => {
        const before = read("Pulumi.prod.yaml");
        const { code, stderr } = await fromService("--force", "--secret", "NO_SUCH", "--plain", "GREETING");
        assert.deepEqual([code, stderr], [2, "--secret and --plain must name variables of container web, got NO_SUCH\n"]);
        assert.equal(read("Pulumi.prod.yaml"), before);
    });

    it("is not written where there is no such service, and says what there is", async () => {
        const { code, stderr } = await run(
            "init",
            "x",
            "--from-service",
            "--cluster",
            "shop-prod",
            "--service",
            "wep",
            "--region",
            region,
        );
        assert.deepEqual([code, stderr], [2, "there is no service wep in cluster shop-prod (eu-west-1): there is web\n"]);
    });
});
