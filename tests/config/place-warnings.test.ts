import * as assert from "node:assert/strict";
import { findWarnings } from "../../config/warnings";
import { catalogue, configOf, type Given } from "./input";
import { quiet, subnets, existing } from "./quiet";

/** A variable of an application. */
const optional = {
    category: "mail",
    secret: false,
    required: false,
    assumed: false,
    description: "",
    derivedFrom: undefined,
    development: undefined,
};

const unreached =
    "where the machine that deploys can't reach the load balancer, the verdict takes healthy targets for an answer of the release";

describe("a warning about the network and the region", () => {
    it("says that a region is no refuge from the one that its image is in", () => {
        const warnings = (region: string, routing: object | undefined) =>
            findWarnings(
                configOf({
                    ...quiet,
                    "fitness:domain": { name: "app.example.com", zone: "example.com", routing },
                    "fitness:names.repository": "shared",
                    "fitness:repository": { existing: true, region },
                }),
            ).map(({ path, message }) => `${path} ${message}`);
        assert.deepEqual(warnings("eu-west-1", undefined), []);
        assert.deepEqual(warnings("us-east-1", { policy: "latency" }), []);
        assert.deepEqual(warnings("eu-west-1", { policy: "latency" }), [
            "fitness:repository.region no task can start here while eu-west-1 is lost, as its image is there: " +
                "promote copies it to a repository of this region",
        ]);
    });

    it("says that buckets are in one region, where tables are in several", () => {
        const warnings = (data: object) =>
            findWarnings(configOf({ ...quiet, "fitness:access.buckets": { uploads: "the-uploads" }, "fitness:data": data }))
                .filter(({ path }) => path.startsWith("fitness:data."))
                .map(({ path, message }) => `${path} ${message}`);
        assert.deepEqual(warnings({ tables: ["users"], buckets: ["uploads"] }), []);
        assert.deepEqual(warnings({ tables: ["users"], replicaRegions: ["eu-west-1"] }), []);
        assert.deepEqual(warnings({ tables: ["users"], buckets: ["uploads"], replicaRegions: ["eu-west-1"] }), [
            "fitness:data.replicaRegions is for tables alone: the buckets (uploads) are in the stack's region, and lost with it",
        ]);
    });

    it("names the variables of servers that the tasks can't reach, and no optional ones that SSM may not have", () => {
        const names = ["OUR_SMTP_HOST", "OUR_SMTP_PORT", "OUR_SMTP_USER", "DATABASE_URL", "OUR_REDIS_REST_URL"];
        const more = { ...catalogue, variables: [...catalogue.variables, ...names.map((name) => ({ ...optional, name }))] };
        const warnings = (given: Given) =>
            findWarnings(configOf({ ...quiet, ...given }, { catalogue: more }))
                .map(({ path, message }) => `${path} ${message}`)
                .filter((line) => line.includes("443"));
        assert.deepEqual(
            warnings({
                "fitness:parameters.values": { OUR_SMTP_HOST: "email-smtp.eu-west-1.amazonaws.com", OUR_SMTP_PORT: "587" },
                "fitness:parameters.external": ["AUTH_SECRET", "DATABASE_URL", "OUR_SMTP_USER", "OUR_REDIS_REST_URL"],
            }),
            [
                "fitness:parameters the tasks reach port 443 alone, which OUR_SMTP_HOST, OUR_SMTP_PORT, DATABASE_URL may not be for: " +
                    "network.egress opens others, like { port: 587 }, { port: 5432 }",
            ],
        );
        assert.deepEqual(warnings({}), []);
        assert.deepEqual(warnings({ "fitness:parameters.external": "all" }), []);
        const egress = (...rules: readonly object[]) =>
            warnings({
                "fitness:parameters.values": { OUR_SMTP_PORT: "587" },
                "fitness:parameters.external": ["AUTH_SECRET", "DATABASE_URL"],
                "fitness:network": { mode: "dedicated", nat: "perZone", egress: rules },
            });
        assert.deepEqual(egress({ port: 587 }, { port: 3306, to: "10.0.0.0/16" }), []);
        assert.deepEqual(egress({ port: 587 }, { port: 6543, to: "10.0.0.0/16" }), []); // a port of its own may be the database's
        assert.deepEqual(egress({ port: 465 }, { port: 5432 }), [
            "fitness:parameters the tasks reach ports 443, 465, 5432 alone, which OUR_SMTP_PORT may not be for: " +
                "network.egress opens others, like { port: 587 }",
        ]);
        assert.deepEqual(egress({ port: 587 }, { port: 5432, protocol: "udp" }), [
            "fitness:parameters the tasks reach ports 443, 587 alone, which DATABASE_URL may not be for: " +
                "network.egress opens others, like { port: 5432 }",
        ]);
    });

    it("names public subnets that an internal load balancer is not in", () => {
        const warnings = (publicSubnetIds: readonly string[] | undefined) =>
            findWarnings(
                configOf({
                    ...quiet,
                    "fitness:network": { ...existing, publicSubnetIds },
                    "fitness:loadBalancer.internal": true,
                }),
            ).map(({ path, message }) => `${path} ${message}`);
        const internal = `fitness:loadBalancer.internal ${unreached}`;
        assert.deepEqual(warnings(undefined), [internal]);
        assert.deepEqual(warnings(subnets), [
            "fitness:network.publicSubnetIds not used: the load balancer is in none of them",
            internal,
        ]);
    });

    it("names what is found by its tags", () => {
        const tagged = { mode: "existing", vpcTags: { Name: "shared", Team: "web" }, serviceSubnetTags: { Tier: "private" } };
        const given = { ...quiet, "fitness:network": { ...tagged, publicSubnetTags: { Tier: "public" } } };
        assert.deepEqual(
            findWarnings(configOf(given)).map(({ path, message }) => `${path} ${message}`),
            [
                "fitness:network.vpcTags found by Name=shared, Team=web at each run of the program",
                "fitness:network.publicSubnetTags found by Tier=public at each run of the program",
                "fitness:network.serviceSubnetTags found by Tier=private at each run of the program",
            ],
        );
    });
});
