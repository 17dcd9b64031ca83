import { profileNames, type ProfileName } from "../profiles";
import type { Section } from "../section";
import { oneOf } from "../schema-kit";

const schema = oneOf(profileNames).describe("column of the defaults");

/** Which column of the defaults a stack takes: a text rather than an object. */
export const profile: Section<ProfileName, ProfileName> = {
    schema: () => schema,
    resolve: (name) => name,
};
