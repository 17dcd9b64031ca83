import * as assert from "node:assert/strict";
import { problemsOf } from "../input";

describe("a message about a value", () => {
    it("shows at most a hundred characters of what was received", () => {
        const [only] = problemsOf({ "fitness:image.digest": "x".repeat(200) });
        assert.equal(only?.message, `must be an image digest: sha256: and 64 hex digits, got "${"x".repeat(96)}…`);
    });

    it("says to quote a text that YAML takes for a number", () => {
        assert.deepEqual(problemsOf({ "fitness:image.commit": 1234567 }), [
            { path: "fitness:image.commit", message: "must be a commit id of 7 to 40 hex digits: quote it, got 1234567" },
        ]);
        assert.deepEqual(problemsOf({ "fitness:image.commit": 123456 }), [
            { path: "fitness:image.commit", message: "must be a commit id of 7 to 40 hex digits, got 123456" },
        ]);
    });

    it("says what a path of parameters has too much or too little", () => {
        const message = (prefix: string) => problemsOf({ "fitness:parameters.prefix": prefix }).map((each) => each.message);
        assert.deepEqual(message("/acme/web/"), [
            'must be a path like /fitness-prod, without the slash at its end, got "/acme/web/"',
        ]);
        assert.deepEqual(message("acme/web"), [
            'must be a path like /fitness-prod, with a slash at its beginning, got "acme/web"',
        ]);
        assert.deepEqual(message("/"), ['must be a path like /fitness-prod, got "/"']);
    });

    it("says that a repository is no address, tag or digest", () => {
        const addresses = [
            "999999999999.dkr.ecr.us-east-1.amazonaws.com/web",
            "999999999999.dkr.ecr.us-east-1.example.com/web",
            "https://999999999999.dkr.ecr.us-east-1.amazonaws.com/web",
            "ghcr.io/acme/web",
            "localhost:5000/web",
            "web:latest",
            "team/web@sha256:0123",
        ];
        for (const given of addresses) {
            const message =
                "must be the name of the repository alone, like team/web: its registry is that of the stack's account and " +
                "region, or of repository.account and repository.region, and the image in it is image.digest";
            assert.deepEqual(problemsOf({ "fitness:names.repository": given }), [
                { path: "fitness:names.repository", message: `${message}, got ${JSON.stringify(given)}` },
            ]);
        }
        for (const name of ["web", "team/web", "my.team/web", "team/web.v1", "a.b.c"]) {
            assert.deepEqual(problemsOf({ "fitness:names.repository": name }), []);
        }
    });

    it("is one, where a value is wrong in more than one way", () => {
        assert.deepEqual(problemsOf({ "fitness:names.loadBalancer": "-".repeat(40) }), [
            {
                path: "fitness:names.loadBalancer",
                message: "must be letters, digits and inner hyphens, not starting with internal-, " + `got "${"-".repeat(40)}"`,
            },
        ]);
    });

    it("says that a list has an item twice", () => {
        const subnetId = "subnet-0123456789abcdef0";
        assert.deepEqual(problemsOf({ "fitness:network": { mode: "default", subnetIds: [subnetId, subnetId] } }), [
            {
                path: "fitness:network.subnetIds",
                message: `must be a list of at least 2 subnets, each only once, got ["${subnetId}","${subnetId}"]`,
            },
        ]);
    });

    it("takes the folders that a Docker build takes, above the project too, and stages of either case", () => {
        const build = (keys: object) => problemsOf({ "fitness:image.build": keys }).map(({ path }) => path);
        for (const context of [".", "..", "../web", "apps/my web", "./app", "web (old)"]) {
            assert.deepEqual(
                build({ context, target: "Production", dockerfile: `${context}/deploy/web.Dockerfile` }),
                [],
                context,
            );
        }
        for (const context of ["/srv/web", "C:/web", "apps\\web", " app", "app ", ""]) {
            assert.deepEqual(build({ context }), ["fitness:image.build.context"], context);
        }
    });

    it("says how an image is built with a secret, which the program can't", () => {
        const [problem] = problemsOf({ "fitness:image.build": { secrets: { npmrc: ".npmrc" } } });
        assert.equal(problem?.path, "fitness:image.build.secrets");
        assert.match(problem.message, /^is not supported: Image of @pulumi\/docker .*docs\/operations.md#build-with-a-secret$/);
    });

    it("names the variable, and where it may be kept, of one that is kept elsewhere", () => {
        const message = (external: object) => problemsOf({ "fitness:parameters.external": external });
        assert.deepEqual(message({ AUTH_SECRET: "acme/auth" }), [
            {
                path: "fitness:parameters.external.AUTH_SECRET",
                message:
                    "must be the name of an SSM parameter like /acme/token, or the ARN of a parameter or of a secret with the six " +
                    'characters at its end, with a slash at its beginning, got "acme/auth"',
            },
        ]);
        assert.deepEqual(message({ AUTH_SECRT: "/acme/auth" }), [
            {
                path: "fitness:parameters.external.AUTH_SECRT",
                message: 'must be a variable of app/parameters.json; did you mean AUTH_SECRET?, got "AUTH_SECRT"',
            },
        ]);
    });

    it("says that a time zone is none, although it looks like one", () => {
        assert.deepEqual(problemsOf({ "fitness:scaling.timeZone": "America/Hartford" }), [
            {
                path: "fitness:scaling.timeZone",
                message: 'must be a time zone like America/New_York, or UTC, got "America/Hartford"',
            },
        ]);
    });

    it("says why a target group speaks HTTP/1.1 alone", () => {
        const [problem] = problemsOf({ "fitness:loadBalancer.protocolVersion": "GRPC" });
        assert.match(
            problem?.message ?? "",
            /^is not supported: with HTTP\/2 or gRPC targets .* HTTP\/1.1, the verdict's among them/,
        );
    });
});

describe("a message about a key that a stack chooses", () => {
    it("names the key, what it may be and what was received", () => {
        assert.deepEqual(problemsOf({ "fitness:access.tables": { "9lives": "the-table" } }), [
            {
                path: "fitness:access.tables.9lives",
                message: 'must be a key of letters, digits, _ and -, first a letter, got "9lives"',
            },
        ]);
    });

    it("names the value under it", () => {
        assert.deepEqual(problemsOf({ "fitness:access.tables.users": "ab" }), [
            {
                path: "fitness:access.tables.users",
                message: 'must be a DynamoDB table\'s name: 3 to 255 letters, digits and _ . -, got "ab"',
            },
        ]);
        assert.deepEqual(
            problemsOf({ "fitness:access.buckets.uploads": "Uploads" }).map(({ path }) => path),
            ["fitness:access.buckets.uploads"],
        );
    });
});
