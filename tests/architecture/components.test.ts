import * as assert from "node:assert/strict";
import * as ts from "typescript";
import { findDisorder, findUndocumented, isComponent, parse, parseRooms } from "./declarations";

describe("components", () => {
    let sources: ts.SourceFile[] = [];
    before(() => {
        sources = parseRooms(["components", "engine"]);
    });

    it("say of every argument and field what it is, and what its absence means", () => {
        assert.deepEqual(
            sources.flatMap((source) => findUndocumented(source)),
            [],
        );
    });

    it("all check their arguments before they make anything, and register their outputs last", () => {
        assert.deepEqual(
            sources.flatMap((source) => findDisorder(source)),
            [],
        );
    });

    it("are one a file", () => {
        const counts = sources.map((source) => source.statements.filter(ts.isClassDeclaration).filter(isComponent).length);
        assert.deepEqual(
            counts.filter((count) => count > 1),
            [],
        );
        assert.ok(counts.filter((count) => count === 1).length >= 8, counts.join());
    });
});

describe("the check of comments", () => {
    const findings = (text: string) => findUndocumented(parse("a.ts", text)).map((finding) => finding.replace(/^a\.ts:\d+ /, ""));

    it("finds what has none, at every depth", () => {
        assert.deepEqual(
            findings(`
                /** Arguments. */
                export interface Args {
                    /** Documented. */
                    readonly a: string;
                    readonly b: string;

                    /** Optional. */
                    readonly c?: string;

                    /**
                     * Optional with a default.
                     *
                     * @default - none
                     */
                    readonly d?: string;

                    /** Nested. */
                    readonly e: { readonly f: string };

                    /** */
                    readonly g: string;
                }
                export interface Bare {}
                interface Private { readonly a: string }
                /** A component. */
                export class Component {
                    /** Documented. */
                    public readonly a: string;
                    public readonly b: string;
                    private readonly c: string;
                }
                export function bare() {}
            `),
            [
                "b: no comment",
                "c: no @default",
                "f: no comment",
                "g: no comment",
                "Bare: no comment",
                "b: no comment",
                "bare: no comment",
            ],
        );
    });
});

describe("the check of order", () => {
    const findings = (...steps: string[]) =>
        findDisorder(
            parse(
                "a.ts",
                `class A extends pulumi.ComponentResource { constructor(name: string, args: Args, opts?: Opts) { ${steps.join("\n")} } }`,
            ),
        ).map((finding) => finding.replace(/^a\.ts:\d+ A: /, ""));

    const start = 'super("spotter:ecs:A", name, {}, opts);';
    const validate = "validate(args);";
    const child = "new Child(name, {}, { parent: this });";
    const end = "this.registerOutputs({});";

    it("passes a component that is like all others", () => {
        assert.deepEqual(findings(start, validate, child, end), []);
    });

    it("finds each step that is elsewhere", () => {
        assert.deepEqual(findings(start, child, validate, end), ["validate(args) right after super"]);
        assert.deepEqual(findings(start, validate, end, child), ["registerOutputs last"]);
        assert.deepEqual(findings(start, validate, "new Child(name, {}, opts);", end), ["the caller's opts to no child"]);
        assert.deepEqual(findings('super("a:b:C", name, args, opts);', validate, end), ["super(token, name, {}, opts) first"]);
    });
});
