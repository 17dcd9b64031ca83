import * as assert from "node:assert/strict";
import type { Catalogue, CatalogueVariable } from "../../config/catalogue";
import { presentParameters } from "../../config/variables";
import { configOf, problemsOf, type Circumstances, type Given } from "./input";

const toVariable = (given: Partial<CatalogueVariable> & { readonly name: string }): CatalogueVariable => ({
    category: "general",
    secret: false,
    required: false,
    description: "",
    derivedFrom: undefined,
    assumed: false,
    development: undefined,
    ...given,
});

/** An application with three variables of its own. */
const catalogue: Catalogue = {
    file: "parameters.json",
    variables: [
        toVariable({ name: "SESSION_KEY", secret: true, required: true }),
        toVariable({ name: "UPLOADS", derivedFrom: { bucket: "uploads" } }),
        toVariable({ name: "GREETING" }),
    ],
};
const of = (given: Given, circumstances: Circumstances = {}) => configOf(given, { catalogue, ...circumstances });

describe("the variables of a container", () => {
    const from = (given: object, name: string) =>
        configOf({ "fitness:parameters": given }).parameters.variables.find((variable) => variable.name === name)?.from;

    it("leave out an optional one that nothing provides", () => {
        assert.equal(from({}, "SUPPORT_EMAIL"), undefined);
    });

    it("have one that has a value, with it", () => {
        const { variables } = configOf({ "fitness:parameters.values.SUPPORT_EMAIL": "a@b.cc" }).parameters;
        const variable = variables.find(({ name }) => name === "SUPPORT_EMAIL");
        assert.deepEqual([variable?.from, variable?.value], ["config", "a@b.cc"]);
    });

    it("have one that is listed as external, or every one", () => {
        assert.equal(from({ external: ["SUPPORT_EMAIL"] }, "SUPPORT_EMAIL"), "external");
        assert.equal(from({ external: "all" }, "SUPPORT_EMAIL"), "external");
    });

    it("have a required one in any case, and a derived one from the stack", () => {
        assert.equal(from({}, "AUTH_SECRET"), "external");
        assert.equal(from({ external: "all" }, "AWS_REGION"), "stack");
    });

    it("have no table that the stack does not name", () => {
        const { variables } = configOf({ "fitness:access.tables": { users: "the-users", workouts: "the-workouts" } }).parameters;
        assert.deepEqual(
            variables.filter(({ name }) => name.endsWith("_TABLE")).map(({ name }) => name),
            ["DYNAMODB_USERS_TABLE", "DYNAMODB_WORKOUTS_TABLE"],
        );
    });
});

describe("another application with three variables", () => {
    it("has its own names, keys and messages", () => {
        const { parameters, access } = of({});
        assert.deepEqual(
            parameters.variables.map(({ name, from }) => [name, from]),
            [
                ["SESSION_KEY", "external"],
                ["UPLOADS", "stack"],
            ],
        );
        assert.deepEqual(access.buckets, { uploads: "fitness-test-uploads-123456789012" });
        assert.deepEqual([access.tables, parameters.prefix], [{}, "/fitness-test"]);
        assert.deepEqual(problemsOf({ "fitness:parameters.values": { AUTH_SECRET: "x" } }, { catalogue }), [
            {
                path: "fitness:parameters.values.AUTH_SECRET",
                message: "is not a known key (known: the variables of parameters.json)",
            },
        ]);
    });

    it("may have none at all", () => {
        const none = { file: "parameters.json", variables: [] };
        const { parameters, access } = of({ "fitness:parameters.external": "all" }, { catalogue: none });
        assert.deepEqual([parameters.variables, access.tables, access.buckets], [[], {}, {}]);
        assert.deepEqual(
            problemsOf({ "fitness:parameters.external": ["A"] }, { catalogue: none }).map(({ message }) => message),
            ['must be a variable of parameters.json, got "A"'],
        );
    });
});

describe("what a task asks SSM for", () => {
    const present = (external: unknown, versions: Record<string, number> | undefined, isDenied?: boolean) => {
        const { parameters } = of({ "fitness:parameters.external": external });
        const { settings, notes } = presentParameters(parameters, versions, { isDenied });
        return { names: settings.variables.map(({ name }) => name), notes };
    };

    it("is every required and every listed variable, whether or not SSM has it: the preflight refuses what is missing", () => {
        assert.deepEqual(present(["SESSION_KEY", "GREETING"], {}), {
            names: ["SESSION_KEY", "UPLOADS", "GREETING"],
            notes: [],
        });
        assert.deepEqual(present("all", {}).names, ["SESSION_KEY", "UPLOADS"]);
    });

    it("is an optional variable of `all` only if SSM has it, and the preview says which are left out", () => {
        assert.deepEqual(present("all", { SESSION_KEY: 1 }), {
            names: ["SESSION_KEY", "UPLOADS"],
            notes: ["/fitness-test: a task asks for 1 external variables; left out, as optional and not in SSM: GREETING"],
        });
        assert.deepEqual(present("all", { SESSION_KEY: 1, GREETING: 3 }), {
            names: ["SESSION_KEY", "UPLOADS", "GREETING"],
            notes: ["/fitness-test: a task asks for 2 external variables; SSM has every optional one"],
        });
    });

    it("is every variable that it would ask for, where SSM was not asked", () => {
        assert.deepEqual(present("all", undefined), {
            names: ["SESSION_KEY", "UPLOADS", "GREETING"],
            notes: [
                "/fitness-test: a task asks for 2 external variables, for 1 of them only if SSM has them (they are optional)",
            ],
        });
    });

    it("is every variable, where SSM may not be asked, and the optional ones must exist then", () => {
        assert.deepEqual(present("all", undefined, true), {
            names: ["SESSION_KEY", "UPLOADS", "GREETING"],
            notes: ["/fitness-test: a task asks for 2 external variables; 1 of them are optional, and must exist all the same"],
        });
        assert.deepEqual(present(["SESSION_KEY"], undefined, true).notes, []);
    });
});
