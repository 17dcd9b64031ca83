import * as assert from "node:assert/strict";
import { nameLimits } from "../../aws/name-limits";
import { parseConfig } from "../../config/parse";
import { keysOfSchema, type Leaf } from "../docs/schema-keys";
import { assertRows, catalogue, problemsIn, problemsOf, problemsOfRaw, project, rawOf } from "./input";
import { leafCases, neighboursOf } from "./leaf-cases";

const { leaves, sections } = keysOfSchema(project);
const values = "fitness:parameters.values";
const isValue = ({ path }: Pick<Leaf, "path">) => path.startsWith(`${values}.`);
const isText = (path: string) => ["aws:region", "aws:profile", "fitness:profile"].includes(path);

/** The secrets of the catalogue are encrypted, so that only what a case is about is wrong. */
const secretKeys = [values];

describe("a message about a value", () => {
    it("is tried for every key of the schema", () => {
        assert.deepEqual(Object.keys(leafCases).sort(), leaves.map(({ key }) => key).sort());
    });

    it("names the key, what is allowed and what was received", () => {
        assertRows(
            leaves
                .filter((leaf) => !isValue(leaf))
                .flatMap((leaf) => {
                    const { path, key } = leaf;
                    const { must = "", wrongType, illegal, item } = leafCases[key] ?? {};
                    const isLegal = (value: unknown) =>
                        problemsOf({ ...neighboursOf(leaf), [path]: value }).every(
                            (each) => each.path !== path || !each.message.startsWith(must),
                        );
                    const isQuoted = typeof wrongType === "string" && /^(?:true|\d+)$/.test(wrongType) && !isText(path);
                    const advice =
                        typeof wrongType === "number" && isLegal(String(wrongType))
                            ? ": quote it"
                            : isQuoted && isLegal(JSON.parse(wrongType))
                              ? ": write it without quotes"
                              : "";
                    const [below, itemMust, received] = item ?? ["", must, illegal];
                    return [
                        [
                            `${key} of another type`,
                            problemsOf({ ...neighboursOf(leaf), [path]: wrongType }),
                            [{ path, message: `${must}${advice}, got ${JSON.stringify(wrongType)}` }],
                        ],
                        [
                            `${key} with an illegal value`,
                            problemsOf({ ...neighboursOf(leaf), [path]: illegal }),
                            [{ path: path + below, message: `${itemMust}, got ${JSON.stringify(received)}` }],
                        ],
                    ] as const;
                }),
        );
    });

    it("of a variable names what is allowed, never what was received", () => {
        const messages = (path: string, value: unknown) => problemsOf({ [path]: value }, { secretKeys });
        assertRows(
            leaves.filter(isValue).map(
                ({ path }) =>
                    [
                        path,
                        [7, "", "é".repeat(4097)].flatMap((value) => messages(path, value)),
                        [
                            { path, message: "must be a text: quote it" },
                            { path, message: "must not be empty: SSM refuses it" },
                            { path, message: "must be at most 8 KB, the size of an advanced parameter" },
                        ],
                    ] as const,
            ),
        );
    });

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

    it("names a few keys of a section that has many, and the page that has all", () => {
        assert.deepEqual(problemsOf({ "fitness:service": 5 }), [
            {
                path: "fitness:service",
                message:
                    "must be an object with keys like cpu, memoryMiB, architecture, tasks: see docs/configuration.md#fitnessservice, got 5",
            },
        ]);
        assert.deepEqual(problemsOf({ "fitness:service.autoscaling": [] }), [
            {
                path: "fitness:service.autoscaling",
                message:
                    "is not a known key (nearest: entryPoint, command, memoryMiB, tasks; all are in docs/configuration.md#fitnessservice)",
            },
        ]);
    });

    it("guesses no key that has little in common with what was written", () => {
        const messages = (key: string) => problemsOf({ [`fitness:${key}`]: {} }).map(({ message }) => message.split("(")[0]);
        assert.deepEqual(messages("label"), ["is not a known key "]);
        assert.deepEqual(messages("lgos"), ["is not a known key; did you mean logs?"]);
        assert.deepEqual(messages("log"), ["is not a known key; did you mean logs?"]);
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

    it("says that a name is longer than AWS allows, at one character more", () => {
        assertRows(
            Object.entries(nameLimits).map(([key, { length }]) => {
                const messages = (count: number) => problemsOf({ [`fitness:names.${key}`]: "a".repeat(count) });
                const [only, ...others] = messages(length + 1);
                const end = new RegExp(`^must be .*, at most ${length} characters long, got "a+`);
                return [key, [messages(length), end.test(only?.message ?? ""), others], [[], true, []]] as const;
            }),
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

describe("a message about a section", () => {
    const named = sections.filter(({ path }) => path.includes(":"));
    const pageOf = (path: string) => `docs/configuration.md#${(path.split(".")[0] ?? "").replace(":", "").toLowerCase()}`;

    it("suggests the nearest key", () => {
        assertRows(
            named.flatMap((section) =>
                section.keys.map((known) => {
                    const path = `${section.path}.${known}x`;
                    const found = problemsOf({ ...neighboursOf(section), [path]: 1 });
                    return [path, found, [{ path, message: `is not a known key; did you mean ${known}?` }]] as const;
                }),
            ),
        );
    });

    it("lists the keys where none is near", () => {
        assertRows(
            named.map((section) => {
                const path = `${section.path}.qqqqqqqqqqqqqqqq`;
                const known = section.path === values ? "the variables of app/parameters.json" : section.keys.join(", ");
                const found = problemsOf({ ...neighboursOf(section), [path]: 1 });
                const first = section.keys.slice(0, 4).join(", "); // all are equally far
                const list =
                    section.keys.length > 16 && section.path !== values
                        ? `nearest: ${first}; all are in ${pageOf(section.path)}`
                        : `known: ${known}`;
                return [section.key, found, [{ path, message: `is not a known key (${list})` }]] as const;
            }),
        );
    });

    it("names the keys where it is no object", () => {
        assertRows(
            named.map(({ path, key, keys, mode }) => {
                const received = path === "fitness:parameters" || path === values ? "" : ', got "text"';
                const list =
                    keys.length > 16
                        ? `keys like ${keys.slice(0, 4).join(", ")}: see ${pageOf(path)}`
                        : `the ${keys.length === 1 ? "key" : "keys"} ${keys.join(", ")}`;
                const what = path === values ? "the variables of app/parameters.json" : list;
                const must = mode === undefined ? `must be an object with ${what}` : "must be an object with the key mode";
                return [key, problemsOf({ [path]: "text" }), [{ path, message: must + received }]] as const;
            }),
        );
    });

    it("suggests the nearest section", () => {
        const known = sections.filter(({ path }) => !path.includes(":"));
        assert.deepEqual(
            known.map(({ path }) => path),
            ["aws", "fitness"],
        );
        assertRows(
            known.flatMap(({ path: namespace, keys }) =>
                keys
                    .filter((key) => key !== "profile")
                    .map((key) => {
                        const path = `${namespace}:${key}x`;
                        return [
                            path,
                            problemsOf({ [path]: 1 }),
                            [{ path, message: `is not a known key; did you mean ${key}?` }],
                        ] as const;
                    }),
            ),
        );
    });

    it("refuses every other key of the provider, which an explicit provider would ignore", () => {
        assert.deepEqual(problemsOf({ "aws:defaultTags": { tags: {} } }), [
            { path: "aws:defaultTags", message: "is not a known key (known: region, allowedAccountIds, profile, assumeRole)" },
        ]);
    });

    it("takes no list or object for the name of a profile", () => {
        assert.deepEqual(problemsOf({ "aws:profile": ["x"] }), [
            { path: "aws:profile", message: `must be the name of a profile, got ${JSON.stringify('["x"]')}` },
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
        assert.match(problem.message, /^is not supported: @pulumi\/docker can't .*docs\/operations.md#build-with-a-secret$/);
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

describe("a message about a namespace", () => {
    it("suggests the nearest, or lists those that there are", () => {
        assert.deepEqual(problemsOf({ "asw:region": "us-east-1", "fitnes:service": {}, "spotter:service": {} }), [
            { path: "asw:region", message: "is not in a known namespace; did you mean aws?" },
            { path: "fitnes:service", message: "is not in a known namespace; did you mean fitness?" },
            { path: "spotter:service", message: "is not in a known namespace (known: aws, fitness)" },
        ]);
    });

    it("refuses a project that is called like the namespace of other keys", () => {
        for (const name of ["aws", "pulumi", "docker"]) {
            assert.deepEqual(
                problemsIn(() => parseConfig({}, [], { project: name, stack: "test", catalogue })),
                [{ path: "Pulumi.yaml: name", message: `must not be ${name}, the namespace of other keys` }],
            );
        }
    });

    it("is not about those that Pulumi and its Docker provider read themselves", () => {
        assert.deepEqual(problemsOf({ "pulumi:tags": { team: "fit" }, "docker:host": "unix:///run/docker.sock" }), []);
    });

    it("is about names that every object has, too", () => {
        const raw = { ...rawOf({}), "constructor:a": "1", "toString:b": "1", "__proto__:c": "1" };
        assert.deepEqual(
            problemsOfRaw(raw),
            ["constructor:a", "toString:b", "__proto__:c"].map((path) => ({
                path,
                message: "is not in a known namespace (known: aws, fitness)",
            })),
        );
        assert.equal("c" in {}, false, "no prototype was written to");
    });

    it("lets no key be inherited", () => {
        const [inherited, ...others] = problemsOfRaw({ ...rawOf({}), "fitness:__proto__": '{"logs":{"retentionDays":7}}' });
        assert.deepEqual([inherited?.path, others], ["fitness:__proto__", []]);
        assert.match(inherited?.message ?? "", /^is not a known key \(/);
        assert.deepEqual(problemsOfRaw({ ...rawOf({}), "fitness:repository": '{"__proto__":{"keepImages":2}}' }), [
            {
                path: "fitness:repository.__proto__",
                message: "is not a known key (known: existing, account, region, keepImages, kmsKeyArn, protect)",
            },
        ]);
        assert.deepEqual(problemsOfRaw({ ...rawOf({}), "fitness:service": '{"tasks":{"toString":2}}' }), [
            { path: "fitness:service.tasks.toString", message: "is not a known key (known: min, max)" },
        ]);
    });
});

describe("a message about a key that is missing", () => {
    const required = leaves.filter(({ required: isRequired }) => isRequired);

    it("says what it must be", () => {
        assert.deepEqual(
            required.map(({ key }) => key),
            [
                "aws:region",
                "aws:allowedAccountIds",
                "aws:assumeRole.roleArn",
                "fitness:profile",
                "fitness:domain.name",
                "fitness:network.mode",
                "fitness:loadBalancer.existing.arn",
                "fitness:access.mail.identity",
                "fitness:access.mail.sender",
            ],
        );
        assertRows(
            required.map((leaf) => [
                leaf.key,
                problemsOf({ ...neighboursOf(leaf), [leaf.path]: undefined }),
                [{ path: leaf.path, message: `${leafCases[leaf.key]?.must ?? ""}, got nothing` }],
            ]),
        );
    });

    it("names all three of an empty file", () => {
        assert.deepEqual(
            problemsOfRaw({}).map(({ path }) => path),
            ["aws:region", "aws:allowedAccountIds", "fitness:profile"],
        );
    });
});

describe("text that is no JSON", () => {
    it("stays text where text is wanted, whatever it looks like", () => {
        assert.deepEqual(leaves.filter(({ path }) => isText(path)).length, 3);
        assert.deepEqual(problemsOf({ "aws:profile": "7" }), []);
        assert.deepEqual(problemsOf({ "aws:profile": "true" }), []);
    });

    it("is named where an object is wanted", () => {
        assert.deepEqual(problemsOf({ "fitness:logs": "{retentionDays: 7}" }), [
            {
                path: "fitness:logs",
                message: 'must be an object with the keys retentionDays, kmsKeyArn, protect, got "{retentionDays: 7}"',
            },
        ]);
    });
});

describe("a message about a statement", () => {
    const statement = { sid: "SendJobs", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] };
    const about = (changed: object) => problemsOf({ "fitness:access.statements": [{ ...statement, ...changed }] });

    it("refuses wildcards in actions, and resources that are not written out", () => {
        const resources = (arn: string) => about({ resources: [arn] }).length;
        assertRows([
            ["the statement itself", about({}), []],
            [
                "every action",
                about({ actions: ["sqs:*"] }),
                [
                    {
                        path: "fitness:access.statements[0].actions[0]",
                        message: 'must be an action written out, like sqs:SendMessage: wildcards are refused, got "sqs:*"',
                    },
                ],
            ],
            [
                "every resource",
                about({ resources: ["*"] }),
                [
                    {
                        path: "fitness:access.statements[0].resources[0]",
                        message:
                            "must be an ARN written out; a wildcard may only follow a whole resource, " +
                            'like arn:aws:s3:::my-bucket/*, got "*"',
                    },
                ],
            ],
        ]);
        const legal = [
            "arn:aws:s3:::my-bucket",
            "arn:aws:s3:::my-bucket/*",
            "arn:aws:s3:::my-bucket/uploads/*",
            "arn:aws:dynamodb:us-east-1:123456789012:table/users/index/*",
            "arn:aws:logs:us-east-1:123456789012:log-group:/app/audit:*",
            "arn:aws:iam::123456789012:role/service/worker",
            "arn:aws-cn:sns:cn-north-1:123456789012:topic",
        ];
        const illegal = [
            "arn:aws:s3:::*",
            "arn:aws:s3:::my-*",
            "arn:aws:s3:::my-bucket/up*",
            "arn:aws:s3:::*/uploads",
            "arn:aws:dynamodb:us-east-1:123456789012:table/*",
            "arn:aws:dynamodb:us-east-1:123456789012:*",
            "arn:aws:dynamodb:us-east-1:*:table/users",
            "arn:aws:dynamodb:*:123456789012:table/users",
            "arn:aws:sqs:us-east-1:123456789012:job?",
        ];
        assertRows([
            ...legal.map((arn) => [arn, resources(arn), 0] as const),
            ...illegal.map((arn) => [arn, resources(arn), 1] as const),
        ]);
    });

    it("takes conditions by operator and key, with a value or a list", () => {
        assert.deepEqual(about({ conditions: { StringEquals: { "aws:SourceVpc": "vpc-1", "s3:prefix": ["a", "b"] } } }), []);
        assert.deepEqual(
            about({ conditions: { StringEquals: { "aws:SourceVpc": 7 } } }).map(({ path, message }) => `${path} ${message}`),
            ["fitness:access.statements[0].conditions.StringEquals.aws:SourceVpc must be a text, or a list of texts, got 7"],
        );
    });
});
