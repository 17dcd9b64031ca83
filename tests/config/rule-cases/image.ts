import { key, prod, sharedRepository, type RuleCase } from "./rule-case";

const digest = `sha256:${"a".repeat(64)}`;

const ofOtherRegion =
    "must be a region of the stack's partition, and requires existing: true: a stack makes its repository in its own";

/** Rules between keys about repositories and images. */
export const imageCases: readonly RuleCase[] = [
    {
        rule: "fitness:repository.account",
        kept: [{ ...sharedRepository, "fitness:repository.account": "210987654321" }],
        broken: [
            [
                { "fitness:repository.account": "210987654321" },
                'requires existing: true: a stack makes its repository in its own account, got "210987654321"',
            ],
        ],
    },
    {
        rule: "fitness:repository.region",
        kept: [{ ...sharedRepository, "fitness:repository.region": "eu-west-1" }],
        broken: [
            [{ "fitness:repository.region": "eu-west-1" }, `${ofOtherRegion}, got "eu-west-1"`],
            [{ ...sharedRepository, "fitness:repository.region": "cn-north-1" }, `${ofOtherRegion}, got "cn-north-1"`],
        ],
    },
    {
        rule: "fitness:repository.kmsKeyArn",
        kept: [{ "fitness:repository.kmsKeyArn": key("us-east-1") }],
        broken: [
            [
                { "fitness:repository.kmsKeyArn": key("eu-west-1") },
                "must be a key of the stack's region and partition, and none with existing: true, as nothing is made then, got " +
                    JSON.stringify(key("eu-west-1")),
            ],
        ],
    },
    {
        rule: "fitness:repository.existing",
        kept: [{ "fitness:repository.existing": true, "fitness:names.repository": "shared" }],
        broken: [[{ "fitness:repository.existing": true }, "requires names.repository, the name of that repository, got true"]],
    },
    {
        rule: "fitness:image.build",
        kept: [{ ...prod, "fitness:image": { digest } }, { "fitness:image": { build: {} } }],
        broken: [
            [
                { ...prod, "fitness:image": { digest, build: {} } },
                "must be absent in production, which runs a digest that was built and tested elsewhere, " +
                    'got {"context":"app","dockerfile":"app/Dockerfile","platform":"linux/amd64","target":"runner","args":…',
            ],
        ],
    },
    {
        rule: "fitness:image.commit",
        kept: [{ "fitness:image": { digest, commit: "0123abc" } }],
        broken: [[{ "fitness:image": { build: {}, commit: "0123abc" } }, 'requires image.digest, got "0123abc"']],
    },
    {
        rule: "fitness:image.pinnedBy",
        kept: [{ "fitness:image": { digest, pinnedBy: "rollback" } }],
        broken: [[{ "fitness:image": { build: {}, pinnedBy: "rollback" } }, 'requires image.digest, got "rollback"']],
    },
];
