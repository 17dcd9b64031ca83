import * as assert from "node:assert/strict";
import type { ExistingName } from "../../deployment/api";
import { findCollisions, type PlannedResource } from "../../deployment/collisions";

const own = { Project: "spotter", Environment: "prod", ManagedBy: "pulumi" };
const others = { ...own, Environment: "staging" };

const parameter: PlannedResource = {
    kind: "parameter",
    name: "/spotter-app/AWS_REGION",
    type: "String",
    overwrites: true,
    resourceType: "aws:ssm/parameter:Parameter",
    logicalName: "web-AWS_REGION",
};
const role: PlannedResource = { kind: "role", name: "web-task", resourceType: "aws:iam/role:Role", logicalName: "web-task" };
const service: PlannedResource = {
    kind: "service",
    name: "web",
    within: "main",
    resourceType: "aws:ecs/service:Service",
    logicalName: "web",
};
const record: PlannedResource = {
    kind: "record",
    name: "app.example.com",
    type: "A",
    within: "example.com",
    resourceType: "aws:route53/record:Record",
    logicalName: "web-a",
};

interface Row {
    readonly what: string;
    readonly planned: PlannedResource;
    readonly existing: Omit<ExistingName, "planned" | "id"> & { readonly id?: string };

    /** Undefined where it stands in nothing's way. */
    readonly error: string | undefined;
}

const toImport = "import it as aws:ssm/parameter:Parameter web-AWS_REGION";
const rows: readonly Row[] = [
    {
        what: "a parameter that this stack has left in SSM",
        planned: parameter,
        existing: { tags: { ...own, team: "web" }, type: "String" },
        error: undefined,
    },
    {
        what: "a parameter that this stack has left with another type",
        planned: { ...parameter, type: "SecureString" },
        existing: { tags: own, type: "String" },
        error:
            "parameter /spotter-app/AWS_REGION is left from this stack as String, and is to be SecureString: " +
            "SSM changes no type (aws ssm delete-parameter --name /spotter-app/AWS_REGION)",
    },
    {
        what: "a parameter that this stack has left, where it writes over none",
        planned: { ...parameter, overwrites: false },
        existing: { tags: own, type: "String" },
        error: `parameter /spotter-app/AWS_REGION, left from this stack: ${toImport}`,
    },
    {
        what: "a parameter without tags",
        planned: parameter,
        existing: { tags: {}, type: "String" },
        error: `parameter /spotter-app/AWS_REGION, not made by this stack: ${toImport}, or give another name (parameters.prefix)`,
    },
    {
        what: "a parameter with some of the stack's tags",
        planned: parameter,
        existing: { tags: { Project: "spotter", Environment: "prod" }, type: "String" },
        error: `parameter /spotter-app/AWS_REGION, not made by this stack: ${toImport}, or give another name (parameters.prefix)`,
    },
    {
        what: "another stack's parameter, which is not to be imported",
        planned: parameter,
        existing: { tags: others, type: "String" },
        error:
            "parameter /spotter-app/AWS_REGION is of Project spotter, Environment staging, ManagedBy pulumi: " +
            "give another name (parameters.prefix)",
    },
    {
        what: "a role that this stack has left",
        planned: role,
        existing: { tags: own },
        error: "role web-task, left from this stack: import it as aws:iam/role:Role web-task",
    },
    {
        what: "a service of a cluster",
        planned: service,
        existing: { tags: {}, id: "main/web" },
        error: "service web in cluster main, not made by this stack: import it as aws:ecs/service:Service web (id main/web), or give another name (names)",
    },
    {
        what: "a policy of a role, which has no tags",
        planned: {
            kind: "role policy",
            name: "read",
            within: "web-task",
            overwrites: true,
            resourceType: "aws:iam/rolePolicy:RolePolicy",
            logicalName: "web-read",
        },
        existing: { tags: {}, id: "web-task:read" },
        error: "role policy read of role web-task, not made by this stack: import it as aws:iam/rolePolicy:RolePolicy web-read (id web-task:read), or give another name (names)",
    },
    {
        what: "a record, which has no tags",
        planned: record,
        existing: { tags: {}, id: "Z1_app.example.com_A" },
        error:
            "record app.example.com (A), not made by this stack: import it as aws:route53/record:Record web-a (id Z1_app.example.com_A), " +
            "or give another name (domain.record)",
    },
];

describe("what exists under a name that is to be taken", () => {
    for (const { what, planned, existing, error } of rows) {
        it(`${error === undefined ? "is written over" : "is refused"}: ${what}`, () => {
            const found = [{ id: planned.name, ...existing, planned }];
            assert.deepEqual(findCollisions({ found, unanswered: [] }, own), {
                errors: error === undefined ? [] : [error],
                warnings: [],
            });
        });
    }

    it("is refused all at once, whatever it is", () => {
        const found = [parameter, role, service].map((planned) => ({ planned, id: planned.name, tags: {} }));
        assert.equal(findCollisions({ found, unanswered: [] }, own).errors.length, 3);
    });

    it("is a warning where AWS does not tell, and AWS itself refuses it", () => {
        const unanswered = [role, service].map((planned) => ({ planned, reason: "AWS denied iam:GetRole" }));
        assert.deepEqual(findCollisions({ found: [], unanswered }, own), {
            errors: [],
            warnings: ["not checked whether they exist already: role web-task, service web (AWS denied iam:GetRole)"],
        });
    });

    it("is refused where AWS does not tell, and it would be written over", () => {
        const unanswered = [{ planned: parameter, reason: "AWS denied ssm:DescribeParameters" }];
        assert.deepEqual(findCollisions({ found: [], unanswered }, own), {
            errors: [
                "not known whether they exist, and whose they are: parameter /spotter-app/AWS_REGION (AWS denied ssm:DescribeParameters); " +
                    "they would be written over. With deployment.preflight: false nothing is",
            ],
            warnings: [],
        });
    });
});
