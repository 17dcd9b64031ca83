import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStack, readStackPartly } from "../../config/read-stack";
import { readStackFile } from "../../config/stack-file";
import { offlinePreview } from "../../preview/offline";
import { render } from "../../preview/render";
import { estimateCost } from "../../review/cost";
import { problemsIn } from "./input";

const account = `aws:region: us-east-1, aws:allowedAccountIds: ["123456789012"]`;

describe("values from Pulumi ESC", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "stack-environment-"));
        writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const write = (text: string) => writeFileSync(join(folder, "Pulumi.dev.yaml"), text);
    const fileOf = (text: string) => {
        write(text);
        return readStackFile(folder, "dev");
    };
    const unknownOf = (text: string) => {
        write(text);
        return readStackPartly(folder, "dev").unknown.map(({ path, message }) => `${path}: ${message}`);
    };
    const strictProblems = (text: string) => {
        write(text);
        return problemsIn(() => readStack(folder, "dev")).map(({ path, message }) => `${path} ${message}`);
    };

    it("are named by their environments, as a list, by imports, and by the main one", () => {
        const cases: readonly (readonly [string, readonly string[]])[] = [
            ["config: {}", []],
            ["environment: [acme/shared, acme/prod]", ["acme/shared", "acme/prod"]],
            ["environment: { imports: [acme/shared, { acme/prod: { merge: false } }] }", ["acme/shared", "acme/prod"]],
            ["mainEnvironment: acme/prod@8\nenvironment: [acme/shared]", ["acme/prod@8", "acme/shared"]],
            ["environment: { values: { other: 1 } }", []],
            ["environment: { values: { pulumiConfig: { profile: dev } } }", []],
            ['environment: { values: { pulumiConfig: { profile: "${stage}" } } }', ["environment.values"]],
            ['environment: { values: { pulumiConfig: "${all}" } }', ["environment.values"]],
            ["environment: { values: { pulumiConfig: { profile: { fn::toString: 1 } } } }", ["environment.values"]],
        ];
        for (const [text, environments] of cases) {
            assert.deepEqual(fileOf(text).environments, environments, text);
        }
    });

    it("are known where the file itself has them, and lose to its config key by key", () => {
        const { raw } = fileOf(`
environment:
    values:
        pulumiConfig:
            profile: prod
            service: { cpu: 512, memoryMiB: 1024, port: "\${port}" }
            logs: { retentionDays: 30 }
            image: { digest: { fn::secret: s3cret } }
            names: ["\${one}", two]
            aws:region: eu-west-1
config:
    shop:profile: dev
    service: { cpu: 256 }
    logs:
`);
        assert.deepEqual(raw, {
            "shop:profile": "dev",
            "shop:service": '{"cpu":256,"memoryMiB":1024}',
            "shop:logs": "",
            "shop:image": "{}",
            "aws:region": "eu-west-1",
        });
    });

    it("must be written as the CLI reads them", () => {
        const names = "must have a name like project/name in each place: quote it";
        const main = "must be one environment, like project/name or project/name@version";
        const cases = [
            ["environment: text", "environment must be a list of environments, or a mapping with imports and values"],
            ["environment:", "environment must be a list of environments, or a mapping with imports and values"],
            ["environment: [1]", `environment ${names}`],
            ["environment: { imports: acme/prod }", "environment.imports must be a list of environments"],
            ["environment: { imports: [{ a: {}, b: {} }] }", `environment.imports ${names}`],
            ["environment: { values: [] }", "environment.values must be a mapping of keys to values, got []"],
            ["mainEnvironment: prod", `mainEnvironment ${main}`],
            ["mainEnvironment: [acme/prod]", `mainEnvironment ${main}`],
            ["mainEnvironment: acme/prod@", `mainEnvironment ${main}`],
        ];
        for (const [text = "", expected = ""] of cases) {
            assert.deepEqual(
                problemsIn(() => fileOf(text)).map(({ path, message }) => `${path} ${message}`),
                [`Pulumi.dev.yaml: ${expected}`],
            );
        }
    });

    it("stand for required keys that the file leaves out", () => {
        const text = "environment: [acme/prod]\nconfig: { domain: { zone: example.com } }";
        const source = "unknown, as it may come from acme/prod: shown";
        assert.deepEqual(unknownOf(text), [
            `aws:region: ${source} as xx-unknown-0`,
            `aws:allowedAccountIds: ${source} as 000000000000`,
            `shop:profile: ${source} with the defaults of prod`,
            `shop:domain.name: ${source} without what it belongs to`,
        ]);
        const { config } = readStackPartly(folder, "dev");
        assert.deepEqual([config.aws.region, config.aws.accountId, config.profile], ["xx-unknown-0", "000000000000", "prod"]);
        assert.equal(config.domain, undefined);
    });

    it("are no excuse for what is wrong, nor for what stands in the file", () => {
        write("environment: [acme/prod]\nconfig: { profile: large, service: { cpu: 300, taks: 1 } }");
        assert.deepEqual(
            problemsIn(() => readStackPartly(folder, "dev")).map(({ path }) => path),
            ["shop:profile", "shop:service.cpu", "shop:service.taks"],
        );
        const both = `config: { ${account}, profile: dev, service: { cpu: 256, memoryMiB: 8192 } }`;
        write(`environment: [acme/prod]\n${both}`);
        assert.deepEqual(
            problemsIn(() => readStackPartly(folder, "dev")).map(({ path }) => path),
            ["shop:service.memoryMiB"],
        );
    });

    it("leave a rule open that depends on what they may give", () => {
        const text = `config: { ${account}, profile: dev, image: { commit: 3fa2c1d } }`;
        const rule = "shop:image.commit: requires image.digest";
        assert.deepEqual(strictProblems(text), ['shop:image.commit requires image.digest, got "3fa2c1d"']);
        assert.deepEqual(unknownOf(`environment: [acme/prod]\n${text}`), [
            `${rule}, got "3fa2c1d"; not certain, as a key that this depends on may come from acme/prod`,
        ]);
        assert.deepEqual(strictProblems(`environment: [acme/prod]\n${text}`), []);
    });

    it("are required of the file by a command that asks AWS", () => {
        const advice =
            "is not known here: Pulumi.dev.yaml leaves it to acme/prod, which only the engine opens: name it in config as well";
        assert.deepEqual(strictProblems("environment: [acme/prod]\nconfig: { profile: dev, aws:region: us-east-1 }"), [
            `aws:allowedAccountIds ${advice}`,
        ]);
    });

    it("are named in a preview, which has no region, account or cost to show", async () => {
        write("environment: [acme/prod]");
        const document = await offlinePreview(folder, "dev", "preview");
        assert.deepEqual(document.environments, ["acme/prod"]);
        assert.deepEqual(document.warnings[0], {
            path: "Pulumi.dev.yaml: environment",
            message: "acme/prod: not read here, so whatever Pulumi.dev.yaml leaves out may have another value",
        });
        assert.deepEqual(document.warnings[1], {
            path: "aws:region",
            message: "unknown, as it may come from acme/prod: shown as xx-unknown-0",
        });
        const text = render(document, { colors: false, verbose: false });
        assert.match(text, /^shop · dev {5}region unknown · account unknown {5}/);
        assert.match(text, /^ {2}Values +also from acme\/prod, not read here$/m);
        assert.deepEqual(estimateCost(document), {
            region: "xx-unknown-0",
            problem: "the region is not known here, and prices differ",
        });
    });

    it("change nothing of a preview whose file leaves nothing to them", async () => {
        write(`config: { ${account}, profile: dev }`);
        const alone = await offlinePreview(folder, "dev", "preview");
        assert.equal("environments" in alone, false);
        write(`environment: [acme/prod]\nconfig: { ${account}, profile: dev }`);
        const { environments, warnings, ...known } = await offlinePreview(folder, "dev", "preview");
        assert.deepEqual([environments, warnings.length], [["acme/prod"], alone.warnings.length + 1]);
        assert.deepEqual({ ...known, warnings: alone.warnings }, alone);
    });
});
