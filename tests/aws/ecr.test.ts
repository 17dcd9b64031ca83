import * as assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createClients } from "../../aws/clients";
import { describeImage, findRegistryAuthorization, hasImage, toRepositoryRef, toRepositoryUrl } from "../../aws/ecr";
import { findImage } from "../../aws/ecr-image";
import { findImageRecord } from "../../aws/ecr-record";
import { findScan } from "../../aws/ecr-scan";
import { acceptedManifests } from "../../aws/image-manifest";
import { page, refuse, StubClients, type Input } from "./stub-clients";

const repository = { registryId: "123456789012", repositoryName: "spotter" };
const digest = "sha256:1";

/** A repository with one image, and other answers where they are given. */
function repositoryWith(manifest: object | string, others: Readonly<Record<string, (input: Input) => object>> = {}): StubClients {
    const imageManifest = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
    return new StubClients({
        ecr: {
            batchGetImage: () => ({ images: [{ imageManifest }] }),
            getLifecyclePolicy: () => refuse("LifecyclePolicyNotFoundException"),
            ...others,
        },
    });
}

const rule = (countNumber: number, selection: object = {}) => ({
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber, ...selection },
});

function lifecycle(...rules: readonly object[]): () => object {
    return () => ({ lifecyclePolicyText: JSON.stringify({ rules }) });
}

const index = {
    manifests: [
        { platform: { os: "linux", architecture: "amd64" } },
        { platform: { os: "linux", architecture: "arm64" } },
        { platform: { os: "unknown", architecture: "unknown" } },
        {},
    ],
};

