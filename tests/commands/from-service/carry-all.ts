import { carryOver, type CarryChoices } from "../../../commands/init/from-service/carry-all";
import { mergeCatalogue } from "../../../commands/init/from-service/catalogue";
import { fitKeys, type NewStack } from "../../../commands/init/from-service/fit";
import type { LiveService } from "../../../commands/init/from-service/live-service";
import type { ProfileName } from "../../../config/profiles";

const nothing: CarryChoices = { secret: [], plain: [], existing: [] };

/** What a service becomes, as a whole. */
export function carryAll(live: LiveService, choices: Partial<CarryChoices> = {}, profile: ProfileName = "prod") {
    const existing = choices.existing ?? [];
    const { carry, variables, toPush } = carryOver(live, { ...nothing, ...choices });
    const catalogue = { file: "app/parameters.json", variables: mergeCatalogue(existing, variables).variables };
    const stack: NewStack = {
        project: "shop",
        stack: "prod",
        profile,
        account: live.account,
        catalogue,
        catalogueFile: undefined,
    };
    const keys = fitKeys(stack, carry);
    return {
        stack,
        keys,
        values: Object.fromEntries(keys.map(({ path, value }) => [path, value])),
        variables: Object.fromEntries(
            variables.map(({ name, secret, derivedFrom }) => [name, derivedFrom ?? (secret ? "secret" : "plain")]),
        ),
        toPush,
        left: carry.leftBehind.map(({ from, why }) => `${from}: ${why}`),
    };
}
