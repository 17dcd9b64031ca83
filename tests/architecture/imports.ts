import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as ts from "typescript";

/** An import of one file of ours by another. */
export interface Import {
    /** Importing file, relative to the project's root. */
    readonly file: string;
    readonly line: number;

    /** Imported module, relative to the project's root. */
    readonly module: string;

    /** Only types are imported: nothing of it is loaded. */
    readonly isTypeOnly: boolean;
}

const root = join(__dirname, "../..");

/** Folders that hold no part of the program. */
const notRooms = ["app", "docs", "node_modules", "tests", "tmp"];

/** Sources of the program, relative to its root. */
export function listSources(folder = root): string[] {
    return readdirSync(folder, { withFileTypes: true })
        .filter(({ name }) => !name.startsWith(".") && !(folder === root && notRooms.includes(name)))
        .flatMap((entry) => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? listSources(path) : entry.name.endsWith(".ts") ? [relative(root, path)] : [];
        });
}

/** The room of a file or module: its first folder, or the file itself where it is in none. */
export function toRoom(path: string): string {
    const [folder = ""] = path.split("/");
    return ["index", "prepare", "companions"].includes(folder) ? `${folder}.ts` : folder;
}

/** All imports of a source: relative ones by path, others by package. */
export function listImports(file: string, text = readFileSync(join(root, file), "utf8")): Import[] {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const found: Import[] = [];
    const add = (node: ts.Node, specifier: ts.Expression | undefined, isTypeOnly: boolean) => {
        if (specifier !== undefined && ts.isStringLiteral(specifier)) {
            const module = specifier.text.startsWith(".") ? join(file, "..", specifier.text) : specifier.text;
            const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
            found.push({ file, line, module, isTypeOnly });
        }
    };
    const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node)) {
            add(node, node.moduleSpecifier, isTypeOnly(node.importClause));
        } else if (ts.isExportDeclaration(node)) {
            add(node, node.moduleSpecifier, node.isTypeOnly);
        } else if (ts.isCallExpression(node) && isLoad(node)) {
            add(node, node.arguments[0], false);
        } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
            add(node, node.argument.literal, true);
        } else if (ts.isExternalModuleReference(node)) {
            add(node, node.expression, false);
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
}

/** `import()` and `require()`. */
function isLoad({ expression }: ts.CallExpression): boolean {
    return expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === "require");
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
    if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) {
        return clause !== undefined;
    }
    const names = clause.namedBindings;
    return (
        clause.name === undefined &&
        names !== undefined &&
        ts.isNamedImports(names) &&
        names.elements.length > 0 &&
        names.elements.every((element) => element.isTypeOnly)
    );
}

/** Imports from one room to another. */
export function listArrows(files: readonly string[] = listSources()): Import[] {
    const rooms = new Set(files.map(toRoom));
    return files
        .flatMap((file) => listImports(file))
        .filter(({ file, module }) => rooms.has(toRoom(module)) && toRoom(module) !== toRoom(file));
}

/** One line for each pair of rooms, with the number of imports and how many of them are types. */
function toTable(arrows: readonly Import[]): string {
    const counts = new Map<string, { all: number; types: number }>();
    for (const { file, module, isTypeOnly: type } of arrows) {
        const pair = `${toRoom(file).padEnd(12)} ▸ ${toRoom(module).padEnd(12)}`;
        const { all, types } = counts.get(pair) ?? { all: 0, types: 0 };
        counts.set(pair, { all: all + 1, types: types + Number(type) });
    }
    const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return rows.map(([pair, { all, types }]) => `${pair} ${String(all).padStart(4)} imports, ${types} of types`).join("\n");
}

if (require.main === module) {
    console.log(toTable(listArrows()));
}