describe("an image in ECR", () => {
    it("has the platforms of its index, without attestations", async () => {
        const stub = repositoryWith(index);
        assert.deepEqual(await describeImage(stub.clients, repository, digest), {
            state: "found",
            platforms: ["linux/amd64", "linux/arm64"],
        });
        assert.deepEqual(stub.inputs("batchGetImage"), [
            { ...repository, imageIds: [{ imageDigest: digest }], acceptedMediaTypes: acceptedManifests },
        ]);
    });

    describe("that is no index", () => {
        const server = createServer((request, response) => {
            response.writeHead(request.url === "/config" ? 200 : 403);
            response.end(JSON.stringify({ os: "linux", architecture: "arm64" }));
        });
        let base = "";
        before(async () => {
            server.listen(0, "127.0.0.1");
            await once(server, "listening");
            base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        });
        after(() => {
            server.closeAllConnections();
            server.close();
        });

        const manifest = { config: { digest: "sha256:config" } };
        const platforms = async (path: string) => {
            const stub = repositoryWith(manifest, { getDownloadUrlForLayer: () => ({ downloadUrl: `${base}${path}` }) });
            return (await describeImage(stub.clients, repository, digest)).platforms;
        };

        it("has the platform of its configuration", async () => assert.deepEqual(await platforms("/config"), ["linux/arm64"]));

        it("tells no platform where its configuration can't be read", async () => {
            assert.deepEqual(await platforms("/expired"), []);
            const denied = repositoryWith(manifest, { getDownloadUrlForLayer: () => refuse("AccessDeniedException") });
            assert.deepEqual((await describeImage(denied.clients, repository, digest)).platforms, []);
        });
    });

    for (const manifest of ["no JSON", "null", "{}"]) {
        it(`tells no platform where its manifest is ${manifest}`, async () => {
            const found = await describeImage(repositoryWith(manifest).clients, repository, digest);
            assert.deepEqual(found, { state: "found", platforms: [] });
        });
    }

    it("may be missing, or its repository", async () => {
        const noImage = new StubClients({ ecr: { batchGetImage: () => ({ images: [], failures: [{}] }) } });
        assert.equal((await describeImage(noImage.clients, repository, digest)).state, "no image");
        assert.equal(await hasImage(noImage.clients, repository, digest), false);
        const noRepository = new StubClients({ ecr: { batchGetImage: () => refuse("RepositoryNotFoundException") } });
        assert.equal((await describeImage(noRepository.clients, repository, digest)).state, "no repository");
        const denied = new StubClients({ ecr: { batchGetImage: () => refuse("AccessDeniedException") } });
        await assert.rejects(describeImage(denied.clients, repository, digest), { kind: "denied" });
    });

    it("may be there and not be given", async () => {
        for (const failureCode of ["KmsError", "ImageInaccessible", "UpstreamUnavailable"]) {
            const stub = new StubClients({ ecr: { batchGetImage: () => ({ failures: [{ failureCode }] }) } });
            assert.deepEqual(await findImage(stub.clients, repository, digest), {
                state: "found",
                platforms: [],
                failure: failureCode,
            });
        }
        const stub = new StubClients({ ecr: { batchGetImage: () => ({ failures: [{ failureCode: "ImageNotFound" }] }) } });
        assert.equal((await findImage(stub.clients, repository, digest)).state, "no image");
    });

    it("is an artifact by its manifest, so that its configuration is not asked for", async () => {
        const chart = { config: { mediaType: "application/vnd.cncf.helm.config.v1+json", digest: "sha256:2" }, layers: [] };
        assert.deepEqual(await findImage(repositoryWith(chart).clients, repository, digest), {
            state: "found",
            platforms: [],
            artifact: "a Helm chart (application/vnd.cncf.helm.config.v1+json)",
        });
    });

    it("has the digests that its index names", async () => {
        const manifests = [{ digest: "sha256:2", platform: { os: "linux", architecture: "amd64" } }];
        const { images } = await findImage(repositoryWith({ manifests }).clients, repository, digest);
        assert.deepEqual(images, [{ platform: "linux/amd64", digest: "sha256:2" }]);
    });

    it("is there", async () => assert.equal(await hasImage(repositoryWith(index).clients, repository, digest), true));

    describe("and a lifecycle policy", () => {
        const images = Array.from({ length: 5 }, (_, at) => ({
            imageDigest: `sha256:${at}`,
            imagePushedAt: new Date(at * 1000),
        }));
        const describeImages = ({ nextToken }: Input) => {
            const { items, next } = page(images, 2, nextToken);
            return { imageDetails: items, nextToken: next };
        };
        const expiry = async (...rules: readonly object[]) => {
            const stub = repositoryWith(index, { getLifecyclePolicy: lifecycle(...rules), describeImages });
            const { kept, newer } = await describeImage(stub.clients, repository, digest);
            return [kept, newer];
        };

        it("counts newer images over several pages", async () => assert.deepEqual(await expiry(rule(30)), [30, 3]));

        it("takes the strictest rule for all images, wherever it stands", async () => {
            const others = [rule(1, { tagStatus: "untagged" }), rule(2, { countType: "sinceImagePushed" })];
            assert.deepEqual(await expiry(...others, rule(30), rule(10)), [10, 3]);
        });

        it("tells nothing where no rule counts all images", async () => {
            assert.deepEqual(await expiry(rule(1, { tagStatus: "tagged" })), [undefined, undefined]);
        });

        it("tells nothing where the policy may not be read", async () => {
            const stub = repositoryWith(index, { getLifecyclePolicy: () => refuse("AccessDeniedException") });
            assert.equal((await describeImage(stub.clients, repository, digest)).kept, undefined);
        });
    });
});

