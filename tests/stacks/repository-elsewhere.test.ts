import * as assert from "node:assert/strict";
import { jsonOf } from "../support/build";
import { containersOf } from "./policies";
import { digest, previewOfExample } from "./preview-of";

interface Statement {
    readonly Sid: string;
}

describe("a repository of another account and region", () => {
    const elsewhere = () =>
        previewOfExample("prod", "update", (config) => {
            config["spotter:repository"] = { existing: true, account: "999999999999", region: "eu-west-1" };
        });

    it("is where the task's image is, and nothing of it is made", async () => {
        const document = await elsewhere();
        const { resources, outputs } = document;
        const place = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/spotter-app";
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("aws:ecr/")),
            [],
        );
        assert.equal(outputs.repositoryUrl, place);
        assert.deepEqual(
            containersOf(document).map(({ image }) => image),
            [`${place}@${digest}`],
        );
    });

    it("is the only one that the execution role may pull from", async () => {
        const { resources } = await elsewhere();
        const statements = resources
            .filter(({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name !== "web-use-services")
            .flatMap(({ inputs }) => (jsonOf(inputs, "policy") as { Statement: readonly Statement[] }).Statement);
        assert.deepEqual(
            statements.filter(({ Sid }) => Sid === "PullImage"),
            [
                {
                    Sid: "PullImage",
                    Effect: "Allow",
                    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    Resource: "arn:aws:ecr:eu-west-1:999999999999:repository/spotter-app",
                },
            ],
        );
    });
});
