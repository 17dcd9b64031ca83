import type { Catalogue } from "./catalogue";
import { profileNames, profiles, type ProfileName } from "./profiles";
import type { Rule, Section, SectionContext } from "./section";
import { access } from "./sections/access";
import { alarms } from "./sections/alarms";
import { audit } from "./sections/audit";
import { aws } from "./sections/aws";
import { budget } from "./sections/budget";
import { cluster } from "./sections/cluster";
import { data } from "./sections/data";
import { deployment } from "./sections/deployment";
import { domain } from "./sections/domain";
import { encryption } from "./sections/encryption";
import { image } from "./sections/image";
import { loadBalancer } from "./sections/load-balancer";
import { logs } from "./sections/logs";
import { names } from "./sections/names";
import { network } from "./sections/network";
import { parameters } from "./sections/parameters";
import { profile } from "./sections/profile";
import { repository } from "./sections/repository";
import { scaling } from "./sections/scaling";
import { schedules } from "./sections/schedules";
import { service } from "./sections/service";
import { tags } from "./sections/tags";
import { waivers } from "./sections/waivers";
import { webAcl } from "./sections/web-acl";
import { workers } from "./sections/workers";

/**
 * Every section of a stack file, in the order in which messages and docs show them. `aws` is a namespace of its own.
 *
 * Its type is inferred and checked below, not here: the sections use types that are made of it.
 */
export const sections = {
    aws,
    profile,
    names,
    tags,
    domain,
    network,
    repository,
    image,
    loadBalancer,
    webAcl,
    cluster,
    service,
    workers,
    schedules,
    scaling,
    parameters,
    access,
    data,
    encryption,
    logs,
    alarms,
    audit,
    deployment,
    budget,
    waivers,
};

export type SectionName = keyof typeof sections;

/** The sections as a stack file has them, each value checked by itself. */
export type StackInput = { readonly [K in SectionName]: Parameters<(typeof sections)[K]["resolve"]>[0] };

/** Everything that the program needs to know about one stack: what its file says, over its profile's defaults. */
export type StackConfig = { readonly [K in SectionName]: ReturnType<(typeof sections)[K]["resolve"]> } & {
    /** Name of the project in `Pulumi.yaml`: namespace of the keys, and beginning of the default names. */
    readonly project: string;
    readonly stack: string;

    /** It serves users: see {@link profiles}. */
    readonly isProduction: boolean;

    /** What the application asks of the program. */
    readonly catalogue: Catalogue;
};

export const sectionList = Object.entries<Section<never, unknown>>(sections).map(([name, section]) => ({
    name: name as SectionName,
    section,
}));

/** The rules between keys. The reader reports every one that does not hold; the docs list them all. */
export const rules: readonly Rule[] = sectionList.flatMap(({ section }) => section.rules ?? []);

/** The defaults of each profile, by section. */
export const profileDefaults = Object.fromEntries(
    profileNames.map((name) => [
        name,
        Object.fromEntries(
            sectionList.flatMap(({ name: key, section }) =>
                section.defaults === undefined ? [] : [[key, section.defaults[profiles[name].column]]],
            ),
        ),
    ]),
) as { readonly [P in ProfileName]: { readonly [K in SectionWithDefaults]: (typeof sections)[K]["defaults"][DefaultsOf<P>] } };

type DefaultsOf<P extends ProfileName> = (typeof profiles)[P]["column"];
type SectionWithDefaults = {
    [K in SectionName]: (typeof sections)[K] extends { readonly defaults: object } ? K : never;
}[SectionName];

/** Puts checked input over the defaults of its profile. The rules between keys are checked on the result. */
export function resolve(
    input: StackInput,
    given: Pick<SectionContext, "project" | "stack" | "catalogue" | "secretKeys">,
): StackConfig {
    const { project, stack, catalogue } = given;
    const context: SectionContext = { ...given, profile: input.profile, input };
    const resolved = sectionList.map(({ name, section }) => [name, section.resolve(input[name] as never, context)]);
    const { isProduction } = profiles[input.profile];
    return { project, stack, catalogue, isProduction, ...(Object.fromEntries(resolved) as Pick<StackConfig, SectionName>) };
}
