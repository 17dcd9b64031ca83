import * as provider from "@pulumi/pulumi/proto/provider_pb";
import type { Values } from "./wire";

/** An answer to a diff: what changes, and which of it replaces the resource. */
export function toDiffResponse(
    { changed, olds, news }: { readonly changed: readonly string[]; readonly olds: Values; readonly news: Values },
    isReplacing: (key: string) => boolean,
    deletesFirst: boolean,
): provider.DiffResponse {
    const replacing = changed.filter(isReplacing);
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    const response = new provider.DiffResponse()
        .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList([...changed])
        .setReplacesList(replacing)
        .setDeletebeforereplace(replacing.length > 0 && deletesFirst)
        .setHasdetaileddiff(true);
    const { ADD, DELETE, UPDATE, ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = provider.PropertyDiff.Kind;
    for (const key of changed) {
        const [inPlace, replaced] = !(key in olds)
            ? [ADD, ADD_REPLACE]
            : key in news || key === "tagsAll"
              ? [UPDATE, UPDATE_REPLACE]
              : [DELETE, DELETE_REPLACE];
        const kind = isReplacing(key) ? replaced : inPlace;
        response.getDetaileddiffMap().set(key, new provider.PropertyDiff().setKind(kind).setInputdiff(key !== "tagsAll"));
    }
    return response;
}
