import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { stackText } from "../../../commands/init/from-service/stack-text";
import type { CatalogueVariable } from "../../../config/catalogue";
import { carryAll } from "./carry-all";
import { accountId, liveService, region, role } from "./live-services";

describe("the container's variables", () => {
    const environment = (values: Readonly<Record<string, string>>) => ({
        container: { environment: Object.entries(values).map(([name, value]) => ({ name, value })) },
    });
    const canary = "canary-5f1c2d";

    it("that may be secret are pushed, and their values written nowhere", () => {
        const secret = {
            API_TOKEN: canary,
            CACHE: `redis://:${canary}@cache.internal:6379`,
            STORE: `AccountName=shop;Password=${canary}`,
            SESSION: "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.Y2FuYXJ5LXNpZ25hdHVyZQ",
            SIGNER: "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
            STRIPE: "sk_live_canary0123456789abcdef",
            UPLOADER: "AKIACANARY0123456789",
            SEED: "9f3e1b2c".repeat(4),
        };
        const { toPush, variables, values, left } = carryAll(liveService(environment(secret)));
        assert.deepEqual(
            [toPush, variables],
            [Object.keys(secret), Object.fromEntries(Object.keys(secret).map((name) => [name, "secret"]))],
        );
        const all = JSON.stringify([values, left]);
        for (const [name, value] of Object.entries(secret)) {
            assert.ok(!all.includes(value) && !all.includes("canary"), name);
        }
    });

    it("that are no secret have their values in the stack file, whatever characters they are of", () => {
        const plain = {
            GREETING: 'hello: "world" # and\n\tmore',
            LEADING: "007",
            YES: "yes",
            HOST: "db.internal.example.com",
            BUILD_PATH: "/srv/app/releases/2026-11-26",
            VERSION: "2026.11.26-rc1",
            ORIGINS: "https://a.example.com,https://b.example.com",
            QUEUE: "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs",
        };
        const { stack, keys, toPush } = carryAll(liveService(environment(plain)));
        assert.deepEqual(toPush, []);
        const { config } = parse(stackText(stack, keys, "a test")) as {
            readonly config: Readonly<Record<string, { readonly values: unknown }>>;
        };
        assert.deepEqual(config["shop:parameters"]?.values, plain);
    });

    it("that the program knows are derived, or left to it", () => {
        const taskRole = role("task", {
            app: [
                {
                    Effect: "Allow",
                    Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
                    Resource: `arn:aws:dynamodb:${region}:${accountId}:table/shop-users`,
                },
                { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::shop-files/*" },
            ],
        });
        const values = {
            WHERE: region,
            URL: "http://web-1.eu-west-1.elb.amazonaws.com",
            USERS: "shop-users",
            FILES: "shop-files",
            PORT: "8080",
            HOSTNAME: "0.0.0.0",
            RELEASE_ID: "x",
        };
        const existing = [{ ...row("USERS"), derivedFrom: { table: "users" } }];
        const {
            variables,
            left,
            values: keys,
        } = carryAll(liveService({ ...environment(values), rest: { taskRole } }), { existing });
        assert.deepEqual(variables, {
            WHERE: "region",
            URL: "publicUrl",
            USERS: { table: "users" },
            FILES: { bucket: "shop-files" },
        });
        assert.deepEqual(keys["access.tables"], { users: "shop-users" }, "by the key that the list has already");
        assert.deepEqual(
            left.filter((line) => line.includes(".environment.")),
            ["container.web.environment.RELEASE_ID: the program sets it"],
        );
    });

    it("that no parameter can hold, or that have another kind of name, are named", () => {
        const { left, variables } = carryAll(
            liveService(environment({ EMPTY: "", LONG: "long ".repeat(1000), NESTED: "{{ssm:x}}", npm_config_x: "1" })),
        );
        assert.deepEqual(variables, {});
        assert.match(left.join("\n"), /EMPTY: empty: SSM holds no empty value/);
        assert.match(left.join("\n"), /LONG: 5000 bytes: a standard parameter holds at most 4096/);
        assert.match(left.join("\n"), /NESTED: has {{…}}, which SSM refuses as a reference to another parameter/);
        assert.match(left.join("\n"), /npm_config_x: a variable's name is capital letters/);
    });

    it("that are parameters or secrets stay where they are, each by its name", () => {
        const path = (name: string) => `arn:aws:ssm:${region}:${accountId}:parameter${name}`;
        const secrets = {
            A_KEY: path("/shop/A_KEY"),
            B: "/shop/B",
            C: path("/other/C"),
            D: path("/shop/renamed"),
            E: `arn:aws:ssm:us-east-1:${accountId}:parameter/shop/E`,
            GONE: "/shop/GONE",
        };
        const arn = `arn:aws:kms:${region}:${accountId}:key/1`;
        const live = liveService({
            container: { secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })) },
            rest: {
                parameters: {
                    found: new Map(
                        ["/shop/A_KEY", "/shop/B", "/other/C", "/shop/renamed"].map((name) => [
                            name,
                            { type: name === "/shop/B" ? "String" : "SecureString", version: 1, keyId: "alias/shop" },
                        ]),
                    ),
                    keys: new Map([["alias/shop", { arn, state: "Enabled", isAwsManaged: false }]]),
                },
            },
        });
        const { values, toPush, variables, left, stack } = carryAll(live);
        const kept = { A_KEY: "/shop/A_KEY", B: "/shop/B", C: "/other/C", D: "/shop/renamed", E: secrets.E };
        assert.deepEqual(
            [values["parameters.prefix"], values["parameters.external"], values["parameters.kmsKeyArn"], toPush],
            ["/shop", kept, arn, ["GONE"]],
        );
        assert.deepEqual([variables.A_KEY, variables.B], ["secret", "plain"], "by the type that SSM keeps");
        assert.equal(
            stack.catalogue.variables.find(({ name }) => name === "GONE")?.required,
            true,
            "no map has what is to be pushed",
        );
        assert.match(left.join("\n"), /secrets\.GONE: parameter \/shop\/GONE does not exist any more/);

        const listed = carryAll(live, { existing: [row("GONE")] });
        assert.deepEqual(
            [listed.values["parameters.external"], listed.toPush],
            [
                ["A_KEY", "B", "C", "D", "E", "GONE"],
                ["C", "D", "E", "GONE"],
            ],
            "a list, where a row that exists can't be made required",
        );
        assert.match(
            listed.left.join("\n"),
            /secrets\.C: parameter \/other\/C: the program reads it from a parameter of SSM that has its name/,
        );
        assert.match(listed.left.join("\n"), /secrets\.E: .*of another account or region/);
    });

    it("are what the caller says, and what the project's list says before that", () => {
        const values = { SUPPORT_CODE: "4711", DESIGN_TOKENS: "dark", OLD_KEY: "value" };
        const { variables, toPush } = carryAll(liveService(environment(values)), {
            secret: ["SUPPORT_CODE"],
            plain: ["DESIGN_TOKENS"],
            existing: [row("OLD_KEY")],
        });
        assert.deepEqual(
            [variables, toPush],
            [{ SUPPORT_CODE: "secret", DESIGN_TOKENS: "plain", OLD_KEY: "plain" }, ["SUPPORT_CODE"]],
        );
    });

    function row(name: string): CatalogueVariable {
        return {
            name,
            category: "general",
            secret: false,
            required: false,
            description: "",
            assumed: false,
            derivedFrom: undefined,
            development: undefined,
        };
    }
});
