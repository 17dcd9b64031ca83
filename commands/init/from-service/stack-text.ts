import { Document, isCollection, isMap, isScalar, type Scalar } from "yaml";
import { schemaLine } from "../project-files";
import type { CarriedKey } from "./carry";
import { toTree, type NewStack } from "./fit";

/** `Pulumi.<stack>.yaml` of a service that runs already. */
export function stackText(stack: NewStack, keys: readonly CarriedKey[], origin: string): string {
    const document = new Document({ config: toTree(stack, keys) });
    for (const { path, note } of keys) {
        const [section = "", ...rest] = path.split(".");
        if (note !== undefined) {
            comment(document, ["config", `${stack.project}:${section}`, ...rest], note);
        }
    }
    const ids = document.getIn(["config", "aws:allowedAccountIds"], true);
    if (isCollection(ids)) {
        ids.flow = true;
        ids.comment = " credentials of any other account are refused";
    }
    const text = document.toString({ indent: 4, lineWidth: 0, flowCollectionPadding: false });
    return [schemaLine, `# Made from ${origin}: what could not be carried over is not here.`, text].join("\n");
}

/** Behind a value, or above a list or an object. */
function comment(document: Document, path: readonly string[], note: string): void {
    const node = document.getIn(path, true);
    if (isScalar(node)) {
        node.comment = ` ${note}`;
        return;
    }
    const parent = document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    if (pair !== undefined) {
        (pair.key as Scalar).commentBefore = ` ${note}`;
    }
}
