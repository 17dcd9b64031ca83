import * as assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImageSection, withImageSection, wouldChange } from "../../commands/shared/stack-file-edit";
import { digestOf } from "./aws";

describe("an edit of a stack file", () => {
    const image = { digest: digestOf(1), commit: "1234567" };
    const lines = (...given: readonly string[]) => given.map((line) => `${line}\n`).join("");

    for (const file of readdirSync(".").filter((name) => /^Pulumi\..+\.yaml$/.test(name))) {
        it(`adds to ${file} only what it must, and its removal gives the same bytes again`, () => {
            const before = readFileSync(file, "utf8");
            const after = withImageSection(before, { ...image, pinnedBy: "rollback" });
            const added = after.split("\n").filter((line) => !before.split("\n").includes(line));
            assert.deepEqual(
                added.map((line) => line.trim()).filter((line) => line !== "spotter:image:"),
                [`digest: ${digestOf(1)}`, 'commit: "1234567"', "pinnedBy: rollback"],
            );
            assert.equal(withImageSection(after, {}), before);
        });
    }

    const others = ["", "{}", "{ digest: x }", `{ digest: ${image.digest}, commit: "${image.commit}" }`];
    for (const section of [...others, `{ digest: ${image.digest}, commit: "${image.commit}", pinnedBy: rollback }`]) {
        it(`is told ahead exactly where there is one: ${section}`, () => {
            const folder = mkdtempSync(join(tmpdir(), "stack-file-"));
            const text = `config:\n${section === "" ? "    spotter:profile: dev" : `    spotter:image: ${section}`}\n`;
            writeFileSync(join(folder, "Pulumi.test.yaml"), text);
            const expected = wouldChange(folder, "Pulumi.test.yaml", image);
            assert.equal(readFileSync(join(folder, "Pulumi.test.yaml"), "utf8"), text);
            assert.equal(setImageSection(folder, "Pulumi.test.yaml", image), expected);
            assert.equal(expected, section !== others.at(-1));
            rmSync(folder, { recursive: true });
        });
    }

    it("keeps comments, quotes and spaces of every other line", () => {
        const before = lines(
            "# top",
            "config:",
            "  a:list: [1,2]   # spaced",
            "  spotter:image:",
            "    # why",
            "    digest: 'sha256:x' # from staging",
            "    commit: abcdef0",
            "",
            '  spotter:profile: "prod"',
        );
        assert.equal(withImageSection(before, image), before.replace("sha256:x", digestOf(1)).replace("abcdef0", '"1234567"'));
    });

    it("replaces a section on one line", () => {
        assert.equal(
            withImageSection(lines("config:", "    spotter:image: {digest: x, commit: abcdef0} # here"), { digest: digestOf(1) }),
            lines("config:", `    spotter:image: { digest: ${digestOf(1)} } # here`),
        );
    });

    it("makes the section, and the configuration, where there is none", () => {
        assert.equal(
            withImageSection(lines("encryptionsalt: v1:abc"), image),
            lines(
                "encryptionsalt: v1:abc",
                "config:",
                "    spotter:image:",
                `        digest: ${digestOf(1)}`,
                '        commit: "1234567"',
            ),
        );
        assert.equal(
            withImageSection(lines("config:", "  spotter:image:", "  spotter:profile: dev"), { digest: digestOf(1) }),
            lines("config:", "  spotter:image:", `    digest: ${digestOf(1)}`, "  spotter:profile: dev"),
        );
    });

    it("keeps a file of Windows one", () => {
        assert.equal(
            withImageSection("config:\r\n    a:b: 1\r\n    spotter:image:\r\n        digest: x\r\n", { digest: digestOf(1) }),
            `config:\r\n    a:b: 1\r\n    spotter:image:\r\n        digest: ${digestOf(1)}\r\n`,
        );
    });

    it("is the same text where nothing changes", () => {
        const before = lines("config:", "    spotter:image: {digest:   x}");
        assert.equal(withImageSection(before, { digest: "x" }), before);
    });

    it("keeps what is encrypted, long as it is", () => {
        const before = lines(
            `encryptionsalt: v1:${"a".repeat(200)}`,
            "config:",
            `    spotter:x: {secure: v1:${"b".repeat(200)}}`,
        );
        assert.ok(withImageSection(before, image).startsWith(before));
    });
});
