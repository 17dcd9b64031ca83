import * as assert from "node:assert/strict";
import { imageCheck } from "../../../commands/image-check/image-check";
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
        const result = await trial.run(imageCheck, "shop:1", "--stack", "test").finally(() => (process.env.PATH = PATH));
        assert.deepEqual(result, {
            exitCode: 2,
            stdout: "",
            stderr: "there is no docker on PATH, which reads an image of this machine\n",
        });
    });

    it("refuses credentials of another account before it asks a registry", async () => {
        trial.write("Pulumi.test.yaml", trial.read("Pulumi.test.yaml").replace(/\["\d{12}"\]/, '["999999999999"]'));
        const { exitCode, stderr } = await trial.run(imageCheck, "test");
        assert.equal(exitCode, 2);
        assert.match(stderr, /999999999999/);
    });
});
