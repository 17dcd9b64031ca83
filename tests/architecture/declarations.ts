import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { listSources, toRoom } from "./imports";

/** Sources of the rooms, parsed. */
export function parseRooms(rooms: readonly string[]): ts.SourceFile[] {
    return listSources()
        .filter((file) => rooms.includes(toRoom(file)))
        .map((file) => parse(file, readFileSync(join(__dirname, "../..", file), "utf8")));
}

export function parse(file: string, text: string): ts.SourceFile {
    return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** What a source says too little about: `file:line name: what is missing`. */
export function findUndocumented(source: ts.SourceFile): string[] {
    return source.statements.filter(isExported).flatMap((statement) => {
        if (ts.isInterfaceDeclaration(statement)) {
            return [...lacking(statement), ...statement.members.flatMap((member) => lackingMember(member))];
        }
        if (ts.isClassDeclaration(statement)) {
            return [...lacking(statement), ...statement.members.filter(isPublicField).flatMap((field) => lackingMember(field))];
        }
        return ts.isFunctionDeclaration(statement) ? lacking(statement) : [];
    });
}

function lackingMember(member: ts.TypeElement | ts.ClassElement): string[] {
    const nested = ts.isPropertySignature(member) && member.type !== undefined ? membersOf(member.type) : [];
    const needsDefault = ts.isPropertySignature(member) && member.questionToken !== undefined;
    const hasDefault = ts.getJSDocTags(member).some(({ tagName }) => tagName.text === "default");
    return [
        ...lacking(member),
        ...(needsDefault && !hasDefault ? [`${place(member)}: no @default`] : []),
        ...nested.flatMap((inner) => lackingMember(inner)),
    ];
}

/** Members of a type that is written where it is used. */
function membersOf(type: ts.TypeNode): readonly ts.TypeElement[] {
    return ts.isTypeLiteralNode(type) ? type.members : [];
}

function lacking(node: ts.Node): string[] {
    const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    const isEmpty = comments.every(({ comment }) => (ts.getTextOfJSDocComment(comment) ?? "").trim() === "");
    return isEmpty ? [`${place(node)}: no comment`] : [];
}

/** What a component does in another order than all of them: `file:line Class: what is wrong`. */
export function findDisorder(source: ts.SourceFile): string[] {
    return source.statements
        .filter(ts.isClassDeclaration)
        .filter(isComponent)
        .flatMap((component) => {
            const constructor = component.members.find(ts.isConstructorDeclaration);
            if (constructor?.body === undefined) {
                return [`${place(component)}: no constructor`];
            }
            const steps = constructor.body.statements.map((statement) => statement.getText());
            const [first = "", second = ""] = steps;
            const wrong = [
                /^super\("spotter:[a-z0-9]+:[A-Za-z]+", name, \{\}, opts\);$/.test(first)
                    ? []
                    : ["super(token, name, {}, opts) first"],
                second === "validate(args);" ? [] : ["validate(args) right after super"],
                steps.at(-1)?.startsWith("this.registerOutputs(") === true ? [] : ["registerOutputs last"],
                steps.slice(1).some((step) => /\bopts\b/.test(step)) ? ["the caller's opts to no child"] : [],
            ].flat();
            return wrong.map((what) => `${place(component)}: ${what}`);
        });
}

/** Whether a class is a component of Pulumi. */
export function isComponent(node: ts.ClassDeclaration): boolean {
    return node.heritageClauses?.some((clause) => clause.getText().includes("ComponentResource")) === true;
}

function isExported(node: ts.Statement): boolean {
    return ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

function isPublicField(node: ts.ClassElement): boolean {
    return ts.isPropertyDeclaration(node) && hasModifier(node, ts.SyntaxKind.PublicKeyword);
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
    return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) === true;
}

function place(node: ts.Node & { readonly name?: ts.Node }): string {
    const source = node.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    return `${source.fileName}:${line + 1} ${node.name?.getText() ?? ""}`;
}
