import type { CatalogueVariable } from "../../../config/catalogue";
import type { Corrections } from "../variables";
import { Carry } from "./carry";
import { carryAccess, type CarriedAccess } from "./carry-access";
import { carryContainer } from "./carry-container";
import { carryDomain } from "./carry-domain";
import { carryImage } from "./carry-image";
import { carryNetwork } from "./carry-network";
import { carryRouting } from "./carry-routing";
import { carryService } from "./carry-service";
import { carrySidecars } from "./carry-sidecars";
import { carryTask } from "./carry-task";
import { carryVariables, type CarriedVariables } from "./carry-variables";
import type { LiveService } from "./live-service";

/** What the caller decides, where the live service leaves it open. */
export interface CarryChoices extends Corrections {
    /** Host name that the stack serves. */
    readonly domain?: string;

    /** The project's list of variables. */
    readonly existing: readonly CatalogueVariable[];
}

/** A live service in the words of a stack file. */
export interface CarriedService extends CarriedVariables {
    readonly carry: Carry;
}

/** Every part of a live service: as keys where there are some, and as what is left behind where there are none. */
export function carryOver(live: LiveService, { domain, secret, plain, existing }: CarryChoices): CarriedService {
    const carry = new Carry();
    carryImage(live, carry);
    carryTask(live, carry);
    carryContainer(live, carry);
    carrySidecars(live, carry);
    carryService(live, carry);
    carryRouting(live, carry);
    carryDomain(live, carry, domain);
    carryNetwork(live, carry);
    const access = carryAccess(live, carry, keysOf(live, existing));
    const derive = (value: string) => deriveFrom(value, live, access, carry);
    return { carry, ...carryVariables(live, { existing, secret, plain, derive }, carry) };
}

/** Keys of tables and buckets that rows of the list derive from, by the name that the variable has now. */
function keysOf({ container }: LiveService, existing: readonly CatalogueVariable[]): ReadonlyMap<string, string> {
    return new Map(
        existing.flatMap(({ name, derivedFrom }) => {
            const value = container.environment?.find((each) => each.name === name)?.value;
            const key =
                typeof derivedFrom !== "object" ? undefined : "table" in derivedFrom ? derivedFrom.table : derivedFrom.bucket;
            return value === undefined || key === undefined ? [] : [[value, key] as const];
        }),
    );
}

/** What the program can set a variable from, so that its value stands nowhere twice. */
function deriveFrom(
    value: string,
    { account, routing }: LiveService,
    { tables, buckets, models, profiles, sender }: CarriedAccess,
    carry: Carry,
): CatalogueVariable["derivedFrom"] {
    const host = carry.keys.find(({ path }) => path === "domain.name")?.value;
    const urls =
        typeof host === "string" ? [`https://${host}`] : routing === undefined ? [] : [`http://${routing.balancer.dnsName}`];
    const keyOf = (names: Readonly<Record<string, string>>) => Object.keys(names).find((key) => names[key] === value);
    const [table, bucket] = [keyOf(tables), keyOf(buckets)];
    switch (true) {
        case value === account.region:
            return "region";
        case urls.includes(value):
            return "publicUrl";
        case table !== undefined:
            return { table };
        case bucket !== undefined:
            return { bucket };
        case value !== "" && value === (profiles[0] ?? models[0]):
            return "model";
        case value !== "" && value === sender:
            return "sender";
        default:
            return undefined;
    }
}
