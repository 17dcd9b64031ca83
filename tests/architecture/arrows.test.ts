import * as assert from "node:assert/strict";
import { listArrows, listImports, listSources, toRoom, type Import } from "./imports";

/** What each room may import, beside itself; the lowest room first. */
const allowed: Readonly<Record<string, readonly string[]>> = {
    aws: [],
    prices: [],
    deployment: ["aws"],
    config: ["aws"],
    components: ["aws"],
    resources: ["aws"],
    engine: ["aws", "deployment", "components"],
    "prepare.ts": ["aws", "config", "deployment", "engine"],
    "companions.ts": ["config", "components", "engine", "prepare.ts"],
    "index.ts": ["aws", "config", "components", "deployment", "engine", "prepare.ts", "companions.ts"],
    preview: ["aws", "config", "resources", "index.ts"],
    review: ["aws", "prices", "resources", "preview"],
    policies: ["resources", "preview"],
    "policy-pack": ["config", "policies", "resources"],
    adoption: ["aws", "prices", "resources", "preview"],
    delivery: ["aws", "config"],
    commands: [
        "aws",
        "prices",
        "config",
        "components",
        "deployment",
        "resources",
        "engine",
        "index.ts",
        "preview",
        "review",
        "policies",
        "adoption",
    ],
};

/** Arrows that are no others' example, each with its reason. */
const exceptions: readonly (readonly [from: RegExp, to: RegExp, reason: string])[] = [
    [/^preview\//, /^deployment\/api$/, "the offline preview answers for AWS, and must know what is asked"],
    [/^delivery\//, /^components\/(?:arguments|aws-provider)$/, "its components check their arguments as all do"],
    [/^preview\/offline\.ts$/, /^components\/container-image$/, "why there is no image is a warning, and no resource"],
];

/** Rooms of plain functions: their tests need no engine, and commands start without the SDK. */
const withoutPulumi = ["aws", "prices", "deployment", "resources", "review", "policies"];

function isAllowed({ file, module }: Import): boolean {
    return (
        allowed[toRoom(file)]?.includes(toRoom(module)) === true ||
        exceptions.some(([from, to]) => from.test(file) && to.test(module))
    );
}

const describeArrow = ({ file, line, module }: Import) => `${file}:${line} imports ${module}`;

describe("the rooms", () => {
    let arrows: readonly Import[] = [];
    before(() => {
        arrows = listArrows();
    });

    it("import only what is behind them", () => {
        assert.deepEqual(arrows.filter((arrow) => !isAllowed(arrow)).map(describeArrow), []);
    });

    it("are all listed", () => {
        assert.deepEqual(
            [...new Set(listSources().map(toRoom))].filter((room) => !(room in allowed)),
            [],
        );
    });

    it("stand in one order, so that no arrow leads back", () => {
        const order = Object.keys(allowed);
        const back = Object.entries(allowed).flatMap(([room, others]) =>
            others.filter((other) => order.indexOf(other) >= order.indexOf(room)).map((other) => `${room} ▸ ${other}`),
        );
        assert.deepEqual(back, []);
    });

    it("need no exception that nothing uses any more", () => {
        assert.deepEqual(
            exceptions
                .filter(([from, to]) => !arrows.some(({ file, module }) => from.test(file) && to.test(module)))
                .map(([, , reason]) => reason),
            [],
        );
    });

    it("of plain functions don't load Pulumi", () => {
        const pulumi = listSources()
            .filter((file) => withoutPulumi.includes(toRoom(file)))
            .flatMap((file) => listImports(file))
            .filter(({ module, isTypeOnly }) => module.startsWith("@pulumi/") && !isTypeOnly);
        assert.deepEqual(pulumi.map(describeArrow), []);
    });
});

describe("the imports of a source", () => {
    const imports = (text: string) =>
        listImports("aws/made-up.ts", text).map(({ module, isTypeOnly }) => (isTypeOnly ? `type ${module}` : module));

    it("are found however they are written", () => {
        const forms = {
            'import { a } from "../config/read";': "config/read",
            'import a from "../index";': "index",
            'import "../config/read";': "config/read",
            'import * as a from "./b";': "aws/b",
            'import a = require("../config/read");': "config/read",
            'export * from "../config/read";': "config/read",
            'const a = import("../config/read");': "config/read",
            'const a = require("../config/read");': "config/read",
            'import type { A } from "../config/read";': "type config/read",
            'import { type A } from "../config/read";': "type config/read",
            'import { a, type A } from "../config/read";': "config/read",
            'type A = import("../config/read").A;': "type config/read",
            'import * as aws from "@pulumi/aws";': "@pulumi/aws",
        };
        for (const [form, module] of Object.entries(forms)) {
            assert.deepEqual(imports(form), [module], form);
        }
    });
});
