import type { z } from "zod";
import { isShifting } from "../../aws/deployment-strategies";
import { formats } from "../../aws/formats";
import { blockFormat, explainPeer } from "../../aws/peers";
import type { Rule, Warning } from "../section";
import { listOf, section, text } from "../schema-kit";

/** Blocks that one rule of a listener has room for. */
const maxBlocks = 5;

/** Key that closes the application. */
export const maintenance = section({
    message: text(formats.responseBody.allowed, formats.responseBody.pattern, 1024).describe(
        "body of the 503: HTML where it begins with `<`, else plain text",
    ),
    allow: listOf(text(blockFormat.allowed, blockFormat.pattern, 64, explainPeer), "blocks of addresses")
        .default([])
        .describe("addresses from which the application still answers, as many as five blocks"),
}).optional();

/** The application is closed: the load balancer answers 503 itself, to all but the health endpoint. */
export type Maintenance = NonNullable<z.infer<typeof maintenance>>;

export const maintenanceRules: readonly Rule[] = [
    {
        path: "loadBalancer.maintenance",
        reads: ["deployment.strategy"],
        message:
            "requires deployment.strategy rolling or recreate: the health endpoint stays open by a rule that ECS does not shift",
        holds: ({ loadBalancer: { maintenance: given }, deployment: { strategy } }) =>
            given === undefined || !isShifting(strategy),
    },
    {
        path: "loadBalancer.maintenance.allow",
        reads: [],
        message: `must be at most ${maxBlocks} blocks, as a rule of a listener has room for no more`,
        holds: ({ loadBalancer: { maintenance: given } }) => given === undefined || given.allow.length <= maxBlocks,
    },
];

export function maintenanceWarnings(given: Maintenance | undefined): Warning[] {
    return given === undefined
        ? []
        : [
              {
                  path: "loadBalancer.maintenance",
                  message: "the application is closed: every request gets 503 until this key goes",
              },
          ];
}
