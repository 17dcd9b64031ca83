import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { findSignIn, jobs, signIn, texts, workflows, type Job } from "./read";

/** Commits of releases, as their repositories' tags have them. */
const actions: Readonly<Record<string, string>> = {
    "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "actions/download-artifact": "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
    "actions/github-script": "ed597411d8f924073f98dfc5c65a23a2325f34cd # v8.0.0",
    "actions/setup-node": "820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
    "actions/upload-artifact": "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
    "aws-actions/configure-aws-credentials": "e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3",
    "pulumi/actions": "8e5e406f4007fca908480587cb9893c07090f58d # v7.0.0",
    "pulumi/auth-actions": "141415910c3beb54e03b48e9057c204c97b956f2 # v2.1.0",
};

const grants = (job: Job) => Object.entries(job.permissions ?? {}).map(([scope, access]) => `${scope}: ${access}`);
const named = (pick: (job: Job) => boolean) => jobs.filter(([, job]) => pick(job)).map(([name]) => name);

describe("the workflows", () => {
    it("run other repositories' actions by commit alone, with the version beside it", () => {
        const used = [...texts.values()].flatMap((text) => text.match(/(?<=uses: )(?!\.\/).*$/gm) ?? []);
        assert.deepEqual(
            [...new Set(used)].sort(),
            Object.entries(actions).map(([name, commit]) => `${name}@${commit}`),
        );
    });

    it("begin without a permission, and give each job what it needs", () => {
        for (const [name, { permissions }] of workflows) {
            assert.deepEqual(permissions, {}, name);
        }
        const read = ["contents: read"];
        const signedIn = [...read, "id-token: write"];
        const commenting = [...read, "pull-requests: write"];
        assert.deepEqual(Object.fromEntries(jobs.map(([name, job]) => [name, grants(job)])), {
            "checks checks": read,
            "deploy staging": signedIn,
            "deploy changes": signedIn,
            "deploy production": signedIn,
            "drift drift": signedIn,
            "offline-comment comment": ["actions: read", ...commenting],
            "offline-preview offline-preview": read,
            "preview preview": signedIn,
            "preview comment": commenting,
            "promote pin": signedIn,
            "promote propose": ["actions: write", "contents: write", "pull-requests: write"],
            "reaper find": [...signedIn, "pull-requests: read"],
            "reaper destroy": signedIn,
            "review deploy": signedIn,
            "review comment": commenting,
        });
    });

    it("get credentials by OIDC, in no job that may write to GitHub, and in none of a fork", () => {
        const signsIn = named((job) => findSignIn(job) !== undefined);
        assert.deepEqual(
            signsIn,
            named((job) => job.permissions?.["id-token"] === "write"),
        );
        for (const [name, job] of jobs.filter(([each]) => signsIn.includes(each))) {
            const writes = grants(job).filter((grant) => grant.endsWith("write"));
            assert.deepEqual(writes, ["id-token: write"], name);
        }
        for (const [name, text] of texts) {
            assert.doesNotMatch(text, /secrets\.|aws-access-key-id|PULUMI_ACCESS_TOKEN|pull_request_target/, name);
        }
        for (const name of ["preview preview", "review deploy", "reaper find"]) {
            const { if: condition = "" } = new Map(jobs).get(name) ?? {};
            assert.match(condition, /head\.repo\.full_name == github\.repository/, name);
        }
    });

    it("put nothing into a command that a person may have written: a value is a variable of the environment", () => {
        const steps = [...jobs.flatMap(([, { steps: all }]) => all), ...signIn.runs.steps];
        for (const { run = "", with: inputs } of steps) {
            assert.doesNotMatch(`${run}${inputs?.script ?? ""}`, /\$\{\{/);
        }
    });

    it("deploy a stack one at a time, and never cancel it", () => {
        const changing = named(({ steps }) => steps.some(({ run = "" }) => /pulumi (?:up|destroy)/.test(run)));
        assert.deepEqual(
            Object.fromEntries(
                jobs.filter(([name]) => changing.includes(name)).map(([name, { concurrency }]) => [name, concurrency]),
            ),
            Object.fromEntries(
                [
                    ["deploy staging", "pulumi-staging"],
                    ["deploy production", "pulumi-prod"],
                    ["reaper destroy", "pulumi-${{ matrix.stack }}"],
                    ["review deploy", "pulumi-pr-${{ github.event.pull_request.number }}"],
                ].map(([name, group]) => [name, { group, "cancel-in-progress": false }]),
            ),
        );
    });

    it("change a stack in its environment alone, whose name is in the token that AWS sees", () => {
        assert.deepEqual(
            Object.fromEntries(jobs.flatMap(([name, { environment }]) => (environment ? [[name, environment]] : []))),
            {
                "deploy staging": "staging",
                "deploy production": "production",
                "promote pin": "promotion",
                "reaper find": "reaper",
                "reaper destroy": "reaper",
                "review deploy": "review",
            },
        );
        const elsewhere = jobs.filter(([, job]) => findSignIn(job) !== undefined && job.environment === undefined);
        for (const [name, job] of elsewhere) {
            assert.equal(findSignIn(job)?.with?.role, "${{ vars.AWS_ROLE_PREVIEW }}", name);
        }
    });

    it("never have a real preview read the values of parameters", () => {
        const previews = jobs.flatMap(([, { steps }]) => steps.flatMap(({ run = "" }) => run.match(/pulumi preview .*/g) ?? []));
        assert.equal(previews.length, 2);
        previews.forEach((command) => assert.match(command, / --refresh=false /));
    });

    it("check and preview what is in a merge queue", () => {
        const queued = [...workflows].filter(([, { on }]) => "merge_group" in on).map(([name]) => name);
        assert.deepEqual(queued, ["checks", "offline-preview"]);
    });

    it("leave no token in a checkout but that which pushes a branch", () => {
        const keeping = named(({ steps }) =>
            steps.some(({ uses = "", with: inputs }) => /checkout/.test(uses) && inputs?.["persist-credentials"] !== false),
        );
        assert.deepEqual(keeping, ["promote propose"]);
    });

    it("run nothing of a pull request where they may write a comment", () => {
        const commenting = jobs.filter(
            ([, job]) => job.permissions?.["pull-requests"] === "write" && job.permissions.contents === "read",
        );
        assert.equal(commenting.length, 3);
        for (const [name, { steps }] of commenting) {
            const [checkout] = steps;
            const ref = name.startsWith("offline-comment") ? undefined : "${{ github.event.pull_request.base.sha }}";
            assert.equal(checkout?.with?.ref, ref, name);
            assert.deepEqual(
                steps.filter(({ run }) => run !== undefined),
                [],
                name,
            );
        }
    });

    it("end by themselves", () => {
        jobs.forEach(([name, job]) => assert.ok((job["timeout-minutes"] ?? 999) <= 60, name));
    });

    it("install the CLI whose SDK the program uses", () => {
        const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
        const step = signIn.runs.steps.find(({ uses }) => uses?.startsWith("pulumi/actions@"));
        assert.equal(step?.with?.["pulumi-version"], dependencies["@pulumi/pulumi"]);
    });
});
