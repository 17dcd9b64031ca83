import type { Account } from "../../aws/account";
import { isKnownType } from "../../resources";
import { created } from "../../resources/placeholders";
import { findModel } from "./index";
import type { Thing, Values } from "./type-model";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** All revisions of a task definition have one id. */
export function keyOf({ type, id, properties }: Thing): string {
    return `${type} ${type === taskDefinition ? String(properties.arn) : id}`;
}

/**
 * What AWS would call a new thing: the placeholder of `resources/`, with another number in it for every one of the type whose
 * name AWS chooses. What the program names has that name again.
 *
 * @param taken `type id` and `type arn` of all that ever existed
 */
export function identityOf(
    type: string,
    logicalName: string,
    asked: Values,
    account: Account,
    taken: ReadonlySet<string>,
): { id: string; computed: Values } {
    let previous: string | undefined;
    for (let serial = firstSerial(type, asked, taken); ; serial++) {
        const { id, ...computed } = numbered(type, logicalName, asked, account, serial);
        const unique = type === taskDefinition ? String(computed.arn) : String(id);
        if (!taken.has(`${type} ${unique}`) || unique === previous) {
            return { id: String(id), computed };
        }
        previous = unique;
    }
}

/** Revisions of a task definition go on after the highest. */
function firstSerial(type: string, { family }: Values, taken: ReadonlySet<string>): number {
    const isOfFamily = (unique: string) => type === taskDefinition && unique.includes(`:task-definition/${String(family)}:`);
    return Math.max(0, ...[...taken].filter(isOfFamily).map((unique) => Number(/\d+$/.exec(unique)?.[0])));
}

function numbered(type: string, logicalName: string, asked: Values, account: Account, serial: number): Values {
    if (!isKnownType(type)) {
        return { id: asked.arn ?? asked.name ?? `${logicalName}-id` };
    }
    const { id, state } = created(type, serial === 0 ? logicalName : `${logicalName}-${serial}`, asked, account);
    const computed = Object.fromEntries(Object.entries(state).filter(([key]) => !(key in asked)));
    if (type === taskDefinition) {
        return { ...computed, id, arn: String(computed.arn).replace(/\d+$/, String(serial + 1)), revision: serial + 1 };
    }
    const text = JSON.stringify({ id, ...computed });
    const zeros = (run: string) => serial.toString(16).padStart(run.length, "0");
    return { ...(JSON.parse(text.replace(/0{8,}/g, zeros)) as Values), ...findModel(type)?.identify?.(asked, serial, account) };
}
