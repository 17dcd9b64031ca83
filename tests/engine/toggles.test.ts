import * as assert from "node:assert/strict";
import { describeWithCli } from "../support/cli";
import { ComponentProviderDouble } from "../support/component-provider-double";
import { StagingStack } from "./staging-stack";

const tables = ["users", "workouts"];

/** What an option of its own adds to a bucket. */
const bucket = (name: string) => [
    `Bucket::${name}`,
    `BucketLifecycleConfiguration::${name}`,
    `BucketOwnershipControls::${name}`,
    `BucketPolicy::${name}`,
    `BucketPublicAccessBlock::${name}`,
    `BucketServerSideEncryptionConfiguration::${name}`,
    `BucketVersioning::${name}`,
];
const does = (operation: string, things: readonly string[]) => things.map((thing) => `${operation} ${thing}`);

/** A revision takes the place of another, which stays in AWS. */
const released = ["create TaskDefinition::web", "delete TaskDefinition::web"];

/** Sets sections of the stack file, and updates. */
async function toggle(stack: StagingStack, sections: Readonly<Record<string, unknown>>): Promise<string[]> {
    Object.entries(sections).forEach(([section, value]) => stack.configure(`spotter:${section}`, value));
    return (await stack.update()).map((change) => change.replace(/aws:\S*:(?=\w+::)/, "")).sort(); // without packages of types
}

