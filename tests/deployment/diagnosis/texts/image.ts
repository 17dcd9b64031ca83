import { rowsOf, type TextRow } from "./text-row";

const retried = "CannotPullContainerError: pull image manifest has been retried 1 time(s): ";
const host = "111122223333.dkr.ecr.us-east-1.amazonaws.com";

const row = rowsOf("stopped");

export const imageTexts: readonly TextRow[] = [
    // Another architecture
    row(
        "wrong-architecture",
        `${retried}image Manifest does not contain descriptor matching platform 'linux/amd64'`,
        ["linux/amd64"],
        "file:61582612738, file:55666659432, file:52131040524",
    ),
    row(
        "wrong-architecture",
        `CannotPullContainerError: image with reference ${host}/web:1 was found but its platform (linux/arm64) does not match the specified platform: wanted linux/amd64, actual: linux/arm64/v8`,
        ["linux/arm64"],
        "moby/moby (image service)",
    ),
    row(
        "wrong-architecture",
        `${retried}failed to resolve ref ${host}/web@sha256:1f3c: no match for platform in manifest sha256:1f3c9a: not found`,
        ["no match for platform"],
        "containerd/containerd (images.Manifest)",
    ),
    row(
        "wrong-architecture",
        "CannotPullContainerError: no matching manifest for linux/arm64/v8 in the manifest list entries",
        ["linux/arm64"],
        "moby/moby (distribution)",
    ),
    row(
        "wrong-architecture",
        'CannotPullContainerError: Error response from daemon: image operating system "windows" cannot be used on this platform',
        ["windows"],
        "moby/moby (distribution)",
    ),
    row(
        "wrong-architecture",
        "CannotStartContainerError: exec format error",
        ["exec format error"],
        "file:60132584094",
        "container",
    ),
    row(
        "wrong-architecture",
        "exec /usr/local/bin/docker-entrypoint.sh: exec format error",
        ["exec format error"],
        "file:21270523388",
        "log",
    ),

    // Absent
    row(
        "image-not-found",
        `${retried}failed to resolve ref ${host}/spotter-app:9f2d: ${host}/spotter-app:9f2d: not found`,
        ["spotter-app:9f2d"],
        "file:42835685589",
    ),
    row(
        "image-not-found",
        "CannotPullImageManifestError: Error response from daemon: manifest unknown: manifest unknown",
        ["manifest unknown"],
        "aws/amazon-ecs-agent (engine_integ_test.go); file:37964106369",
    ),
    row(
        "image-not-found",
        `CannotPullContainerError: API error (404): repository ${host}/spotter/web not found`,
        ["spotter/web"],
        "docs: task_cannot_pull_image",
    ),
    row(
        "image-not-found",
        "CannotPullContainerError: The image requested does not exist: Error response from daemon: manifest for spotter-app:gone not found: manifest unknown: Requested image not found",
        ["spotter-app:gone"],
        "aws/amazon-ecs-agent; file:35417730954",
    ),
    row(
        "image-not-found",
        `CannotPullECRContainerError: RepositoryNotFoundException: The repository with name 'spotter-app' does not exist in the registry with id '111122223333'`,
        ["spotter-app"],
        "docs: ECR errors",
    ),
    row(
        "image-not-found",
        `${retried}failed to resolve ref ghcr.io/acme/web:latest: unexpected status from HEAD request to https://ghcr.io/v2/acme/web/manifests/latest: 404 Not Found`,
        ["ghcr.io/acme/web"],
        "form of aws-samples/bedrock-access-gateway#114",
    ),
    row(
        "image-not-found",
        `failed to launch a task with (error CannotPullContainerError: image not found)`,
        ["image not found"],
        "file:70545899563",
        "event",
    ),

    // AWS or the registry itself
    row(
        "aws-passing",
        `${retried}failed to resolve ref ${host}/web:1: failed with status code [manifests 1]: 503 Service Unavailable`,
        ["503"],
        "form of aws/aws-cdk#29876",
    ),
    row(
        "aws-passing",
        "CannotPullContainerError: failed to copy: httpReadSeeker: failed open: unexpected status code 500 Internal Server Error",
        ["500"],
        "file:52607212364",
    ),
    row(
        "aws-passing",
        `${retried}failed to resolve ref quay.io/acme/web:1: unexpected status from HEAD request to https://quay.io/v2/acme/web/manifests/1: 502 Bad Gateway`,
        ["quay.io", "502"],
        "form of aws-samples/bedrock-access-gateway#114",
    ),

    // Disk, broken images
    row(
        "disk-full",
        "CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob111111111: no space left on device",
        ["no space left"],
        "docs: task_cannot_pull_image",
    ),
    row(
        "disk-full",
        "CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:9d4e: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/12/fs/app/node_modules/x: no space left on device: unknown",
        ["no space left"],
        "form of docs: task_cannot_pull_image",
    ),
    row(
        "image-invalid",
        `${retried}failed to unpack image: unsupported media type application/vnd.in-toto+json`,
        ["in-toto"],
        "form of containerd (images)",
    ),
    row(
        "image-invalid",
        "CannotPullContainerError: failed to register layer: archive/tar: invalid tar header",
        ["invalid tar header"],
        "moby/moby (layer)",
    ),

    // No cause of its own
    row(
        "cannot-start",
        "CannotPullContainerError: pull command failed: panic: runtime error: invalid memory address or nil pointer dereference",
        ["nil pointer"],
        "docs: task_cannot_pull_image",
    ),
];