describe("the scan of an image", () => {
    const scan = (answer: (input: Input) => object) =>
        findScan(new StubClients({ ecr: { describeImageScanFindings: answer } }).clients, repository, digest);

    it("has a status, and findings by severity", async () => {
        const imageScanFindings = { findingSeverityCounts: { CRITICAL: 1, LOW: 4, UNDEFINED: 2 }, enhancedFindings: [{}] };
        assert.deepEqual(await scan(() => ({ imageScanStatus: { status: "ACTIVE" }, imageScanFindings })), {
            status: "ACTIVE",
            counts: { CRITICAL: 1, LOW: 4 },
        });
    });

    it("is counted over several pages where ECR does not, basic and enhanced", async () => {
        const found = [["CRITICAL"], ["HIGH", "CRITICAL"]];
        for (const kind of ["findings", "enhancedFindings"]) {
            const result = await scan(({ maxResults, nextToken }) => {
                const { items, next } = page(found, 1, nextToken);
                const list = (items[0] ?? []).map((severity) => ({ severity }));
                const more = maxResults === 1000 ? { nextToken: next } : {};
                return { imageScanStatus: { status: "COMPLETE" }, imageScanFindings: { [kind]: list }, ...more };
            });
            assert.deepEqual(result, { status: "COMPLETE", counts: { CRITICAL: 2, HIGH: 1 } });
        }
    });

    it("may have no result, with a reason", async () => {
        const imageScanStatus = { status: "UNSUPPORTED_IMAGE", description: "no operating system" };
        assert.deepEqual(await scan(() => ({ imageScanStatus })), {
            status: "UNSUPPORTED_IMAGE",
            reason: "no operating system",
        });
    });

    it("may never have been made, or be denied", async () => {
        assert.deepEqual(await scan(() => refuse("ScanNotFoundException")), { status: "NOT_FOUND" });
        await assert.rejects(
            scan(() => refuse("AccessDeniedException")),
            { kind: "denied" },
        );
    });
});

describe("the record of an image", () => {
    it("has tags and a size, and is found among others", async () => {
        const imageDetails = [{ imageDigest: "sha256:2" }, { imageDigest: digest, imageTags: ["1.0"], imageSizeInBytes: 7 }];
        const stub = new StubClients({ ecr: { describeImages: () => ({ imageDetails }) } });
        assert.deepEqual(await findImageRecord(stub.clients, repository, digest), { tags: ["1.0"], bytes: 7 });
        assert.deepEqual(stub.inputs("describeImages"), [{ ...repository, imageIds: [{ imageDigest: digest }] }]);
        assert.equal(await findImageRecord(stub.clients, repository, "sha256:3"), undefined);
    });
});

describe("the registry", () => {
    it("takes a token as it comes", async () => {
        const answer = { authorizationData: [{ authorizationToken: "dG9rZW4=" }] };
        const stub = new StubClients({ ecr: { getAuthorizationToken: () => answer } });
        assert.equal(await findRegistryAuthorization(stub.clients), "Basic dG9rZW4=");
        const none = new StubClients({ ecr: { getAuthorizationToken: () => ({}) } });
        assert.equal(await findRegistryAuthorization(none.clients), undefined);
    });
});

describe("the repository of a stack", () => {
    const account = { partition: "aws", region: "us-east-1", accountId: "123456789012" };
    const registry = { ...account, region: "eu-west-1", accountId: "999999999999" };

    it("is in the registry of the stack's account and region, or in the one that it names", () => {
        const own = { account, repository: "team/web" };
        assert.deepEqual(toRepositoryRef(own), { registryId: "123456789012", repositoryName: "team/web" });
        assert.equal(toRepositoryUrl(own), "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/web");
        assert.deepEqual(toRepositoryRef({ ...own, registry }), { registryId: "999999999999", repositoryName: "team/web" });
        assert.equal(toRepositoryUrl({ ...own, registry }), "999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/web");
    });

    it("is asked in the region of its registry, and nothing else is", async () => {
        const clients = createClients({ region: "us-east-1", registryRegion: "eu-west-1" });
        const regionOf = async (client: Promise<{ readonly config: { region(): Promise<string> } }>) =>
            (await client).config.region();
        assert.deepEqual([await regionOf(clients.ecr()), await regionOf(clients.ecs())], ["eu-west-1", "us-east-1"]);
        assert.equal(await regionOf(createClients({ region: "us-east-1" }).ecr()), "us-east-1");
    });
});