describeWithCli("options that come and go", () => {
    const stack = new StagingStack();
    const on = {
        webAcl: { mode: "count" },
        audit: { accessLogs: true, healthCheckLogs: true },
        alarms: { dashboard: true },
        budget: { monthlyUsd: 500, notify: true },
        data: { tables, buckets: ["uploads"], replicaRegions: ["us-west-2"] },
        access: { buckets: { uploads: "spotter-staging-uploads" } },
        loadBalancer: { maintenance: { message: "back soon" } },
        service: { enableExecuteCommand: true, readonlyRootFilesystem: false },
    };
    const off = { ...Object.fromEntries(Object.keys(on).map((section) => [section, undefined])), data: { tables } };
    const added = [
        "Budget::web",
        "Dashboard::web",
        "ListenerRule::web-health-endpoint",
        "ListenerRule::web-maintenance",
        "LogMetricFilter::web-errors",
        "WebAcl::web",
        "WebAclAssociation::web",
    ];
    const changed = [
        "LoadBalancer::web",
        "MetricAlarm::web-elb-5xx",
        "RolePolicy::web-use-services",
        "Service::web",
        "Table::web-users",
        "Table::web-workouts",
        "TopicPolicy::web-alarms",
    ];

    it("add what is theirs, and replace nothing but the task definition", async () => {
        await stack.update();
        assert.deepEqual(
            await toggle(stack, on),
            [
                ...released,
                ...does("create", [...added, ...bucket("web-logs"), ...bucket("web-uploads")]),
                ...does("update", changed),
            ].sort(),
        );
        await stack.assertNothingToDo();
    });

    it("take that away again, with a bucket of data that nothing protects, and leave the one of logs that is only turned off", async () => {
        assert.deepEqual(
            await toggle(stack, { ...off, audit: { accessLogs: false, healthCheckLogs: false } }),
            [...released, ...does("delete", [...added, ...bucket("web-uploads")]), ...does("update", changed)].sort(),
        );
        await stack.assertNothingToDo();
    });

    it("leave nothing but the stream of a table, which DynamoDB refuses to end together with its replicas", async () => {
        assert.deepEqual(
            await toggle(stack, { audit: undefined }),
            [...does("delete", bucket("web-logs")), "update LoadBalancer::web"].sort(),
        );
        await stack.assertNothingToDo();
        assert.deepEqual(
            stack.aws.model
                .list("aws:dynamodb/table:Table")
                .map(({ properties }) => [properties.streamEnabled, properties.replicas]),
            tables.map(() => [true, undefined]),
        );
    });

    it("of data that is protected don't go, and its bucket stays in AWS once it is handed over", async () => {
        const { access } = on;
        await toggle(stack, { access, data: { tables, buckets: ["uploads"], protect: true } });
        stack.configure("spotter:data", { tables, protect: true });
        const { exitCode, output } = await stack.up();
        assert.notEqual(exitCode, 0);
        assert.match(output, /web-uploads" cannot be deleted\s+because it is protected/);
        assert.deepEqual(stack.aws.takeChanges(), []);
        await stack.workspace.succeed("state", "unprotect", "--all", "--yes");
        assert.deepEqual(await toggle(stack, {}), []);
        assert.deepEqual(
            stack.aws.model.list("aws:s3/bucket:Bucket").map(({ id }) => id),
            ["spotter-staging-uploads"],
        );
    });
});

describeWithCli("a customer key that comes and goes", () => {
    const alias = "arn:aws:kms:us-east-1:920013187591:alias/spotter-staging";
    const uses = ["logs", "parameters", "alarms"];
    const stack = new StagingStack();
    const encrypted = ["LogGroup::web", "Parameter::web-GOOGLE_CLIENT_SECRET", "Service::web", "Topic::web-alarms"];
    const keyOf = (type: string, name: string, property: string) =>
        stack.aws.model.list(type).find(({ id }) => id.endsWith(name))?.properties[property];
    const keys = () => [
        keyOf("aws:cloudwatch/logGroup:LogGroup", "spotter-staging", "kmsKeyId"),
        keyOf("aws:ssm/parameter:Parameter", "GOOGLE_CLIENT_SECRET", "keyId"),
        keyOf("aws:sns/topic:Topic", "alarms", "kmsMasterKeyId"),
    ];

    it("encrypts what is there, in place", async () => {
        const path = ["--path", "spotter:parameters.values.GOOGLE_CLIENT_SECRET", "canary", "--secret"];
        await stack.update();
        await stack.workspace.succeed("config", "set", ...path);
        await stack.update();
        assert.deepEqual(
            await toggle(stack, { encryption: { customerKey: true, uses } }),
            [
                ...released,
                ...does("create", ["Alias::web", "Key::web"]),
                ...does("update", [...encrypted, "RolePolicy::web-read-parameters"]),
            ].sort(),
        );
        const arn = stack.aws.model.list("aws:kms/key:Key")[0]?.properties.arn;
        assert.deepEqual(keys(), [arn, arn, arn]);
        await stack.assertNothingToDo();
    });

    it("is refused for a repository that exists, before AWS refuses the second of its name", async () => {
        stack.configure("spotter:encryption", { customerKey: true, uses: [...uses, "repository"] });
        const { output } = await stack.workspace.pulumi("preview");
        stack.configure("spotter:encryption", { customerKey: true, uses });
        assert.match(output, /error: .*: repository spotter-staging would be replaced, as AWS can't change its encryption/);
    });

    it("does not go while it encrypts something", async () => {
        stack.configure("spotter:encryption", undefined);
        const { exitCode, output } = await stack.workspace.pulumi("preview");
        assert.notEqual(exitCode, 0);
        assert.match(
            output,
            /encryption\.customerKey: the key that would be deleted still encrypts .*log group \/ecs\/spotter-staging/,
        );
    });

    it("leaves everything another key first, and may be read with until it goes", async () => {
        assert.deepEqual(
            await toggle(stack, { encryption: { customerKey: true, uses: [] } }),
            [...released, ...does("update", [...encrypted, "Key::web"])].sort(),
        );
        assert.deepEqual(keys(), [undefined, "alias/aws/ssm", undefined]);
        await stack.assertNothingToDo();
    });

    it("does not go while a secret outside the stack is under it", async () => {
        const secret = stack.cloud.parameters.get("/spotter-staging/AUTH_SECRET");
        assert.ok(secret);
        stack.cloud.parameters.set("/spotter-staging/AUTH_SECRET", { ...secret, keyId: alias });
        stack.configure("spotter:encryption", undefined);
        const { output } = await stack.workspace.pulumi("preview");
        assert.match(output, /still encrypts secret AUTH_SECRET: update first with/);
        stack.cloud.parameters.set("/spotter-staging/AUTH_SECRET", secret);
    });

    it("goes then, and nothing else with it", async () => {
        assert.deepEqual(await toggle(stack, { encryption: undefined }), [
            ...does("delete", ["Alias::web", "Key::web"]),
            "update RolePolicy::web-read-parameters",
        ]);
        await stack.assertNothingToDo();
    });
});

describeWithCli("host names and routing that come and go", () => {
    const domain = { name: "app.example.com", zone: "example.com" };
    const others = { alternativeNames: ["other.example.com"], redirectFrom: ["www.example.com"] };
    const stack = new StagingStack();
    const certificates = ["Certificate::web", "CertificateValidation::web"];
    const added = [
        "HealthCheck::web",
        "ListenerRule::web-redirect",
        ...["a", "validation"].flatMap((role) => [
            `Record::web-${role}-other.example.com`,
            `Record::web-${role}-www.example.com`,
        ]),
    ];
    const changed = ["Listener::web-https", "Record::web-a"];
    const replaced = [...does("create", certificates), ...does("delete", certificates)];

    it("replace the certificate, which ACM can't add a name to, and nothing else", async () => {
        // What it verifies could be asked only over TLS, and the preflight would miss the certificate.
        await toggle(stack, { deployment: { verdict: false, preflight: false }, domain });
        assert.deepEqual(
            await toggle(stack, { domain: { ...domain, ...others, routing: { policy: "latency", healthCheck: true } } }),
            [...replaced, ...does("create", added), ...does("update", changed)].sort(),
        );
        await stack.assertNothingToDo();
    });

    it("replace it again by one that waits for no proof of what has left", async () => {
        assert.deepEqual(
            await toggle(stack, { domain }),
            [...replaced, ...does("delete", added), ...does("update", changed)].sort(),
        );
        await stack.assertNothingToDo();
    });
});

describeWithCli("flow logs that come and go", () => {
    const stack = new StagingStack(
        () => stack.configure("spotter:network", { mode: "dedicated" }),
        new ComponentProviderDouble(),
    );

    it("add a log and its bucket to the stack's own network, and change nothing else", async () => {
        await stack.update();
        assert.deepEqual(
            await toggle(stack, { audit: { flowLogs: true } }),
            does("create", [...bucket("web-logs"), "FlowLog::web"]).sort(),
        );
        await stack.assertNothingToDo();
    });

    it("go before their bucket does", async () => {
        assert.deepEqual(await toggle(stack, { audit: { flowLogs: false } }), ["delete FlowLog::web"]);
        await stack.assertNothingToDo();
        assert.deepEqual(await toggle(stack, { audit: undefined }), does("delete", bucket("web-logs")).sort());
        await stack.assertNothingToDo();
    });
});
