import * as assert from "node:assert/strict";
import { createClients } from "../../aws/clients";
import { manifestTypes } from "../../aws/image-manifest";
import { pin } from "../../commands/pin/pin";
import { Trial } from "../commands/trial";
import { Moto } from "./moto";

describe("pin against moto", () => {
    const trial = new Trial();
    const repositoryName = "spotter-test";
    let moto: Moto | undefined;

    before(async function () {
        try {
            moto = await Moto.start();
        } catch (error) {
            console.log(`    skipped: moto can't be installed (${(error as Error).message.split("\n")[0] ?? ""})`);
            this.skip();
        }
    });

    beforeEach(() => {
        process.env.AWS_ENDPOINT_URL = moto?.endpoint; // in place of the account of the trial
        return moto?.reset();
    });

    after(() => moto?.stop());

    async function push(imageTag: string, architecture: string): Promise<string> {
        const manifests = [{ mediaType: manifestTypes.ociImage, size: 1, platform: { os: "linux", architecture } }];
        const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: manifestTypes.ociIndex, manifests, imageTag });
        const ecr = await createClients({ region: "us-east-1" }).ecr();
        const { image } = await ecr.putImage({ repositoryName, imageManifest, imageTag });
        return image?.imageId?.imageDigest ?? "";
    }

    it("finds a tag, names those that exist for another, and refuses another architecture", async () => {
        const missing = await trial.run(pin, "test", "--tag", "1.0");
        assert.match(missing.stderr, /^repository spotter-test does not exist /);
        await (await createClients({ region: "us-east-1" }).ecr()).createRepository({ repositoryName });
        const digest = await push("1.0", "amd64");
        await push("2.0-arm", "arm64");

        const { exitCode } = await trial.run(pin, "test", "--tag", "1.0");
        assert.equal(exitCode, 0);
        assert.match(trial.read("Pulumi.test.yaml"), new RegExp(`digest: ${digest} `));

        const other = await trial.run(pin, "test", "--tag", "1.1");
        assert.match(other.stderr, /^repository spotter-test has no tag 1\.1; did you mean 1\.0\? The newest are /);
        assert.match((await trial.run(pin, "test", "--tag", "2.0-arm")).stderr, /the image is for linux\/arm64/);
    });
});
