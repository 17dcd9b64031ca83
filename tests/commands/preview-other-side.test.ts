import * as assert from "node:assert/strict";
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { preview } from "../../commands/preview/preview";
import { previewThere } from "../../commands/preview/other-side";
import { Repository } from "./repository";
import { Trial } from "./trial";

describe("the other side of a comparison", () => {
    const commit = { ref: "main", id: "0".repeat(40), prefix: "" };
    const npm = { ...process.env }.npm_execpath;
    let other: Repository;
    let announced: string[];
    const ask = (stack = "prod") => previewThere(process.cwd(), other.folder, commit, stack, (line) => announced.push(line));

    beforeEach(() => {
        other = new Repository();
        announced = [];
        unlinkSync(join(other.folder, "node_modules"));
    });
    afterEach(() => {
        other.close();
        process.env.npm_execpath = npm;
        if (npm === undefined) {
            delete process.env.npm_execpath;
        }
    });

    it("is what its own program shows, with the packages of this one", async () => {
        other.replace("components/log-group.ts", "retentionInDays", "retentionInDays: 7, skipDestroy");
        other.replace("package-lock.json", '"name": "spotter"', '"name": "another"'); // installs nothing else
        const document = await ask();
        const logGroup = document?.resources.find(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
        assert.equal(logGroup?.inputs.retentionInDays, 7);
        assert.deepEqual(announced, []);
    });

    it("is nothing where the stack has no file", async () => {
        assert.equal(await ask("other"), undefined);
    });

    /** Stands in for npm. */
    const npmThat = (source: string) => {
        const file = join(other.folder, "npm.js");
        writeFileSync(file, source);
        process.env.npm_execpath = file;
        other.replace("package-lock.json", '"packages": {', '"packages": { "node_modules/one-more": { "version": "1.0.0" },');
    };

    it("gets packages of its own where its lock file names others, and says so", async () => {
        const link = `require("node:fs").symlinkSync(${JSON.stringify(join(process.cwd(), "node_modules"))}, "node_modules");`;
        npmThat(`${link} require("node:fs").writeFileSync("asked.json", JSON.stringify(process.argv.slice(2)));`);
        assert.ok((await ask()) !== undefined);
        assert.deepEqual(JSON.parse(readFileSync(join(other.folder, "asked.json"), "utf8")), [
            "ci",
            "--prefer-offline",
            "--no-audit",
            "--no-fund",
        ]);
        assert.deepEqual(announced, ["installing the packages of main, as its package-lock.json names others\n"]);
    });

    const failures: readonly (readonly [title: string, breakIt: () => void, reason: string])[] = [
        [
            "its packages can't be installed",
            () => npmThat('console.error("npm error code E404\\nmore"); process.exit(1);'),
            "its packages can't be installed: npm error code E404",
        ],
        [
            "it does not start",
            () => other.append("index.ts", "\nthrow new Error('broken at the start');\n"),
            "its program ends with: Error: broken at the start",
        ],
        [
            "it needs what is not there",
            () => other.append("index.ts", '\nimport "a-package-that-is-gone";\n'),
            "its program ends with: Error: Cannot find module 'a-package-that-is-gone'",
        ],
        [
            "its stack file is wrong",
            () => other.replace("Pulumi.prod.yaml", "spotter:profile: prod", "spotter:profile: prof"),
            'its program ends with: spotter:profile must be one of dev, staging, prod; did you mean prod?, got "prof"',
        ],
        [
            "it has no such command",
            () => other.replace("package.json", '"preview": "node', '"preview": "make'),
            "there is no `npm run preview` there that runs Node",
        ],
        [
            "it prints something else",
            () =>
                other.replace(
                    "package.json",
                    '"preview": "node -r ts-node/register/transpile-only commands/cli.ts preview',
                    '"preview": "node -p 1',
                ),
            "its program prints no preview as JSON",
        ],
    ];
    for (const [title, breakIt, reason] of failures) {
        it(`fails with one line when ${title}`, async () => {
            breakIt();
            await assert.rejects(ask(), { message: `prod can't be compared with main: ${reason}`, exitCode: 1 });
        });
    }
});

describe("options of a comparison", () => {
    const trial = new Trial();
    const rows: readonly (readonly [args: readonly string[], message: string])[] = [
        [["--markdown"], "--markdown shows what changes: name what to compare with by --against\n"],
        [["--against", "v1", "--mode", "update"], "error: option '--against <ref>' cannot be used with option '--mode <mode>'\n"],
        [["--against", "v1", "--svg", "x"], "error: option '--against <ref>' cannot be used with option '--svg <file>'\n"],
        [["--against", "v1", "--json", "--markdown"], "error: option '--markdown' cannot be used with option '--json'\n"],
    ];
    for (const [args, message] of rows) {
        it(`refuse ${args.join(" ")}`, async () => {
            assert.deepEqual(await trial.run(preview, "test", ...args), { exitCode: 2, stdout: "", stderr: message });
        });
    }
});
