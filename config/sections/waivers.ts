import type { z } from "zod";
import type { Section } from "../section";
import { listOf, section, text } from "../schema-kit";

const waiver = section({
    control: text("the id of a control like ECS.2", /^[A-Za-z0-9_.]+$/, 64).describe(
        "id of a control, as docs/security.md lists them",
    ),
    resource: text("a type and a name like aws:ecs/service:Service::web", /^[\w/:-]+::[\w.-]+$/, 256).describe(
        "resource that need not keep to it, as `npm run preview -- STACK --json` names it: `type::name`",
    ),
    reason: text("a reason of 10 to 200 characters", /^\S.{8,198}\S$/).describe("why, for whoever reviews the stack"),
    until: text("a quoted day like 2027-06-30", /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/).describe(
        "last day on which it counts: from then on `npm run preview` fails",
    ),
});

const schema = listOf(waiver, "waivers with a control, resource, reason and day")
    .optional()
    .describe("controls that the stack does not keep to. One that has ended, or that matches nothing, fails `npm run preview`")
    .meta({ absent: "none" });

/** Controls that a stack does not keep to. */
export const waivers: Section<z.infer<typeof schema>, readonly z.infer<typeof waiver>[]> = {
    schema: () => schema,
    resolve: (input = []) => input,
};
