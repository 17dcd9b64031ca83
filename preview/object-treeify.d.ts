/** The part of object-treeify that is used here; the package has no types. */
declare module "object-treeify" {
    type Tree = { readonly [line: string]: Tree };

    /** Draws a tree of lines, as an array of lines unless `joined`. */
    export default function treeify(tree: Tree, options: { readonly joined: false }): string[];
}
