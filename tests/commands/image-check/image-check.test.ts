import * as assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageCheck } from "../../../commands/image-check/image-check";
import { Child, pause } from "../child";
import { Trial } from "../trial";

describe("image:check", () => {
    const trial = new Trial();

    it("asks for an image where the stack's file pins none", async () => {
        trial.write("Pulumi.test.yaml", trial.read("Pulumi.test.yaml").replace(/ {4}spotter:image:\n.*\n.*\n/, ""));
        assert.deepEqual(await trial.run(imageCheck, "test"), {
            exitCode: 2,
            stdout: "",
            stderr: "Pulumi.test.yaml has no spotter:image.digest: build the image, and name it instead of the stack\n",
        });
    });

    it("says that a local image needs Docker, where there is none", async () => {
        const { PATH } = process.env;
        process.env.PATH = trial.folder;
        const result = await trial.run(imageCheck, "prdo", "--stack", "test").finally(() => (process.env.PATH = PATH));
        assert.deepEqual(result, {
            exitCode: 2,
            stdout: "",
            stderr: "there is no docker on PATH, which reads an image of this machine (prdo is none of the stacks either: test)\n",
        });
    });

    const here = process.platform === "win32" ? it.skip : it; // its docker is a shell script
    here("leaves no copy of a local image behind when Ctrl-C ends it in the middle", async () => {
        const temporary = mkdtempSync(join(tmpdir(), "image-check-test-"));
        const docker = '#!/bin/sh\n[ "$1" = image ] && echo 1 && exit\ntouch "$3"\nsleep 100\n';
        writeFileSync(join(trial.folder, "docker"), docker, { mode: 0o755 });
        Object.assign(process.env, { PATH: `${trial.folder}:${process.env.PATH}`, TMPDIR: temporary });
        const child = new Child(trial, "image:check", ["shop:1", "--stack", "test"]);
        const ended = child.end();
        while (!readdirSync(temporary, { recursive: true }).some((file) => String(file).endsWith("image.tar"))) {
            await pause(10);
        }
        child.interrupt();
        assert.deepEqual(await ended, { exitCode: 130, stdout: "", stderr: "interrupted: nothing was changed\n" });
        assert.deepEqual(
            readdirSync(temporary).filter((name) => name.startsWith("image-check-")),
            [],
        );
        rmSync(temporary, { recursive: true });
    });

    it("refuses credentials of another account before it asks a registry", async () => {
        trial.write("Pulumi.test.yaml", trial.read("Pulumi.test.yaml").replace(/\["\d{12}"\]/, '["999999999999"]'));
        const { exitCode, stderr } = await trial.run(imageCheck, "test");
        assert.equal(exitCode, 2);
        assert.match(stderr, /999999999999/);
    });
});
