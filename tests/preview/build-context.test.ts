import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
    contextWarnings,
    describeSize,
    hashBuildContext,
    readBuildContext,
    type BuildContext,
} from "../../preview/build-context";
import { render } from "../../preview/render";
import { madeUp } from "./made-up";

const path = "shop:image.build.context";

describe("the context of a build", () => {
    let folder = "";
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "spotter-context-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    /** Writes files of ten bytes each, unless their content is given. */
    function contextWith(...files: readonly (string | readonly [string, string])[]): BuildContext {
        for (const file of files) {
            const [name, content] = typeof file === "string" ? [file, "0123456789"] : file;
            mkdirSync(dirname(join(folder, name)), { recursive: true });
            writeFileSync(join(folder, name), content);
        }
        return readBuildContext(folder);
    }
    const below = (...files: readonly string[]) => files.map((file) => join(folder, file));

    it("is everything in the folder where nothing says what stays outside", () => {
        const { files, bytes, ignoreFile } = contextWith("Dockerfile", "src/page.tsx", "node_modules/next/index.js");
        assert.deepEqual({ files, bytes, ignoreFile }, { files: 3, bytes: 30, ignoreFile: undefined });
    });

    it("is what a list of exceptions takes back, and nothing else", () => {
        const { files, bytes } = contextWith(
            [".dockerignore", "*\n!src\n!package.json\nsrc/generated\n**/*.db\n"],
            "package.json",
            "src/page.tsx",
            "src/deep/er/page.tsx",
            "src/generated/client.ts",
            "src/deep/test.db",
            "secret.txt",
            "node_modules/next/index.js",
        );
        assert.deepEqual({ files, bytes }, { files: 3, bytes: 30 });
    });

    it("has another hash with another name or content of what enters, the Dockerfile among it, and with nothing else", () => {
        const hashWith = (...files: readonly (string | readonly [string, string])[]) => {
            contextWith(...files);
            return hashBuildContext(folder);
        };
        const hash = hashWith([".dockerignore", "*\n!src\n"], "src/a", "src/b", "Dockerfile", "README.md");
        assert.match(hash, /^[0-9a-f]{12}$/);
        assert.equal(hashWith(["README.md", "changed"], "more.md"), hash);
        const hashes = [hash, hashWith(["src/a", "changed"]), hashWith(["Dockerfile", "changed"]), hashWith("src/c")];
        rmSync(join(folder, "src/c"));
        hashes.push(hashWith("src/d"));
        symlinkSync("a", join(folder, "src/e"));
        hashes.push(hashBuildContext(folder));
        assert.equal(new Set(hashes).size, hashes.length);
    });

    it("takes back what is deep in a folder that is excluded", () => {
        assert.equal(contextWith([".dockerignore", "*\n!a/b/kept.txt\n"], "a/b/kept.txt", "a/b/not.txt", "a/c/not.txt").files, 1);
        assert.equal(contextWith([".dockerignore", "*\n!**/kept.txt\n"], "a/b/kept.txt").files, 1);
    });

    it("reads the ignore file of the Dockerfile before that of the folder, as BuildKit does", () => {
        const context = contextWith([".dockerignore", ""], ["Dockerfile.dockerignore", "*\n!one\n"], "one", "two");
        assert.deepEqual([context.files, context.ignoreFile], [1, join(folder, "Dockerfile.dockerignore")]);
    });

    it("does not follow a link out of the folder", () => {
        contextWith([".dockerignore", "*\n!link\n"]);
        symlinkSync("/", join(folder, "link"));
        assert.equal(readBuildContext(folder).files, 1);
    });

    it("finds what has a name that secrets have, wherever it is", () => {
        const secrets = [
            ".env",
            ".env.production",
            "certificates/tls.key",
            "certificates/tls.pem",
            "home/.aws/credentials",
            "home/.netrc",
            "home/.ssh/id_ed25519",
            "home/.ssh/id_rsa",
            "store.p12",
        ];
        const harmless = [".env.example", "home/.ssh/id_rsa.pub", "environment.ts", "keys.ts", "src/.envelope", "monkey"];
        assert.deepEqual(contextWith([".dockerignore", ""], ...secrets, ...harmless).secretLooking, below(...secrets));
    });

    it("says nothing of a secret that stays outside", () => {
        const { secretLooking } = contextWith([".dockerignore", "**/.env*\n**/*.pem\n"], ".env", "src/.env.local", "src/tls.pem");
        assert.deepEqual(secretLooking, []);
    });
});

describe("what a reviewer is told of a context", () => {
    const context: BuildContext = {
        folder: "app",
        files: 42,
        bytes: 310_400,
        ignoreFile: "app/.dockerignore",
        secretLooking: [],
    };

    it("is its size, in the line of the release", () => {
        const release = (size: Partial<BuildContext>) =>
            render(madeUp, { colors: false, verbose: false, context: { ...context, ...size } })
                .split("\n")
                .find((line) => line.startsWith("  Release"));
        assert.equal(release({}), "  Release     built by `pulumi up` from app: 42 files, 310 kB");
        assert.equal(release({ bytes: 712_345_678 }), "  Release     built by `pulumi up` from app: 42 files, 712.3 MB");
    });

    it("is one file and bytes where there is no more", () => {
        assert.equal(describeSize({ ...context, files: 1, bytes: 512 }), "1 file, 512 B");
    });

    it("is no warning where nothing is wrong", () => {
        assert.deepEqual(contextWarnings(context, "shop"), []);
    });

    it("is a warning for what looks like a secret", () => {
        assert.deepEqual(contextWarnings({ ...context, secretLooking: ["app/.env"] }, "shop"), [
            {
                path,
                message: "app/.env looks like a secret and would enter the image's build: exclude it in app/.dockerignore",
            },
        ]);
        assert.deepEqual(contextWarnings({ ...context, secretLooking: ["app/.env", "app/src/tls.key"] }, "shop"), [
            {
                path,
                message:
                    "app/.env and app/src/tls.key look like secrets and would enter the image's build: exclude them in app/.dockerignore",
            },
        ]);
    });

    it("names three of many", () => {
        const secretLooking = [1, 2, 3, 4, 5].map((number) => `app/${number}.pem`);
        assert.deepEqual(contextWarnings({ ...context, secretLooking }, "shop"), [
            {
                path,
                message:
                    "app/1.pem, app/2.pem, app/3.pem and 2 more look like secrets and would enter the image's build: " +
                    "exclude them in app/.dockerignore",
            },
        ]);
    });

    it("is a warning where nothing says what stays outside", () => {
        assert.deepEqual(contextWarnings({ ...context, ignoreFile: undefined }, "shop"), [
            { path, message: "all of app enters the image's build: app/.dockerignore does not exist" },
        ]);
    });
});
