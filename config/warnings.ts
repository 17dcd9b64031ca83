import { withNamespace } from "./problems";
import type { Warning } from "./section";
import { sectionList, type StackConfig } from "./sections";

/** What is worth a second look in a configuration. The program logs it, the offline preview shows it. */
export function findWarnings(config: StackConfig): Warning[] {
    return sectionList.flatMap(({ section }) =>
        (section.warnings?.(config) ?? []).map(({ path, message }) => ({ path: withNamespace(path, config.project), message })),
    );
}
