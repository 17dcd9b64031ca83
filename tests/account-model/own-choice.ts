import type { Account } from "../../aws/account";
import { findResourceType, isKnownType } from "../../resources";
import { findModel } from "./index";
import type { Values } from "./type-model";

/** Whether a property is one that AWS chooses or adds, so that it stays as it is where the program says nothing. */
export function isOwnChoice(type: string, asked: Values, account: Account): (key: string) => boolean {
    const model = findModel(type);
    const placeholder = isKnownType(type) ? findResourceType(type).placeholder(asked, account, "") : {};
    const own = [placeholder, model?.chosen?.(asked, account) ?? {}, model?.outputs?.(asked, account) ?? {}];
    const keys = new Set(own.flatMap((values) => Object.keys(values)));
    return (key) => keys.has(key);
}
