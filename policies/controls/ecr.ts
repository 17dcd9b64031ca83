import type { Control } from "../control";
import { cannotTell, fail, failUnless, judge, pass, valueAt } from "../judge";
import { resourceKey, unknown } from "../../resources/resource";

const repository = "aws:ecr/repository:Repository";

/** The repository of the images. */
export const ecrControls: readonly Control[] = [
    {
        id: "ECR.1",
        title: "images are scanned when they are pushed",
        alsoKnownAs: ["CKV_AWS_163", "ecr_repositories_scan_images_on_push_enabled"],
        level: "mandatory",
        types: [repository],
        check: (resource) =>
            judge(resource, "imageScanningConfiguration.scanOnPush", (value) => value === true, "scanOnPush is off"),
    },
    {
        id: "ECR.2",
        title: "tags of images are immutable",
        alsoKnownAs: ["CKV_AWS_51", "ecr_repositories_tag_immutability"],
        level: "advisory",
        types: [repository],
        check: (resource) =>
            judge(
                resource,
                "imageTagMutability",
                (value) => value === "IMMUTABLE",
                (value) =>
                    value === "IMMUTABLE_WITH_EXCLUSION" ? "tags of builds may move: tasks run by digest" : "tags may move",
            ),
    },
    {
        id: "ECR.3",
        title: "old images expire",
        alsoKnownAs: ["ecr_repositories_lifecycle_policy_enabled"],
        level: "mandatory",
        types: [repository],
        check: (resource, stack) => {
            const names = stack.all("aws:ecr/lifecyclePolicy:LifecyclePolicy").map((policy) => ({
                name: valueAt(policy, "repository"),
                waitsFor: policy.options.dependsOn,
            }));
            const own = valueAt(resource, "name");
            const isOwn = names.some(({ name, waitsFor }) => name === own || waitsFor.includes(resourceKey(resource)));
            return own === unknown && !isOwn ? cannotTell("name") : failUnless(isOwn, "it has no lifecycle policy");
        },
    },
    {
        id: "OWN.5",
        title: "nothing is built from, or pushed as, an image called latest",
        alsoKnownAs: ["CKV_DOCKER_7"],
        level: "mandatory",
        types: ["docker:index/image:Image"],
        check: ({ inputs }) => {
            const text = JSON.stringify([inputs.imageName ?? null, inputs.build ?? null]);
            return /:latest\b/.test(text)
                ? fail("it names latest")
                : text.includes(unknown)
                  ? cannotTell("an image's name")
                  : pass;
        },
    },
    {
        id: "ECR.5",
        title: "images are encrypted by a key of the account's",
        alsoKnownAs: ["CKV_AWS_136"],
        level: "advisory",
        types: [repository],
        check: (resource) =>
            judge(
                resource,
                "encryptionConfigurations",
                (value) => JSON.stringify(value ?? []).includes("KMS"),
                "AWS's own key encrypts them (encryption.customerKey)",
            ),
    },
];
