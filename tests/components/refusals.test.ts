import * as assert from "node:assert/strict";
import { LogGroup } from "../../components/log-group";
import { build } from "../support/build";
import { findMessages } from "./mistakes";
import { image, logGroup, repository } from "./subjects";

describe("a component", () => {
    it("reports every mistake at once, and makes nothing", async () => {
        const resources = await build(() => {
            assert.throws(
                () =>
                    new LogGroup("web", {
                        names: { logGroup: "a b" },
                        settings: { retentionDays: 2, kmsKeyArn: undefined, protect: true },
                    }),
                {
                    message: [
                        'LogGroup: names.logGroup must be at most 512 characters: letters, digits and . _ - / #, got "a b"',
                        "LogGroup: settings.retentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, " +
                            "731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 2",
                    ].join("\n"),
                },
            );
        });
        assert.deepEqual(
            resources.map(({ type }) => type),
            ["spotter:cloudwatch:LogGroup"],
        );
    });
});

describe("ImageRepository", () => {
    it("refuses what ECR would refuse", async () => {
        assert.deepEqual(
            await findMessages(repository, {
                "no room for a rollback": ["settings.keepImages", 1],
                "a share of an image": ["settings.keepImages", 2.5],
                "capital letters": ["names.repository", "Spotter"],
                "a filter of its own": ["movingTags", "build-*"],
                "no account": ["account.accountId", "12345"],
                "no partition": ["account.partition", "aws-eu"],
                "a shared repository": ["settings.existing", true],
            }),
            {
                "no room for a rollback": "ImageRepository: settings.keepImages must be a whole number from 2 to 1000, got 1",
                "a share of an image": "ImageRepository: settings.keepImages must be a whole number from 2 to 1000, got 2.5",
                "capital letters":
                    "ImageRepository: names.repository must be at most 256 characters: lower-case letters and digits, separated by " +
                    'one of . _ - or /, got "Spotter"',
                "a filter of its own":
                    'ImageRepository: movingTags must be a tag of an image: at most 128 letters, digits and _ . -, got "build-*"',
                "no account": 'ImageRepository: account.accountId must be an account id of 12 digits, got "12345"',
                "no partition":
                    'ImageRepository: account.partition must be one of aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, got "aws-eu"',
                "a shared repository": "legal",
            },
        );
    });
});

describe("ContainerImage", () => {
    it("refuses what names no image, and what Docker can't build", async () => {
        const short = `sha256:${"0".repeat(63)}`;
        assert.deepEqual(
            await findMessages(image, {
                "a short digest": ["digest", short],
                "a tag for a digest": ["digest", "latest"],
                "another platform": ["build.platform", "windows/amd64"],
                "no context": ["build.context", ""],
                "no stage": ["build.target", "--push"],
                "an illegal tag": ["build.tag", "build/staging"],
                "a branch": ["commit", "main"],
                "nothing yet": ["digest", undefined],
            }),
            {
                "a short digest": `ContainerImage: digest must be an image digest: sha256: and 64 hex digits, got "${short}"`,
                "a tag for a digest": 'ContainerImage: digest must be an image digest: sha256: and 64 hex digits, got "latest"',
                "another platform": 'ContainerImage: build.platform must be one of linux/amd64, linux/arm64, got "windows/amd64"',
                "no context": 'ContainerImage: build.context must be the path of a folder, got ""',
                "no stage": 'ContainerImage: build.target must be the name of a stage, got "--push"',
                "an illegal tag":
                    "ContainerImage: build.tag must be a tag of an image: at most 128 letters, digits and _ . -, got " +
                    '"build/staging"',
                "a branch": 'ContainerImage: commit must be a commit id of 7 to 40 hex digits, got "main"',
                "nothing yet": "legal",
            },
        );
    });
});

describe("LogGroup", () => {
    it("refuses a name and a retention that CloudWatch would refuse", async () => {
        const messages = await findMessages(logGroup, {
            "a space": ["names.logGroup", "/ecs/spotter app"],
            "a long name": ["names.logGroup", "g".repeat(513)],
            "ten days": ["settings.retentionDays", 10],
            "a word for a flag": ["settings.protect", "yes"],
        });
        assert.equal(
            messages["a space"],
            'LogGroup: names.logGroup must be at most 512 characters: letters, digits and . _ - / #, got "/ecs/spotter app"',
        );
        assert.ok(messages["a long name"]?.startsWith("LogGroup: names.logGroup must be at most 512 characters"));
        assert.match(messages["ten days"] ?? "", /^LogGroup: settings\.retentionDays must be one of 1, 3, .*, 3653, got 10$/);
        assert.equal(messages["a word for a flag"], 'LogGroup: settings.protect must be true or false, got "yes"');
    });
});
